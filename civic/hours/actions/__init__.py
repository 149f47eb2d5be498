"""The acts on the account book."""

from civic.hours.actions.forgetting import forget

__all__ = ["forget"]
