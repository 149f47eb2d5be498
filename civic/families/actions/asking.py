"""What a family asks about what is kept of a child, written down, answered, and told on before the day is missed."""

from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate, make_aware

from civic.accounts.models import Person
from civic.families.actions.standing import ask_task
from civic.families.rules import ANSWERS, APPROVES, HELPS
from civic.guardians import actions as guardians
from civic.guardians.models import Child, Guardianship, RightsRequest
from civic.guardians.rules import ESCALATE_DAYS
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.youth.models import Duty, Entry

MOST_TOLD = 20


@transaction.atomic
def ask_as_guardian(ward: Guardianship, *, right: str, words: str, at: datetime) -> RightsRequest:
    """A guardian asks for her child; the door made sure that it is she. Raises what ask_right raises."""
    return guardians.ask_right(ward.child, right=right, words=words, ward=ward, at=at)


@transaction.atomic
def ask_as_child(entry: Entry, *, right: str, words: str, at: datetime) -> RightsRequest:
    """A child asks for itself: from the browser its code was entered in."""
    return guardians.ask_right(entry.child, right=right, words=words, at=at)


@transaction.atomic
def write_down_request(
    child: Child, *, ward: Guardianship | None, by: Person, right: str, words: str, at: datetime
) -> RightsRequest:
    """At a desk, for a family without e-mail: a checked officer writes down what it asks; another answers."""
    ask_task(by, HELPS, at=at)
    return guardians.ask_right(child, right=right, words=words, ward=ward, written_by=by, at=at)


@transaction.atomic
def answer_request(
    request: RightsRequest, *, by: Person, outcome: str, words: str, ground: str = "", at: datetime
) -> RightsRequest:
    """Whoever is responsible, or a desk, answers in writing; the guardian hears that an answer is there, never what
    it says."""
    ask_task(by, ANSWERS, at=at)
    request = guardians.answer_right(request, by=by, outcome=outcome, words=words, ground=ground, at=at)
    ward = request.guardianship
    if ward is not None and ward.person is not None:
        notices.queue(
            verb="rights-answered",
            about=request.child.subject,
            language=ward.person.language,
            at=at,
            context={"url": f"{settings.SITE_URL}/little-mayor/family/"},
            email=ward.person.email,
            phone=ward.person.phone,
        )
    return request


@transaction.atomic
def escalate_requests(*, at: datetime) -> int:
    """Three days before the last one, whoever is responsible is told, once for each request. Returns how many."""
    soon = localdate(at) + timedelta(days=ESCALATE_DAYS)
    due = RightsRequest.objects.open().filter(due_on__lte=soon, escalated_at__isnull=True).order_by("due_on", "pk")
    marked = [one for one in due if guardians.mark_escalated(one, at=at)]
    if marked:
        notices.queue_all(_told_of(marked[0].due_on, count=len(marked), today=localdate(at)), at=at)
    return len(marked)


def _told_of(first: date, *, count: int, today: date) -> list[Letter]:
    leads = Duty.objects.held_on(today).filter(task__in=APPROVES).values("person")
    return [
        Letter(
            verb="rights-due",
            about="rights-due",
            language=person.language,
            context={"count": count, "due": _end_of(first), "url": f"{settings.SITE_URL}/desk/youth/requests/"},
            email=person.email,
            phone=person.phone,
        )
        for person in Person.objects.filter(pk__in=leads).order_by("pk")[:MOST_TOLD]
    ]


def _end_of(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.max))
