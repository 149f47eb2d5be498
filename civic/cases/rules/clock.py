"""How the clock of a case runs: the next step, the stages of a limit in their order, the answer, and the one pause
while the resident is asked. Pure: moments come in, and who knows the calendar says what a limit makes of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.deadlines import (
    ACCEPT_DAYS,
    APPEAL_DECISION_DAYS,
    DECIDE_DAYS,
    DISPATCH_DAYS,
    LAST_APPEAL_DECISION_DAYS,
    TAKE_DAYS,
    VERIFY_DAYS,
)
from civic.cases.rules.states import State

PAUSES_MOST = 1  # the clock stands still once a round
PAUSE_DAYS = 5  # and no longer than so many working days: silence closes nothing, and stops nothing for good
SENT_BACK_DAYS = 2  # a case sent back after its day still gets two working days
UNSORTED_ANSWER_DAYS = 7  # where no matter says how fast
INQUIRY_DAYS = 60  # calendar days from when an inquiry is taken up (rules on petitions of 2022, article 34)
STEP_DAYS = {
    State.FILED: ACCEPT_DAYS,
    State.ACCEPTED: DISPATCH_DAYS,
    State.DISPUTED: DECIDE_DAYS,
    State.DISPATCHED: TAKE_DAYS,
    State.ANSWERED: VERIFY_DAYS,
    State.DECLINE_APPEALED: APPEAL_DECISION_DAYS,
    State.CLOSE_APPEALED: APPEAL_DECISION_DAYS,
    State.DECLINE_LAST_APPEAL: LAST_APPEAL_DECISION_DAYS,
    State.CLOSE_LAST_APPEAL: LAST_APPEAL_DECISION_DAYS,
}
ASKED_STATES = frozenset({State.ASKED_AT_DESK, State.ASKED_BY_OFFICE})
_ASKED_WITHIN = {State.ASKED_AT_DESK: State.FILED, State.ASKED_BY_OFFICE: State.IN_HAND}

Reckon = Callable[[datetime, int, str], datetime]


def step_of(state: State) -> State:
    """The step a state belongs to: to ask the resident something ends no step."""
    return _ASKED_WITHIN.get(state, state)


def step_days(before: State, state: State) -> int | None:
    """How many working days the step out of a state may take; None where only the answer is waited for."""
    if state == State.IN_HAND:
        return SENT_BACK_DAYS if before == State.ANSWERED else None
    return STEP_DAYS.get(state)


def waits_for_answer(state: State) -> bool:
    """Is the answer, with its stages, still to come in this state?"""
    return state in (State.ACCEPTED, State.DISPUTED, State.DISPATCHED, State.IN_HAND, State.ASKED_BY_OFFICE)


def may_stand(pauses: int) -> bool:
    """Does the clock stand still for another question in this round?"""
    return pauses < PAUSES_MOST


def pause_ends(asked: datetime, day: datetime) -> datetime:
    """When a pause ends that may last until this day: at the hour at which it began, so that no close of the desk more
    than its days lies within it."""
    return datetime.combine(day.date(), asked.timetz())


def pause_told(pauses: int) -> Any:
    """What a question does to the clock, for whoever is about to ask."""
    if may_stand(pauses):
        return _(
            "The clock stands still until the resident replies, for five working days at most. Then it runs again, and "
            "you may go on without a reply."
        )
    return _("The clock has stood still once in this round. It does not stop for this question.")


@dataclass(frozen=True)
class Term:
    """One stage: how long, from when at the earliest, and when it was reached."""

    amount: int
    unit: str
    starts: datetime
    due: datetime
    done: datetime | None = None


def chained(terms: Sequence[Term], *, reckon: Reckon) -> list[tuple[datetime, datetime]]:
    """When each stage starts and is due. A stage starts when the one before was reached, or should be; what was reached
    stays as it was."""
    spans: list[tuple[datetime, datetime]] = []
    before: datetime | None = None
    for term in terms:
        starts = term.starts if before is None or term.done is not None else before
        due = term.due if term.done is not None else reckon(starts, term.amount, term.unit)
        spans.append((starts, due))
        before = term.done or due
    return spans


@dataclass(frozen=True)
class Due:
    """Something open: of which kind (step, stage, answer, demand), under which key, and due when."""

    kind: str
    key: str
    at: datetime


def next_due(waiting: Iterable[Due]) -> datetime | None:
    """When the case is due next: the earliest of what is open. What was sent back has its own days even where the
    promised day is nearer, or over. A demand of the checking side is due when it says."""
    rows = list(waiting)
    demanded = [row.at for row in rows if row.kind == "demand"]
    usual = [row.at for row in rows if row.kind != "demand"]
    if any(row.kind == "step" and row.key == State.IN_HAND for row in rows):
        usual = [max(usual)]
    return min(demanded + usual, default=None)
