"""The stations of a root-cause topic: who makes which step from where, and until when it is due. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.rules import Role

WORDS_LONGEST = 2000
REMOVAL_DAYS_MOST = 730  # calendar days; what is rebuilt takes long, and no promise is without a day


class TopicState(TextChoices):
    """Where a topic stands."""

    OPEN = "open", _("Cause being looked for")
    NAMED = "named", _("Cause named")
    REMOVING = "removing", _("Cause being removed")
    REPORTED = "reported", _("Reported as removed, being looked at")
    CLOSED = "closed", _("Closed")


LIVE = frozenset(TopicState) - {TopicState.CLOSED}
COMMITTEE, REMOVER, CLOCK = "committee", "remover", "clock"


@dataclass(frozen=True)
class TopicMove:
    """One row: verb, from where, whose step, where it leads; `title` as everybody reads it in the topic's story."""

    verb: str
    title: Any
    before: frozenset[TopicState]
    whose: str
    after: TopicState | None


MOVES = (
    TopicMove(
        "open",
        _("The problem came back again and again: topic opened"),
        frozenset(),
        CLOCK,
        TopicState.OPEN,
    ),
    TopicMove(
        "reopen",
        _("It came back: topic opened again"),
        frozenset({TopicState.CLOSED}),
        CLOCK,
        TopicState.OPEN,
    ),
    TopicMove("return", _("It came back once more"), LIVE, CLOCK, None),
    TopicMove("name-cause", _("Cause named"), LIVE, COMMITTEE, TopicState.NAMED),
    TopicMove(
        "report",
        _("Told by the office that removes it"),
        frozenset({TopicState.NAMED, TopicState.REMOVING}),
        REMOVER,
        TopicState.REMOVING,
    ),
    TopicMove(
        "report-removed",
        _("Reported as removed"),
        frozenset({TopicState.NAMED, TopicState.REMOVING}),
        REMOVER,
        TopicState.REPORTED,
    ),
    TopicMove("close", _("Topic closed"), LIVE, COMMITTEE, TopicState.CLOSED),
)
REPORTS_FOR = frozenset({Role.HANDLER.value, Role.HEAD.value})  # in the office that removes the cause


def topic_move(verb: str) -> TopicMove:
    """The row of a verb."""
    return next(move for move in MOVES if move.verb == verb)


def is_hers(move: TopicMove, *, roles: frozenset[str], is_remover: bool) -> bool:
    """Is the step this officer's to make?"""
    if move.whose == COMMITTEE:
        return Role.COMMITTEE in roles
    return move.whose == REMOVER and is_remover and bool(roles & REPORTS_FOR)


def removal_fault(day: date, *, today: date) -> Sentence:
    """Why the cause cannot be promised away by this day, or ""."""
    if day <= today:
        return _("This day is not to come. Name a later one.")
    if (day - today).days > REMOVAL_DAYS_MOST:
        return format_lazy(_("No promise reaches further than {days} days."), days=REMOVAL_DAYS_MOST)
    return ""
