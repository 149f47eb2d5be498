"""Editions with their phases and people, entries under pseudonyms, and what children propose."""

from civic.youth.models.concerns import (
    ConcernReport,
    ConcernReportQuerySet,
    Evidence,
    EvidencePicture,
    EvidenceView,
    HandOver,
)
from civic.youth.models.editions import (
    Duty,
    DutyQuerySet,
    Edition,
    EditionLine,
    EditionPhase,
    EditionQuerySet,
    School,
    StagePlace,
)
from civic.youth.models.entries import CodeSheet, Entry, EntryCode, EntryLine, EntryQuerySet
from civic.youth.models.letters import Became, Letter
from civic.youth.models.pictures import ProposalBox, ProposalPicture, ProposalPictureQuerySet, ProposalPictureState
from civic.youth.models.proposals import Hiding, Proposal, ProposalQuerySet, ProposalVersion, Reading, Topic
from civic.youth.models.sentences import ReadySentence
from civic.youth.models.tasks import Debate, DebateLot, RoundTask

__all__ = [
    "Became",
    "CodeSheet",
    "ConcernReport",
    "ConcernReportQuerySet",
    "Debate",
    "DebateLot",
    "Duty",
    "DutyQuerySet",
    "Edition",
    "EditionLine",
    "EditionPhase",
    "EditionQuerySet",
    "Entry",
    "EntryCode",
    "EntryLine",
    "EntryQuerySet",
    "Evidence",
    "EvidencePicture",
    "EvidenceView",
    "HandOver",
    "Hiding",
    "Letter",
    "Proposal",
    "ProposalBox",
    "ProposalPicture",
    "ProposalPictureQuerySet",
    "ProposalPictureState",
    "ProposalQuerySet",
    "ProposalVersion",
    "Reading",
    "ReadySentence",
    "RoundTask",
    "School",
    "StagePlace",
    "Topic",
]
