"""Who is called when a child may come to harm: every duty officer at once, those responsible when the hour is over."""

from datetime import datetime

from django.conf import settings
from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.notices import actions as notices
from civic.notices.actions.letters import Letter
from civic.youth.models import ConcernReport, Duty
from civic.youth.rules import HIDES_FIRST, Task


def page_duty(report: ConcernReport, *, at: datetime) -> int:
    """Every duty officer gets a message that names the concern and the hour, and nothing about the child; it is not
    bulk, so it leaves by night too. Where no duty officer's check holds today, those responsible and the
    administrators are called instead. Returns how many were called. Belongs in the transaction of an act."""
    if report.concern not in HIDES_FIRST:
        return 0
    return _tell(report, verb="youth-concern", tasks=(Task.DUTY,), at=at) or _tell_nobody_there(report, at=at)


def page_lead(report: ConcernReport, *, at: datetime) -> int:
    """Those responsible are told that nobody has looked within the hour. Belongs in the transaction of an act."""
    late = _tell(report, verb="youth-concern-late", tasks=(Task.LEAD, Task.DUTY), at=at)
    return late or _tell_nobody_there(report, at=at)


def _tell_nobody_there(report: ConcernReport, *, at: datetime) -> int:
    """A danger never waits unheard because every check has run out: whoever can put that right is told."""
    called = _tell(report, verb="youth-concern-nobody", tasks=(Task.LEAD,), at=at)
    keys = list(Person.objects.filter(is_superuser=True, is_active=True).order_by("pk"))
    letters = [_letter(report, "youth-concern-nobody", person, path="/desk/youth/people/") for person in keys]
    notices.queue_all(letters, at=at)
    return called + len(letters)


def _tell(report: ConcernReport, *, verb: str, tasks: tuple[str, ...], at: datetime) -> int:
    edition = Q(edition__isnull=True) | Q(edition=report.proposal.edition_id)
    duties = Duty.objects.held_on(localdate(at)).filter(edition, task__in=tasks)
    held = Person.objects.filter(pk__in=duties.values("person")).order_by("pk")
    notices.queue_all([_letter(report, verb, person) for person in held], at=at)
    return len(held)


def _letter(report: ConcernReport, verb: str, person: Person, *, path: str = "") -> Letter:
    language = person.language or settings.LANGUAGE_CODE
    with translation.override(language):
        title = str(report.get_concern_display())
    url = f"{settings.SITE_URL}{path or f'/desk/youth/concerns/{report.key}/'}"
    return Letter(
        verb=verb,
        about=f"concern:{report.pk}",
        language=language,
        context={"title": title, "url": url, "due": report.due_at},
        email=person.email,
        phone=person.phone,
    )
