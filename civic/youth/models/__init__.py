"""Editions with their phases and people, entries under pseudonyms, and what children propose."""

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
from civic.youth.models.proposals import Proposal, ProposalQuerySet, Topic

__all__ = [
    "Became",
    "CodeSheet",
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
    "Letter",
    "Proposal",
    "ProposalQuerySet",
    "School",
    "StagePlace",
    "Topic",
]
