"""Rounds with their phases, thresholds of areas, what a suggestion is beside its case and what it was divided into,
codes on paper, assessments, and what was taken over."""

from civic.suggestions.models.assessments import Assessment, AssessmentQuerySet
from civic.suggestions.models.needs import Need, NeedCase
from civic.suggestions.models.paper import PaperCode, PaperSheet
from civic.suggestions.models.pieces import Piece
from civic.suggestions.models.rounds import Round, RoundLine, RoundPhase, RoundQuerySet
from civic.suggestions.models.suggestion import Suggestion
from civic.suggestions.models.swarms import SupportTally, Swarm
from civic.suggestions.models.taken_over import Alike, TakenOver, Theme, ThemeCase
from civic.suggestions.models.thresholds import Threshold

__all__ = [
    "Alike",
    "Assessment",
    "AssessmentQuerySet",
    "Need",
    "NeedCase",
    "PaperCode",
    "PaperSheet",
    "Piece",
    "Round",
    "RoundLine",
    "RoundPhase",
    "RoundQuerySet",
    "Suggestion",
    "SupportTally",
    "Swarm",
    "TakenOver",
    "Theme",
    "ThemeCase",
    "Threshold",
]
