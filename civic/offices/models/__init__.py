"""The tables of who does what: offices, the catalogue of matters, who answers, how fast, posts, and working days."""

from civic.offices.models.calendar import CalendarChange, WorkDay
from civic.offices.models.catalogue import Keyword, Limit, Matter, Stage, Tag, Wording
from civic.offices.models.duty import DutyContact, DutyDay, DutyRoster, DutyShift
from civic.offices.models.levels import Rung
from civic.offices.models.offices import (
    LOWEST,
    NEVER_ANSWERING,
    CoSteward,
    Office,
    OfficeKind,
    Stewardship,
    StewardshipQuerySet,
)
from civic.offices.models.people import Absence, Force, GridPost, LocalAdmin, Officer, Post, PostQuerySet

__all__ = [
    "LOWEST",
    "NEVER_ANSWERING",
    "Absence",
    "CalendarChange",
    "CoSteward",
    "DutyContact",
    "DutyDay",
    "DutyRoster",
    "DutyShift",
    "Force",
    "GridPost",
    "Keyword",
    "Limit",
    "LocalAdmin",
    "Matter",
    "Office",
    "OfficeKind",
    "Officer",
    "Post",
    "PostQuerySet",
    "Rung",
    "Stage",
    "Stewardship",
    "StewardshipQuerySet",
    "Tag",
    "Wording",
    "WorkDay",
]
