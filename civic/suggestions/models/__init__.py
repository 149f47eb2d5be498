"""Rounds with their phases, thresholds of areas, what a suggestion is beside its case, its pieces, and what offices
think of it."""

from civic.suggestions.models.assessments import Assessment, AssessmentQuerySet
from civic.suggestions.models.needs import Need, NeedCase
from civic.suggestions.models.paper import PaperCode, PaperSheet
from civic.suggestions.models.pieces import Piece
from civic.suggestions.models.rounds import Round, RoundLine, RoundPhase, RoundQuerySet
from civic.suggestions.models.suggestion import Suggestion
from civic.suggestions.models.swarms import SupportTally, Swarm
from civic.suggestions.models.thresholds import Threshold

__all__ = [
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
    "Threshold",
]
