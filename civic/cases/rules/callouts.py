"""Calling somebody out: how far a call goes, in which order, and what whoever is called may say. Pure."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.states import Kind, State

FIRST, SECOND, HEAD, CENTRE_FIRST, CENTRE_SECOND, CENTRE_HEAD = range(1, 7)
RUNGS = (FIRST, SECOND, HEAD, CENTRE_FIRST, CENTRE_SECOND, CENTRE_HEAD)
RUNG_WORDS = {
    FIRST: _("first on duty"),
    SECOND: _("second on duty"),
    HEAD: _("head of the office"),
    CENTRE_FIRST: _("command centre, first on duty"),
    CENTRE_SECOND: _("command centre, second on duty"),
    CENTRE_HEAD: _("head of the command centre"),
}
CALLED_FOR = frozenset({Kind.COMPLAINT, Kind.HELP})  # misconduct goes around the office it names; the rest can wait


class CallState(TextChoices):
    """How a call-out stands."""

    WAITING = "waiting", _("waiting for an answer")
    HELD = "held", _("somebody has it")
    UNHEARD = "unheard", _("nobody answered")
    OVER = "over", _("no longer needed")


class CallReply(TextChoices):
    """What whoever is called says, with one tap."""

    HAVE_IT = "have-it", _("I have it")
    ON_MY_WAY = "on-my-way", _("I am on my way")
    SENT = "sent", _("I have sent somebody")
    KNOWN = "known", _("We are working on it already")


def is_settled(side: str, state: str) -> bool:
    """Has the case moved on so far that nobody need be called for this side any more? The checking side was to read
    it, the acting side to take it on."""
    if state in (State.CLOSED, State.DECLINED, State.WITHDRAWN, State.MERGED):
        return True
    if side == "check":
        return state != State.FILED
    return state in (State.IN_HAND, State.ANSWERED, State.ASKED_BY_OFFICE)


def is_of_centre(rung: int) -> bool:
    """Is it the command centre that is called?"""
    return rung >= CENTRE_FIRST


def wait_of(minutes: int) -> timedelta:
    """How long a call waits for its answer."""
    return timedelta(minutes=minutes)
