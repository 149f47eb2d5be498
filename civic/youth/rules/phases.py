"""The phases of an edition, and what is open in each to whom: a table that pages, API and acts all read. Pure.

Source: the stages of the real contest as newspapers tell them (1996 to 2025): in-school pupils of 9 to 14, by school or
by oneself; school, district, second round, semi-final (128, 60, 20), final (10: 7 primary, 3 middle), a term of two
years.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Phase(TextChoices):
    """A stretch of an edition, in the order of the contest."""

    ENTRY = "entry", _("Taking part: by school or by oneself")
    SCHOOL = "school", _("School round")
    DISTRICT = "district", _("District round")
    SECOND = "second", _("Second round")
    SEMIFINAL = "semifinal", _("Semi-final")
    FINAL = "final", _("Final")
    APPOINTMENT = "appointment", _("Appointment")
    TERM = "term", _("Term")
    HANDOVER = "handover", _("Handover")


class Doing(TextChoices):
    """What somebody may want to do in an edition."""

    CODES = "codes", _("Print codes for a school")
    ENTER = "enter", _("Take part, once a guardian agreed")
    HAND_IN = "hand-in", _("Hand in what a task asks for")
    SCREEN = "screen", _("Read before anybody else does")
    VOTE = "vote", _("Vote for proposals, where the vote was approved")
    JUDGE = "judge", _("Judge blind sheets")
    PLACE = "place", _("Say who goes on")
    ANSWER = "answer", _("Answer proposals")
    APPOINT = "appoint", _("Appoint little mayors")
    TALK = "talk", _("Talk with the mayor")
    HAND_OVER = "hand-over", _("Hand over to the next edition")


_ALWAYS = frozenset({Doing.SCREEN, Doing.ANSWER})
_ROUND = _ALWAYS | {Doing.HAND_IN, Doing.JUDGE, Doing.PLACE}
ALLOWED: dict[Phase, frozenset[Doing]] = {
    Phase.ENTRY: _ALWAYS | {Doing.CODES, Doing.ENTER, Doing.HAND_IN},
    Phase.SCHOOL: _ROUND | {Doing.CODES},
    Phase.DISTRICT: _ROUND,
    Phase.SECOND: _ROUND | {Doing.VOTE},
    Phase.SEMIFINAL: _ROUND | {Doing.VOTE},
    Phase.FINAL: _ROUND | {Doing.VOTE},
    Phase.APPOINTMENT: _ALWAYS | {Doing.APPOINT},
    Phase.TERM: _ALWAYS | {Doing.TALK, Doing.HAND_IN},
    Phase.HANDOVER: _ALWAYS | {Doing.TALK, Doing.HAND_OVER},
}
ORDER = tuple(Phase)
ROUNDS = (Phase.SCHOOL, Phase.DISTRICT, Phase.SECOND, Phase.SEMIFINAL, Phase.FINAL)


@dataclass(frozen=True)
class Span:
    """A phase with its days."""

    phase: str
    starts: datetime
    ends: datetime


def phase_at(spans: Iterable[Span], at: datetime) -> Span | None:
    """The phase an edition is in, or None: before, between and after its phases nothing is open."""
    return next((span for span in spans if span.starts <= at < span.ends), None)


def may_do(spans: Iterable[Span], doing: Doing, at: datetime) -> bool:
    """Is this open now?"""
    span = phase_at(spans, at)
    return span is not None and doing in ALLOWED[Phase(span.phase)]


def spans_fault(spans: list[Span]) -> Any:
    """What is wrong with the days of an edition, as a sentence, or ""."""
    if not spans:
        return _("Name at least one phase with its days: they say who may do what, and when.")
    if any(span.ends <= span.starts for span in spans):
        return _("A phase ends before it starts. Put its end after its start.")
    in_order = sorted(spans, key=lambda span: span.starts)
    if any(after.starts < before.ends for before, after in pairwise(in_order)):
        return _("Two phases overlap. Let each start when the one before has ended.")
    places = [ORDER.index(Phase(span.phase)) for span in in_order]
    if any(after <= before for before, after in pairwise(places)):
        return _("The phases stand in another order than the contest has. Put entry first and handover last.")
    return ""
