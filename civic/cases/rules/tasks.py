"""Tasks beside a case: what kinds there are, who moves one from which state to which, and why a hand may not.

The acts on the case itself stand in the table of moves; this is the small table of one task. Pure: no clock, no table.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.denials import Denial
from civic.offices.rules import Role


class TaskKind(TextChoices):
    """How several work on one case while one leads."""

    JOINT = "joint", _("Joint task")
    DELEGATED = "delegated", _("Task handed on")
    UPSTREAM = "upstream", _("Task upstream")


class RootStage(TextChoices):
    """The stage at which the cause of a case lies; the list is closed."""

    PLANNING = "planning", _("Planning")
    BUILDING = "building", _("Building")
    MANAGEMENT = "management", _("Day-to-day management")
    ENFORCEMENT = "enforcement", _("Enforcement")
    SERVICE = "service", _("Services")


class TaskState(TextChoices):
    """Where a task stands."""

    ASKED = "asked", _("Waiting to be accepted")
    ACCEPTED = "accepted", _("Under way")
    REFUSED = "refused", _("Refused")
    DONE = "done", _("Reported done, to be confirmed")
    CONFIRMED = "confirmed", _("Done and confirmed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


UNSETTLED = frozenset({TaskState.ASKED, TaskState.ACCEPTED, TaskState.REFUSED, TaskState.DONE})
AWAITED = frozenset({TaskState.ASKED, TaskState.ACCEPTED})  # somebody still has to do something by the day of the task
TAKERS = frozenset({Role.WORKER.value, Role.HANDLER.value, Role.HEAD.value})
TAKER_VERBS = ("accept-task", "refuse-task", "report-task")
DAYS_USUAL = {TaskKind.JOINT: 5, TaskKind.DELEGATED: 3, TaskKind.UPSTREAM: 20}
DAYS_MOST = 250  # a year of working days: what is planned anew takes long
OPEN_TASKS_MOST = 20  # of one case

GIVER, TAKER = "giver", "taker"


@dataclass(frozen=True)
class TaskMove:
    """One row: verb, the states it starts from, whose it is."""

    verb: str
    before: frozenset[TaskState]
    by: str


TASK_MOVES = (
    TaskMove("accept-task", frozenset({TaskState.ASKED}), TAKER),
    TaskMove("report-task", frozenset({TaskState.ACCEPTED}), TAKER),
    TaskMove("refuse-task", frozenset({TaskState.ASKED, TaskState.ACCEPTED}), TAKER),
    TaskMove("confirm-task", frozenset({TaskState.DONE}), GIVER),
    TaskMove("return-task", frozenset({TaskState.DONE}), GIVER),
    TaskMove("withdraw-task", UNSETTLED, GIVER),
)


@dataclass(frozen=True)
class TaskHand:
    """What a task is to somebody: given by the office she works for, taken by it, and how far its share has come."""

    is_giver: bool = False
    is_taker: bool = False
    has_accepted: bool = False
    has_reported: bool = False
    reported_herself: bool = False  # a report of this task is her own


def task_move(verb: str) -> TaskMove | None:
    """The row of a verb, or None."""
    return next((row for row in TASK_MOVES if row.verb == verb), None)


def task_denial(verb: str, *, state: str, hand: TaskHand) -> Denial | None:
    """Why this hand may not do this with the task now, or None. Whoever reported a task never confirms it."""
    row = task_move(verb)
    if row is None:
        return Denial("verb", _("There is no such act. Look at the acts that are open to you."))
    if row.by == GIVER and not hand.is_giver:
        return Denial("office", _("Another office gave this task. Only the office that leads the case does this."))
    if row.by == TAKER and not hand.is_taker:
        return Denial("office", _("This task was given to somebody else."))
    if state not in row.before:
        told = TaskState(state).label
        return Denial(
            "task", format_lazy(_("This is not possible now: the task is at “{state}”. Look at it again."), state=told)
        )
    if verb == "accept-task" and hand.has_accepted:
        return Denial("task", _("Your office has accepted this task already. It begins once the other one has too."))
    if verb == "report-task" and hand.has_reported:
        return Denial("task", _("Your office has reported on this task already. The other one has not yet."))
    if row.by == GIVER and verb in ("confirm-task", "return-task") and hand.reported_herself:
        return Denial(
            "part", _("You reported on this task yourself. A colleague who did not looks at it and confirms it.")
        )
    return None


def open_task_verbs(*, state: str, hand: TaskHand) -> tuple[str, ...]:
    """What this hand may do with the task now, in the order of the table."""
    return tuple(row.verb for row in TASK_MOVES if task_denial(row.verb, state=state, hand=hand) is None)


def task_faults(*, kind: str, root: str, days: int, is_mandatory: bool) -> dict[str, Any]:
    """Every reason, by field, why a task cannot be given like this."""
    wrong: dict[str, Any] = {}
    if kind not in TaskKind.values:
        wrong["task"] = _("Choose what kind of task this is.")
    if kind == TaskKind.UPSTREAM and root not in RootStage.values:
        wrong["root"] = _("Name the stage at which the cause lies.")
    if kind != TaskKind.UPSTREAM and root:
        wrong["root"] = _("A stage belongs to a task upstream only. Leave it empty here.")
    if kind == TaskKind.UPSTREAM and is_mandatory:
        wrong["mandatory"] = _(
            "A task upstream outlives the case: the resident's answer does not wait for it. Leave this unticked."
        )
    if not 1 <= days <= DAYS_MOST:
        wrong["days"] = _("Give it between 1 and %(most)d working days.") % {"most": DAYS_MOST}
    return wrong
