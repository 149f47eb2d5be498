"""What acts on activities check first: who may, what was typed, on which days, and which number is free."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.codes import new_number
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.shifts.models import Activity, Policy
from civic.shifts.rules import AHEAD_DAYS, LONGEST_SHIFT_HOURS, ActivityState, Insurance, days_between, insurance_fault
from civic.volunteers.models import Manager, Organisation
from civic.volunteers.rules import ManagerTask, OrganisationKind, OrganisationState

T = TypeVar("T", bound=models.Model)
TRIES = 20
REASON_LEAST = 1


def permit_manager(organisation: Organisation, by: Person) -> None:
    """Only whoever manages an organisation acts for it, and only while it is registered. Raises NotAllowed."""
    held = Manager.objects.filter(organisation=organisation, person=by, task=ManagerTask.MANAGER, ended_at__isnull=True)
    if not held.exists():
        raise NotAllowed(_("This is for those who manage the organisation."), code="no-manager")
    if organisation.state != OrganisationState.ACTIVE:
        raise NotAllowed(_("This organisation cannot recruit at present."), code="not-active")


def permit_coordinator(by: Person) -> None:
    """Only whoever manages an office of the city's volunteers. Raises NotAllowed."""
    if not _is_coordinator(by):
        raise NotAllowed(_("This is for the city’s coordinators of volunteers."), code="no-coordinator")


def _is_coordinator(person: Person) -> bool:
    """Does she manage an office that recruits for the city?"""
    return Manager.objects.filter(
        person=person,
        task=ManagerTask.MANAGER,
        ended_at__isnull=True,
        organisation__kind=OrganisationKind.OFFICE,
        organisation__state=OrganisationState.ACTIVE,
    ).exists()


def reason_from(text: str, *, ask: Sentence, field: str = "reason") -> str:
    """A reason as it is kept: one line. Raises NotValid where none was given."""
    reason = clean_line(text)[:300]
    if len(reason) < REASON_LEAST:
        raise NotValid(fields={field: ask})
    return reason


def numbered(make: Callable[[str], T], *, at: datetime) -> T:
    """A row under a number nobody has; a number that is taken is drawn anew."""
    for _try in range(TRIES):
        try:
            with transaction.atomic():
                return make(new_number(localtime(at).year))
        except IntegrityError as clash:
            if "number" not in str(clash):
                raise
    raise Conflict()


def insurance_of(policy: Policy | None) -> Insurance | None:
    """A policy as the rules see it."""
    if policy is None:
        return None
    return Insurance(policy.scope, policy.starts_on, policy.ends_on, policy.cancelled_at is not None)


def check_hours(activity: Activity, starts_at: datetime, ends_at: datetime, *, at: datetime) -> None:
    """Can a shift of this activity lie there? Raises NotValid beside the field: over before it begins, too long, in
    the past, too far ahead, or on a day on which its danger is not insured."""
    if starts_at <= at:
        raise NotValid(fields={"starts_at": _("This hour has passed. Shifts are laid for hours to come.")})
    if starts_at > at + timedelta(days=AHEAD_DAYS):
        raise NotValid(fields={"starts_at": _("Shifts are laid for a year ahead at most.")})
    if ends_at <= starts_at:
        raise NotValid(fields={"ends_at": _("The shift must end after it begins.")})
    if ends_at - starts_at > timedelta(hours=LONGEST_SHIFT_HOURS):
        raise NotValid(fields={"ends_at": _("A shift lasts twelve hours at most. Lay two instead.")})
    check_insured(activity, days_of(starts_at, ends_at))


def check_insured(activity: Activity, days: Iterable[date]) -> None:
    """Is a dangerous activity insured on these days? A draft may still be without insurance. Raises NotValid."""
    if not activity.is_dangerous or (activity.policy is None and activity.state == ActivityState.DRAFT):
        return
    fault = insurance_fault(insurance_of(activity.policy), days)
    if fault:
        raise NotValid(fields={"starts_at": fault}, code="not-insured")


def days_of(starts_at: datetime, ends_at: datetime) -> list[date]:
    """The city's days on which a shift takes place: through midnight it is two."""
    return days_between(starts_at, ends_at, get_default_timezone())
