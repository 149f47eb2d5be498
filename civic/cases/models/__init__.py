"""The record: a case, its timeline, who took which part in it, its photos and its sealed contact."""

from civic.cases.models.appeals import Appeal
from civic.cases.models.bundles import Merged
from civic.cases.models.callouts import Call, CallOut
from civic.cases.models.case import Case, CaseQuerySet
from civic.cases.models.causes import Cause
from civic.cases.models.counts import MapCount
from civic.cases.models.deadlines import BESIDE, Deadline, DeadlineKind
from civic.cases.models.drafted import DraftedAnswer
from civic.cases.models.incidents import Bulletin, Incident, Joined
from civic.cases.models.invitations import Invitation
from civic.cases.models.objections import Objection, Unveiled, Veil, Withholding
from civic.cases.models.photos import Moment, Photo, PhotoBox, PhotoState, Viewing
from civic.cases.models.points import Point
from civic.cases.models.rebounds import Rebound, ReboundQuerySet, Topic, TopicCase, TopicLine, TopicQuerySet, TopicWords
from civic.cases.models.reporting import Answers, Contact, ContactOpening, Draft, Replay
from civic.cases.models.retained import Retained
from civic.cases.models.supports import Support
from civic.cases.models.tasks import Escalation, Task, TaskShare
from civic.cases.models.timeline import Earlier, Line, LineWords, Part
from civic.cases.models.words import Word

__all__ = [
    "BESIDE",
    "Answers",
    "Appeal",
    "Bulletin",
    "Call",
    "CallOut",
    "Case",
    "CaseQuerySet",
    "Cause",
    "Contact",
    "ContactOpening",
    "Deadline",
    "DeadlineKind",
    "Draft",
    "DraftedAnswer",
    "Earlier",
    "Escalation",
    "Incident",
    "Invitation",
    "Joined",
    "Line",
    "LineWords",
    "MapCount",
    "Merged",
    "Moment",
    "Objection",
    "Part",
    "Photo",
    "PhotoBox",
    "PhotoState",
    "Point",
    "Rebound",
    "ReboundQuerySet",
    "Replay",
    "Retained",
    "Support",
    "Task",
    "TaskShare",
    "Topic",
    "TopicCase",
    "TopicLine",
    "TopicQuerySet",
    "TopicWords",
    "Unveiled",
    "Veil",
    "Viewing",
    "Withholding",
    "Word",
]
