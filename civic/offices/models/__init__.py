"""The tables of who does what: offices, the catalogue of matters, who answers, how fast, posts, and working days."""

from civic.offices.models.calendar import CalendarChange, WorkDay
from civic.offices.models.catalogue import Keyword, Limit, Matter, Stage, Tag, Wording
from civic.offices.models.duty import DutyContact, DutyDay, DutyRoster, DutyShift
from civic.offices.models.offices import (
    NEVER_ANSWERING,
    CoSteward,
    Office,
    OfficeKind,
    Stewardship,
    StewardshipQuerySet,
)
from civic.offices.models.people import Absence, Force, GridPost, Officer, Post, PostQuerySet

__all__ = [
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
    "Matter",
    "Office",
    "OfficeKind",
    "Officer",
    "Post",
    "PostQuerySet",
    "Stage",
    "Stewardship",
    "StewardshipQuerySet",
    "Tag",
    "Wording",
    "WorkDay",
]
