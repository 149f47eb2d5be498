"""The phone desk's limits, and how number and code are read out. No table, no clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SHIFT = timedelta(hours=12)  # so long a call that was broken off waits for its operator, and a code can be read again
CHECK_RINGS = timedelta(minutes=15)  # so long an operator has to call back
CHECK_OPENS = timedelta(minutes=20)  # so long a case lies open for a caller the desk has made sure of
WRONG_IN = timedelta(hours=1)
WRONG_A_CASE = 3  # wrong guesses of one operator at one case in an hour
WRONG_AN_OPERATOR = 10  # of one operator at all cases in an hour
CALLS_MOST = 3
CALLS_APART = (timedelta(hours=4), timedelta(hours=24))  # between the first two, between the second and the third
CALL_HOLDS = timedelta(minutes=15)  # so long a call is one operator's
ASKED_FOR = timedelta(days=30)  # whoever closed longer ago is not called any more
UNDELIVERED_KEPT = timedelta(days=7)  # afterwards the outbox has forgotten what the message said


class How(TextChoices):
    """How the desk made sure that a caller is whoever handed a case in."""

    CODE = "code", _("The caller said the secret code")
    BACK = "back", _("Called back on the number left with the case")
    LIST = "list", _("Called from the call-back list, on the number left with the case")


class Sure(TextChoices):
    """How making sure went."""

    RINGING = "ringing", _("Being called back")
    YES = "yes", _("Made sure")
    WRONG = "wrong", _("Wrong number or code")
    NOBODY = "nobody", _("Nobody answered")


class Result(TextChoices):
    """What became of one call the city made."""

    REACHED = "reached", _("Reached")
    NO_ANSWER = "no-answer", _("Nobody answered")
    BUSY = "busy", _("The line is busy")
    WRONG_NUMBER = "wrong-number", _("Somebody else's number")
    UNWILLING = "unwilling", _("Reached, but did not want to answer")


class Cause(TextChoices):
    """Why the city owes a call."""

    SILENT = "silent", _("Only a number was left, and nobody has said whether it was solved")
    BAD_RATING = "bad-rating", _("Rated badly: hear why, and say what happens now")


class CallStage(TextChoices):
    """How far a call the city owes has come. Only a rating is a rating: none of these counts as a good one."""

    WAITING = "waiting", _("To be called")
    TAKEN = "taken", _("Being called")
    RATED = "rated", _("Rated")
    SPOKEN = "spoken", _("Spoken to")
    UNANSWERED = "unanswered", _("Not answered")
    MOOT = "moot", _("No longer asked")


ENDS = frozenset({Result.WRONG_NUMBER, Result.UNWILLING})  # after these nobody is rung a second time


def next_call_at(made: int, result: str, *, at: datetime) -> datetime | None:
    """When to call again after so many calls; None when it was the last one."""
    if result in ENDS or made >= CALLS_MOST:
        return None
    return at + CALLS_APART[made - 1]


class Handled(TextChoices):
    """What the desk did about a message that reached nobody."""

    CALLED = "called", _("Called instead")
    WRITTEN = "written", _("Wrote a letter")
    GIVEN_UP = "given-up", _("Given up")


class UndeliveredStage(TextChoices):
    """How far a message that reached nobody has come here."""

    WAITING = "waiting", _("To be looked after")
    TAKEN = "taken", _("In somebody's hand")
    DONE = "done", _("Looked after")


# --- reading out ---


@dataclass(frozen=True)
class Sign:
    """One digit or letter, and how it is said so that nobody mishears it."""

    sign: str
    said: Any


DIGITS = {
    "0": pgettext_lazy("said digit", "zero"),
    "1": pgettext_lazy("said digit", "one"),
    "2": pgettext_lazy("said digit", "two"),
    "3": pgettext_lazy("said digit", "three"),
    "4": pgettext_lazy("said digit", "four"),
    "5": pgettext_lazy("said digit", "five"),
    "6": pgettext_lazy("said digit", "six"),
    "7": pgettext_lazy("said digit", "seven"),
    "8": pgettext_lazy("said digit", "eight"),
    "9": pgettext_lazy("said digit", "nine"),
}
LETTERS = {  # names that both languages begin with the letter, so that operator and caller need no alphabet
    "A": pgettext_lazy("letter as in", "Anhui"),
    "B": pgettext_lazy("letter as in", "Beijing"),
    "C": pgettext_lazy("letter as in", "Chongqing"),
    "D": pgettext_lazy("letter as in", "Dalian"),
    "E": pgettext_lazy("letter as in", "Ezhou"),
    "F": pgettext_lazy("letter as in", "Fujian"),
    "G": pgettext_lazy("letter as in", "Guangzhou"),
    "H": pgettext_lazy("letter as in", "Hunan"),
    "J": pgettext_lazy("letter as in", "Jiangsu"),
    "K": pgettext_lazy("letter as in", "Kunming"),
    "M": pgettext_lazy("letter as in", "Macau"),
    "N": pgettext_lazy("letter as in", "Nanjing"),
    "P": pgettext_lazy("letter as in", "Pudong"),
    "Q": pgettext_lazy("letter as in", "Qingdao"),
    "R": pgettext_lazy("letter as in", "Ruijin"),
    "S": pgettext_lazy("letter as in", "Shanghai"),
    "T": pgettext_lazy("letter as in", "Tianjin"),
    "V": pgettext_lazy("letter as in", "victory"),
    "W": pgettext_lazy("letter as in", "Wuhan"),
    "X": pgettext_lazy("letter as in", "Xi'an"),
    "Y": pgettext_lazy("letter as in", "Yunnan"),
    "Z": pgettext_lazy("letter as in", "Zhejiang"),
}


def read_out(grouped: str) -> list[list[Sign]]:
    """A number or code in its groups, each sign with how it is said."""
    return [[Sign(sign, DIGITS.get(sign) or LETTERS.get(sign, sign)) for sign in group] for group in grouped.split("-")]
