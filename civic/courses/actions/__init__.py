"""The acts on courses and qualifications."""

from civic.courses.actions.forgetting import forget

__all__ = ["forget"]
