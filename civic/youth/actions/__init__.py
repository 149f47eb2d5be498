"""The acts of the little mayor's track."""

from civic.youth.actions.forgetting import forget

__all__ = ["forget"]
