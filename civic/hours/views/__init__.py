"""The pages of hours."""

from civic.hours.views import managing, own

__all__ = ["managing", "own"]
