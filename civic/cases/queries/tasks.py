"""Tasks beside a case: whose they are, what waits for them, and who may see what."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.models import Case, Escalation, Task, TaskShare
from civic.cases.rules.tasks import AWAITED, TAKERS, UNSETTLED, TaskHand, TaskKind, TaskState
from civic.offices.queries import OfficerHand
from civic.offices.rules import Privacy, Role, Side

_IN_VIEW = (TaskState.ASKED, TaskState.ACCEPTED, TaskState.DONE)
_SHOWN_TO_HELPERS = Q(is_confidential=False) & ~Q(privacy__in=[Privacy.CONFIDENTIAL, Privacy.PRIVATE])


def awaited_tasks(case: Case) -> QuerySet[Task]:
    """The tasks that the case has to wait for."""
    return Task.objects.filter(case=case.pk, is_mandatory=True, state__in=UNSETTLED)


def awaited_task(case: Case) -> Any:
    """The first task the case has to wait for, in words: its number and who has it; "" when it waits for none."""
    return awaited_among(awaited_tasks(case).select_related("taker")[:1])


def awaited_among(tasks: Iterable[Task]) -> Any:
    """The same, of tasks that have been read."""
    first = next((task for task in tasks if task.is_mandatory and task.state in UNSETTLED), None)
    if first is None:
        return ""
    return format_lazy(_("number {number}, {office}"), number=first.number, office=first.taker.name)


def awaited_in(cases: Iterable[Case]) -> dict[int, Any]:
    """The first task that each of these cases has to wait for, by case; one query."""
    keys = [case.pk for case in cases]
    rows = Task.objects.filter(case__in=keys, is_mandatory=True, state__in=UNSETTLED).select_related("taker")
    return {row.case_id: awaited_among([row]) for row in rows.order_by("case", "-number")}


def tasks_of(case: Case) -> list[Task]:
    """Every task of a case with the names it is shown by; two queries."""
    rows = case.tasks.select_related("taker", "giver", "given__words").prefetch_related(
        "shares__office", "shares__report__words", "shares__report__photos", "photos"
    )
    return list(rows.order_by("number"))


def helping(case: Case) -> list[Task]:
    """The tasks of a case as everybody may know them: who has one, how far it is, and the words meant for all."""
    return list(case.tasks.exclude(state=TaskState.WITHDRAWN).select_related("taker").order_by("number"))


def tasks_taken_by(officer: OfficerHand | None) -> QuerySet[Task]:
    """The tasks of the offices somebody works for; nobody else's. A task taken back is seen no more."""
    if officer is None or officer.side != Side.ACT:
        return Task.objects.none()
    offices = {post.office_id for post in officer.posts if post.role in TAKERS}
    share = TaskShare.objects.filter(task=OuterRef("pk"), office__in=offices)
    return Task.objects.filter(Exists(share)).exclude(state=TaskState.WITHDRAWN)


def tasks_led_by(officer: OfficerHand | None) -> QuerySet[Task]:
    """The tasks beside the cases that the offices of somebody lead, or gave while they led them."""
    if officer is None or officer.side != Side.ACT:
        return Task.objects.none()
    offices = _leading(officer)
    led = Q(case__office__in=offices) | Q(case__office__isnull=True, giver__in=offices)
    return Task.objects.filter(led)


def _leading(officer: OfficerHand) -> frozenset[int]:
    return frozenset(post.office_id for post in officer.posts if post.role in (Role.HANDLER, Role.HEAD))


def task_hand(task: Task, officer: OfficerHand | None, person: Person | None) -> TaskHand:
    """What a task is to an officer; the shares are read once."""
    if officer is None or officer.side != Side.ACT:
        return TaskHand()
    lead = task.case.office_id or task.giver_id
    takes = {post.office_id for post in officer.posts if post.role in TAKERS}
    shares = list(task.shares.all())
    mine = share_of(shares, takes)
    return TaskHand(
        is_giver=lead in _leading(officer),
        is_taker=mine is not None,
        has_accepted=mine is not None and mine.accepted_at is not None,
        has_reported=mine is not None and mine.reported_at is not None,
        reported_herself=person is not None
        and any(share.report is not None and share.report.actor_id == person.pk for share in shares),
    )


def share_of(shares: Collection[TaskShare], offices: Collection[int]) -> TaskShare | None:
    """The share of one's own office: the one that still has something to do, where there are two."""
    mine = [share for share in shares if share.office_id in offices]
    return min(mine, key=lambda share: (share.reported_at is not None, share.accepted_at is not None), default=None)


def helped_cases(officer: OfficerHand) -> Q:
    """The cases an office sees whole because it has a task beside them or was told of them: not for a task handed on,
    whose words say all it takes, and never where the reporter was promised confidence."""
    ways = ways_to_helped(officer)
    return _SHOWN_TO_HELPERS & reduce(or_, ways) if ways else Q(pk__in=[])


def ways_to_helped(officer: OfficerHand) -> list[Q]:
    """What leads an office to such cases: its tasks, and what it was told of."""
    offices = _leading(officer)
    if not offices:
        return []
    shared = TaskShare.objects.filter(office__in=offices, task__state__in=_IN_VIEW)
    shared = shared.exclude(task__kind=TaskKind.DELEGATED)
    told = Escalation.objects.filter(office__in=offices)
    return [Q(pk__in=shared.values("task__case")), Q(pk__in=told.values("case"))]


def late_tasks(cases: QuerySet[Case], *, at: Any) -> QuerySet[Task]:
    """The tasks beside these cases that nobody has reported by their day, the longest overdue first."""
    late = Task.objects.filter(state__in=AWAITED, due_at__lt=at, case__in=cases.order_by().values("pk"))
    return late.select_related("taker", "giver", "case__matter", "case__area__parent").order_by("due_at", "pk")
