"""How a task beside a case is held, permitted and changed; the hand that calls this writes nothing of it itself."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.clock import end_task, lay_task
from civic.cases.actions.moving import Step, hold, refuse
from civic.cases.models import Case, Line, Photo, PhotoState, Task, TaskShare
from civic.cases.queries import hand_for, part_of
from civic.cases.queries.tasks import share_of, task_hand
from civic.cases.rules import denial, find_move
from civic.cases.rules.screening import left_private
from civic.cases.rules.tasks import OPEN_TASKS_MOST, TAKER, TAKERS, UNSETTLED, TaskState, task_denial, task_move
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.offices.models import NEVER_ANSWERING, Office
from civic.offices.queries import hand_of


@dataclass(frozen=True)
class HeldTask:
    """A task with its case, locked until the act ends, and the step that was permitted."""

    task: Task
    case: Case
    step: Step
    share: TaskShare | None  # of the office that acts, where it is one that does the task


def hold_task(task: Task, verb: str, *, by: Person, at: datetime) -> HeldTask:
    """The task as it stands now, for whoever may do this with it. Raises NotAllowed with the reason when the hand is
    wrong, Conflict when the task has moved on."""
    case = hold(task.case)
    officer = hand_of(by, on=localdate(at))
    if officer is None:
        raise NotAllowed(_("You hold no post today that can do this."))
    task = Task.objects.prefetch_related("shares__report").select_related("taker", "giver").get(pk=task.pk)
    task.case = case
    part = part_of(case, by)
    hand = replace(hand_for(case, officer, part, asks_stages=False), is_in_area=True)  # a task is given to an office
    refuse(denial(verb, kind=case.kind, state=case.state, publication=case.publication, hand=hand))
    refuse(task_denial(verb, state=task.state, hand=task_hand(task, officer, by)))
    move = find_move(verb, kind=case.kind, state=case.state, publication=case.publication, side=officer.side)
    row = task_move(verb)
    if move is None or row is None:
        raise Conflict()
    share = share_of(task.shares.all(), {post.office_id for post in officer.posts if post.role in TAKERS})
    office_id = share.office_id if row.by == TAKER and share is not None else case.office_id or task.giver_id
    step = Step(move, by.pk, move.side, office_id, officer, has_part=part is not None)
    return HeldTask(task, case, step, share if row.by == TAKER else None)


def demand_taker(case: Case, office: Office) -> Office:
    """The office, firm or team that shall do a task. Raises NotValid for the leading one, and for one that checks,
    commands, reviews or decides."""
    if not office.is_active or office.is_reviewing or office.kind in NEVER_ANSWERING:
        raise NotValid(fields={"office": _("This office does no tasks beside cases. Choose one that does the work.")})
    if office.pk == case.office_id:
        raise NotValid(fields={"office": _("This office leads the case itself. Choose the one that helps it.")})
    return office


def demand_clean(case: Case, *, text: str, place: str, public: str) -> None:
    """What everybody may read holds nothing private; where the reporter was promised confidence, neither do the words
    for whoever does the task. Raises NotValid by field, naming what was found."""
    read_by_others = {"public": public}
    if case.is_confidential:
        read_by_others |= {"text": text, "place": place}
    wrong = {
        name: _("This still looks private: %(named)s. Write it without.")
        % {"named": ", ".join(f"{one.text} ({one.label})" for one in left)}
        for name, said in read_by_others.items()
        if (left := left_private([said]))
    }
    if wrong:
        raise NotValid(fields=wrong)


def next_task_number(case: Case) -> int:
    """The number of the next task. Raises Conflict beyond as many open ones as a case may have."""
    rows = list(case.tasks.values_list("number", "state"))
    if sum(state in UNSETTLED for _number, state in rows) >= OPEN_TASKS_MOST:
        raise Conflict(_("This case has twenty open tasks. Settle some of them first."))
    return max((number for number, _state in rows), default=0) + 1


def write_task(
    case: Case, line: Line, *, number: int, days: int, photos: Collection[UUID], at: datetime, **facts: Any
) -> Task:
    """The task that a line gave, its day, its shares and the photos released to it. In a joint task the leading office
    has accepted its share by giving it."""
    assert line.office_id is not None
    due = lay_task(case, number=number, days=days, at=at)
    task = Task.objects.create(
        case=case, number=number, giver_id=line.office_id, given=line, due_at=due, given_at=at, **facts
    )
    shares = [TaskShare(task=task, office=task.taker)]
    if task.kind == "joint":
        shares.insert(0, TaskShare(task=task, office_id=line.office_id, accepted_at=at))
    TaskShare.objects.bulk_create(shares)
    if photos:
        task.photos.set(Photo.objects.filter(case=case, state=PhotoState.READY, key__in=photos))
    return task


def accept_share(held: HeldTask, *, at: datetime) -> None:
    """The office takes its share on; the task begins once every office has."""
    task, share = held.task, held.share
    assert share is not None
    TaskShare.objects.filter(pk=share.pk).update(accepted_at=at)
    if all(other.accepted_at is not None for other in task.shares.all() if other.pk != share.pk):
        _set_state(task, TaskState.ACCEPTED)


def report_share(held: HeldTask, line: Line, *, at: datetime) -> None:
    """The office has done its share; the task is done once every office has."""
    task, share = held.task, held.share
    assert share is not None
    TaskShare.objects.filter(pk=share.pk).update(reported_at=at, report=line)
    if all(other.reported_at is not None for other in task.shares.all() if other.pk != share.pk):
        _set_state(task, TaskState.DONE)
        end_task(held.case, number=task.number, at=at)


def refuse_task_of(held: HeldTask, *, at: datetime) -> None:
    """An office will not do it: the leading office decides what becomes of it."""
    _set_state(held.task, TaskState.REFUSED)
    end_task(held.case, number=held.task.number, at=at)


def reopen_task(held: HeldTask) -> None:
    """What was reported does not hold: it is done again, by the day that was given."""
    held.task.shares.exclude(office=held.step.office_id).update(reported_at=None, report=None)
    _set_state(held.task, TaskState.ACCEPTED)
    end_task(held.case, number=held.task.number, at=None)


def settle_task(held: HeldTask, state: TaskState, *, at: datetime) -> None:
    """The task is at its end: confirmed, or withdrawn."""
    held.task.settled_at = at
    _set_state(held.task, state)
    end_task(held.case, number=held.task.number, at=at)


def _set_state(task: Task, state: TaskState) -> None:
    task.state = state
    task.save(update_fields=["state", "settled_at"])
