"""The pages of honours."""

from civic.honours.views import checking, desk, own

__all__ = ["checking", "desk", "own"]
