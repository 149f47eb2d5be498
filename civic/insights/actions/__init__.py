"""Reckon the figures, close months, and write down what changed afterwards: the only writers of what is kept."""

from civic.insights.actions.correcting import explain
from civic.insights.actions.pacing import keep_pace
from civic.insights.actions.reckoning import reckon

__all__ = ["explain", "keep_pace", "reckon"]
