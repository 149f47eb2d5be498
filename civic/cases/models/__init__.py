"""The record: a case, its timeline, who took which part in it, its photos and its sealed contact."""

from civic.cases.models.bundles import Merged
from civic.cases.models.callouts import Call, CallOut
from civic.cases.models.case import Case, CaseQuerySet
from civic.cases.models.counts import MapCount
from civic.cases.models.deadlines import Deadline, DeadlineKind
from civic.cases.models.photos import Photo, PhotoBox, PhotoState, Viewing
from civic.cases.models.reporting import Answers, Contact, ContactOpening, Draft, Replay
from civic.cases.models.timeline import Line, LineWords, Part

__all__ = [
    "Answers",
    "Call",
    "CallOut",
    "Case",
    "CaseQuerySet",
    "Contact",
    "ContactOpening",
    "Deadline",
    "DeadlineKind",
    "Draft",
    "Line",
    "LineWords",
    "MapCount",
    "Merged",
    "Part",
    "Photo",
    "PhotoBox",
    "PhotoState",
    "Replay",
    "Viewing",
]
