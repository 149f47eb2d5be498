"""The pages of the little mayor."""

from civic.youth.views.public import edition, front, listed, show, where

__all__ = ["edition", "front", "listed", "show", "where"]
