"""The acts of the little mayor's track."""

from civic.youth.actions.erasing import forget_child
from civic.youth.actions.forgetting import forget

__all__ = ["forget", "forget_child"]
