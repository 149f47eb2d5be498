"""The pages of the day."""

from civic.attendances.views import complaints, here, leading

__all__ = ["complaints", "here", "leading"]
