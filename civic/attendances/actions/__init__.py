"""The acts of the day: coming, going, closing, and what happened."""

from civic.attendances.actions.forgetting import forget

__all__ = ["forget"]
