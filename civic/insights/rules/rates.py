"""A rate never stands without its parts; and below ten there is no percentage."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

FEW = 10  # issue: below ten answers "too few answers" instead of a percentage; the same for counts of cases


@dataclass(frozen=True)
class Share:
    """A rate that never stands without its parts."""

    numerator: int
    denominator: int

    @property
    def percent(self) -> int | None:
        """In whole hundredths; 0 and 100 only when it is exactly so, nothing when there is nothing to divide by."""
        if not self.denominator:
            return None
        if self.numerator in (0, self.denominator):
            return 100 * self.numerator // self.denominator
        return min(99, max(1, (200 * self.numerator + self.denominator) // (2 * self.denominator)))

    @property
    def rest(self) -> int:
        """Those of the denominator that the numerator leaves."""
        return self.denominator - self.numerator


@dataclass(frozen=True)
class Rate(Share):
    """A published rate: no percentage while fewer than ten stand behind it. `behind` are those whose word or case it
    is, where that is not the denominator; `of_answers` says which sentence is printed instead."""

    behind: int = 0
    of_answers: bool = True

    @property
    def is_few(self) -> bool:
        """Do too few stand behind it to print a percentage?"""
        return self.behind < FEW

    @property
    def percent(self) -> int | None:
        """As of a share, and nothing where too few stand behind it."""
        return None if self.is_few else super().percent


@dataclass(frozen=True)
class Tally:
    """The counts of an office, an area or a month, from which every rate is made."""

    due: int = 0  # cases whose promised day has come
    in_time: int = 0
    responded: int = 0
    sent_back: int = 0
    reopened: int = 0
    came_back: int = 0
    without_action: int = 0
    deferred: int = 0
    not_public: int = 0
    asked: int = 0  # cases whose residents could say whether it is solved
    yes: int = 0
    partly: int = 0
    no: int = 0
    result: int = 0
    result_good: int = 0
    attitude: int = 0
    attitude_good: int = 0
    speed: int = 0
    speed_good: int = 0
    put_right: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in COUNTS})

    @property
    def answered(self) -> int:
        """How many said anything."""
        return self.yes + self.partly + self.no

    @property
    def silent(self) -> int:
        """How many said nothing."""
        return self.asked - self.answered

    @property
    def is_empty(self) -> bool:
        """Is there nothing to count?"""
        return not (self.due or self.asked)

    def rate(self, key: str) -> Rate:
        """One of the published rates."""
        return MEASURES_BY_KEY[key].of(self)

    @property
    def rates(self) -> dict[str, Rate]:
        """All of them, in their order."""
        return {measure.key: measure.of(self) for measure in MEASURES}


COUNTS = tuple(field.name for field in fields(Tally))


@dataclass(frozen=True)
class Measure:
    """One published rate: its name, its formula in a sentence, and how it is made of a tally."""

    key: str
    label: Any
    formula: Any
    of: Callable[[Tally], Rate]
    is_bad: bool = False  # the more, the worse


def _cases(numerator: int, tally: Tally) -> Rate:
    return Rate(numerator, tally.due, behind=tally.due, of_answers=False)


def _answers(numerator: int, denominator: int) -> Rate:
    return Rate(numerator, denominator, behind=denominator)


MEASURES = (
    Measure(
        "in_time",
        _("Done in time"),
        _(
            "Of the cases whose promised day lies in the month: those whose answer was given by that day, said that "
            "something was done, stood the check, and was not opened again."
        ),
        lambda tally: _cases(tally.in_time, tally),
    ),
    Measure(
        "response",
        _("Response"),
        _(
            "Of the same cases: those in which the office had really been in touch with the resident by the promised "
            "day: a call that reached the resident, a question the resident replied to, or work done and checked."
        ),
        lambda tally: _cases(tally.responded, tally),
    ),
    Measure(
        "sent_back",
        _("Sent back"),
        _("Of the same cases: those in which an answer did not stand the check, or the resident refused it before."),
        lambda tally: _cases(tally.sent_back, tally),
        is_bad=True,
    ),
    Measure(
        "reopened",
        _("Opened again"),
        _("Of the same cases: those that were taken up anew after an answer: by a “no”, on appeal, or by a check."),
        lambda tally: _cases(tally.reopened, tally),
        is_bad=True,
    ),
    Measure(
        "came_back",
        _("Came back"),
        _(
            "Of the same cases: those after whose closing the same problem was reported at the same place again, "
            "within the days that the matter sets."
        ),
        lambda tally: _cases(tally.came_back, tally),
        is_bad=True,
    ),
    Measure(
        "answered_share",
        _("Answered share"),
        _("Of the cases whose residents could say whether it is solved: those who said anything. The rest is silence."),
        lambda tally: Rate(tally.answered, tally.asked, behind=tally.answered),
    ),
    Measure(
        "solved",
        _("Solved"),
        _("Of those who said anything: those whose first word was “solved”. “Partly” is not a yes, silence neither."),
        lambda tally: _answers(tally.yes, tally.answered),
    ),
    Measure(
        "result",
        _("Satisfied with the result"),
        _("Of those who rated the result: those who gave it 4 or 5 of 5 in their first rating."),
        lambda tally: _answers(tally.result_good, tally.result),
    ),
    Measure(
        "attitude",
        _("Satisfied with the attitude"),
        _("Of those who rated the attitude: those who gave it 4 or 5 of 5 in their first rating."),
        lambda tally: _answers(tally.attitude_good, tally.attitude),
    ),
    Measure(
        "speed",
        _("Satisfied with the speed"),
        _("Of those who rated the speed: those who gave it 4 or 5 of 5 in their first rating."),
        lambda tally: _answers(tally.speed_good, tally.speed),
    ),
    Measure(
        "put_right",
        _("Put right after a “no”"),
        _("Of those whose first word was “not solved”: those who said “solved” later. It changes no other figure."),
        lambda tally: _answers(tally.put_right, tally.no),
    ),
)
MEASURES_BY_KEY = {measure.key: measure for measure in MEASURES}
