"""What is open in which phase of a round, and to whom: a table that pages, API and acts all read. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """A stretch of a round."""

    COLLECTING = "collecting", _("Collecting ideas")
    COLLECTING_AND_SUPPORTING = "both", _("Collecting ideas and support")
    SUPPORTING = "supporting", _("Collecting support")
    ANSWERING = "answering", _("Answering")


class Doing(TextChoices):
    """What somebody may want to do in a round."""

    HAND_IN = "hand-in", _("Hand in a suggestion")
    OPEN = "open", _("Screen suggestions and open them for support")
    SUPPORT = "support", _("Support a suggestion")
    TALK = "talk", _("Comment under the suggestions, read by a moderator first")
    TAKE_BACK = "take-back", _("Take one’s support back")
    ANSWER = "answer", _("Assess and answer")


class Who(TextChoices):
    """Whom a phase lets do it."""

    ANYBODY = "anybody", _("everybody, without an account")
    VERIFIED = "verified", _("whoever has confirmed a contact or got a code on paper, once")
    OFFICIALS = "officials", _("the city’s officials")


ALLOWED: dict[Phase, dict[Doing, Who]] = {
    Phase.COLLECTING: {Doing.HAND_IN: Who.ANYBODY, Doing.OPEN: Who.OFFICIALS},
    Phase.COLLECTING_AND_SUPPORTING: {
        Doing.HAND_IN: Who.ANYBODY,
        Doing.OPEN: Who.OFFICIALS,
        Doing.SUPPORT: Who.VERIFIED,
        Doing.TALK: Who.VERIFIED,
        Doing.TAKE_BACK: Who.VERIFIED,
        Doing.ANSWER: Who.OFFICIALS,
    },
    Phase.SUPPORTING: {
        Doing.OPEN: Who.OFFICIALS,
        Doing.SUPPORT: Who.VERIFIED,
        Doing.TALK: Who.VERIFIED,
        Doing.TAKE_BACK: Who.VERIFIED,
        Doing.ANSWER: Who.OFFICIALS,
    },
    Phase.ANSWERING: {Doing.TAKE_BACK: Who.VERIFIED, Doing.ANSWER: Who.OFFICIALS},
}
HANDS_IN = frozenset(phase for phase, doings in ALLOWED.items() if Doing.HAND_IN in doings)
SUPPORTS = frozenset(phase for phase, doings in ALLOWED.items() if Doing.SUPPORT in doings)
PHASES_MOST = 6


@dataclass(frozen=True)
class Span:
    """A phase with its days."""

    phase: str
    starts: datetime
    ends: datetime


def opened_in(phase: Phase, *, talks: bool) -> dict[Doing, Who]:
    """What a phase opens to whom; commenting only where the round has it."""
    return {doing: who for doing, who in ALLOWED[phase].items() if talks or doing != Doing.TALK}


def phase_at(spans: Iterable[Span], at: datetime) -> Span | None:
    """The phase a round is in, or None: before, between and after its phases nothing is open."""
    return next((span for span in spans if span.starts <= at < span.ends), None)


def may_do(spans: Iterable[Span], doing: Doing, at: datetime) -> bool:
    """Is this open now?"""
    span = phase_at(spans, at)
    return span is not None and doing in ALLOWED[Phase(span.phase)]


def handing_in(spans: Iterable[Span]) -> tuple[datetime, datetime] | None:
    """From when until when something may be handed in: the first to the last such phase."""
    return _reach(spans, HANDS_IN)


def supporting(spans: Iterable[Span]) -> tuple[datetime, datetime] | None:
    """From when until when suggestions are supported."""
    return _reach(spans, SUPPORTS)


def _reach(spans: Iterable[Span], phases: frozenset[Phase]) -> tuple[datetime, datetime] | None:
    fitting = [span for span in spans if span.phase in phases]
    return (min(span.starts for span in fitting), max(span.ends for span in fitting)) if fitting else None


def spans_fault(spans: list[Span]) -> Any:
    """What is wrong with the days of a round, as a sentence, or ""."""
    if not spans:
        return _("Name at least one phase with its days: they say who may do what, and when.")
    if len(spans) > PHASES_MOST:
        return _("More than six phases nobody can follow. Join some of them.")
    if any(span.ends <= span.starts for span in spans):
        return _("A phase ends before it starts. Put its end after its start.")
    in_order = sorted(spans, key=lambda span: span.starts)
    if any(after.starts < before.ends for before, after in pairwise(in_order)):
        return _("Two phases overlap. Let each start when the one before has ended.")
    if any(after.starts > before.ends for before, after in pairwise(in_order)):
        return _("There is a gap between two phases. Let each start when the one before ends.")
    if not all(_is_one_stretch([span.phase in phases for span in in_order]) for phases in (HANDS_IN, SUPPORTS)):
        return _(
            "Ideas, or support, would be collected twice with a pause between. Let them be collected in one stretch."
        )
    if handing_in(spans) is None:
        return _("In no phase may anybody hand something in. A round asks for ideas, so let it collect some.")
    return ""


def _is_one_stretch(marks: list[bool]) -> bool:
    return [mark for at, mark in enumerate(marks) if at == 0 or marks[at - 1] != mark].count(True) <= 1
