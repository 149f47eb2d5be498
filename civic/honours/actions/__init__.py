"""The acts on stars, points and certificates."""

from civic.honours.actions.forgetting import forget

__all__ = ["forget"]
