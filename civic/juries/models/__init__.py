"""Rubrics, juries with their seats and ties, blind pieces, sheets, outcomes."""

from civic.juries.models.panels import Criterion, Panel, PanelLine, Rubric, Seat, Tie
from civic.juries.models.sheets import Mark, Outcome, Piece, Sheet, SheetQuerySet

__all__ = [
    "Criterion",
    "Mark",
    "Outcome",
    "Panel",
    "PanelLine",
    "Piece",
    "Rubric",
    "Seat",
    "Sheet",
    "SheetQuerySet",
    "Tie",
]
