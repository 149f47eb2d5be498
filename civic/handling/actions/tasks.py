"""Tasks beside a case: the leading office gives one, others accept, refuse and report it, the leading office confirms
it, sends it back or withdraws it. Each is a line of the case's timeline."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    HeldTask,
    accept_share,
    advance,
    demand_clean,
    demand_taker,
    demand_words,
    hold,
    hold_task,
    keep_photos,
    next_task_number,
    permit,
    refuse_task_of,
    reopen_task,
    report_share,
    settle_task,
    tell_office,
    write_task,
)
from civic.cases.models import Case, Line, Task
from civic.cases.rules.tasks import TaskState, task_faults
from civic.lib.refusals import NotValid
from civic.offices.models import Office

PHOTOS_MOST = 5  # of one report


@transaction.atomic
def give_task(
    case: Case,
    *,
    by: Person,
    task: str,
    office: Office,
    text: str,
    days: int,
    place: str = "",
    root: str = "",
    mandatory: bool = False,
    public: str = "",
    release: Collection[UUID] = (),
    at: datetime,
) -> Line:
    """The office that leads a case gives another office, a firm or a team a task beside it, with words, a place and
    photos released to it, by a day of its own. Raises NotAllowed, Conflict, NotValid by field."""
    case = hold(case)
    step = permit(case, "give-task", by=by, at=at)
    given = demand_words(step, {"text": text, "place": place, "public": public})
    if wrong := task_faults(kind=task, root=root, days=days, is_mandatory=mandatory):
        raise NotValid(fields=wrong)
    office = demand_taker(case, office)
    demand_clean(case, text=given["text"], place=given["place"], public=given["public"])
    number = next_task_number(case)
    facts: dict[str, Any] = {"task": number, "task_kind": str(task), "office": office.code}
    if root:
        facts["root"] = str(root)
    line = advance(case, step, at=at, words=given["text"], facts=facts)
    written = write_task(
        case,
        line,
        number=number,
        days=days,
        photos=release,
        at=at,
        kind=task,
        root=root,
        taker=office,
        place=given["place"],
        public_words=given["public"],
        is_mandatory=mandatory,
    )
    tell_office(office.pk, written, verb="task-given", at=at)
    return line


@transaction.atomic
def accept_task(task: Task, *, by: Person, at: datetime) -> Line:
    """Whoever was given a task takes it on; a joint one begins once both offices have. Raises NotAllowed, Conflict."""
    held = hold_task(task, "accept-task", by=by, at=at)
    accept_share(held, at=at)
    return advance(held.case, held.step, at=at, facts=_facts(held))


@transaction.atomic
def refuse_task(task: Task, *, by: Person, reason: str, at: datetime) -> Line:
    """Whoever was given a task will not do it, and says why; the leading office hears of it. Raises NotAllowed,
    Conflict, NotValid."""
    held = hold_task(task, "refuse-task", by=by, at=at)
    given = demand_words(held.step, {"reason": reason})
    refuse_task_of(held, at=at)
    line = advance(held.case, held.step, at=at, words=given["reason"], facts=_facts(held))
    tell_office(held.case.office_id or held.task.giver_id, held.task, verb="task-refused", at=at)
    return line


@transaction.atomic
def report_task(task: Task, *, by: Person, text: str, photos: Sequence[UploadedFile] = (), at: datetime) -> Line:
    """What was to be done is done: words, and photos of it, for the office that leads the case. Nobody else sees them
    before they are screened. Raises NotAllowed, Conflict, NotValid."""
    held = hold_task(task, "report-task", by=by, at=at)
    given = demand_words(held.step, {"text": text})
    if len(photos) > PHOTOS_MOST:
        raise NotValid(fields={"photo": _("A report takes %(most)d photos at most.") % {"most": PHOTOS_MOST}})
    line = advance(held.case, held.step, at=at, words=given["text"], facts=_facts(held))
    keep_photos(photos, case=held.case, line=line, at=at)
    report_share(held, line, at=at)
    tell_office(held.case.office_id or held.task.giver_id, held.task, verb="task-reported", at=at)
    return line


@transaction.atomic
def confirm_task(task: Task, *, by: Person, text: str = "", at: datetime) -> Line:
    """The leading office has looked: the task is done. What everybody may read of the result it writes itself. Raises
    NotAllowed, also for whoever reported it; Conflict, NotValid."""
    held = hold_task(task, "confirm-task", by=by, at=at)
    given = demand_words(held.step, {"text": text})
    if given["text"]:
        demand_clean(held.case, text=given["text"], place="", public=given["text"])
    settle_task(held, TaskState.CONFIRMED, at=at)
    return advance(held.case, held.step, at=at, words=given["text"], facts=_facts(held))


@transaction.atomic
def return_task(task: Task, *, by: Person, reason: str, at: datetime) -> Line:
    """What was reported does not hold: it is done again. Raises NotAllowed, also for whoever reported it; Conflict,
    NotValid."""
    held = hold_task(task, "return-task", by=by, at=at)
    given = demand_words(held.step, {"reason": reason})
    reopen_task(held)
    line = advance(held.case, held.step, at=at, words=given["reason"], facts=_facts(held))
    tell_office(held.task.taker_id, held.task, verb="task-returned", at=at)
    return line


@transaction.atomic
def withdraw_task(task: Task, *, by: Person, reason: str, at: datetime) -> Line:
    """The leading office takes a task back, and says why. Raises NotAllowed, Conflict, NotValid."""
    held = hold_task(task, "withdraw-task", by=by, at=at)
    given = demand_words(held.step, {"reason": reason})
    settle_task(held, TaskState.WITHDRAWN, at=at)
    line = advance(held.case, held.step, at=at, words=given["reason"], facts=_facts(held))
    tell_office(held.task.taker_id, held.task, verb="task-withdrawn", at=at)
    return line


def _facts(held: HeldTask) -> dict[str, Any]:
    return {"task": held.task.number, "office": held.task.taker.code}
