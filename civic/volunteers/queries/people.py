"""A person as a volunteer, and as somebody who acts for organisations."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import get_current_timezone

from civic.guardians.models import Identity
from civic.guardians.queries import children_allowing
from civic.guardians.rules import Purpose
from civic.volunteers.models import Manager, Organisation, Volunteer, VolunteerIdentity
from civic.volunteers.rules import ManagerTask, OrganisationKind, OrganisationState, VolunteerState, is_minor

LIVE = (OrganisationState.ACTIVE, OrganisationState.SUSPENDED)  # whoever acts for these has something to do


def volunteer_of(person: Any) -> Volunteer | None:
    """The person as a volunteer, however far she is; None for whoever never applied."""
    if not getattr(person, "is_authenticated", False):
        return None
    return Volunteer.objects.filter(person=person).first()


def identity_of(volunteer: Volunteer) -> tuple[str, date | None]:
    """Name and day of birth, for the acts that need them; empty once erased."""
    identity = VolunteerIdentity.objects.filter(volunteer=volunteer).first()
    if identity is None or not identity.born_on:
        return "", None
    return identity.name, date.fromisoformat(identity.born_on)


def managed_by(person: Any, *tasks: str) -> list[Organisation]:
    """The organisations somebody acts for today, with one of these tasks (none said: as their manager)."""
    if not getattr(person, "is_authenticated", False):
        return []
    held = Manager.objects.filter(person=person, ended_at__isnull=True, task__in=tasks or [ManagerTask.MANAGER])
    return list(Organisation.objects.filter(pk__in=held.values("organisation"), state__in=LIVE))


def runs(person: Any) -> dict[str, Any]:
    """What somebody runs today: the organisations she manages, and whether she leads shifts. One statement."""
    if not getattr(person, "is_authenticated", False):
        return {"acts_for": [], "leads": False}
    held = Manager.objects.filter(person=person, ended_at__isnull=True, organisation__state__in=LIVE)
    tasks = list(held.select_related("organisation").order_by("organisation__code", "task"))
    acts_for = [one.organisation for one in tasks if one.task == ManagerTask.MANAGER]
    return {"acts_for": acts_for, "leads": any(one.task == ManagerTask.LEADER for one in tasks)}


def manages(person: Any, organisation: Organisation, *tasks: str) -> bool:
    """Does somebody act for this organisation today, with one of these tasks (none said: as its manager)?"""
    return any(one.pk == organisation.pk for one in managed_by(person, *tasks))


def coordinators() -> QuerySet[Manager]:
    """Who coordinates the city's volunteers: the managers of its own active organisations."""
    return Manager.objects.filter(
        task=ManagerTask.MANAGER,
        ended_at__isnull=True,
        organisation__kind=OrganisationKind.OFFICE,
        organisation__state=OrganisationState.ACTIVE,
    )


def coordinates(person: Any) -> bool:
    """Is this one of the city's coordinators today?"""
    return getattr(person, "is_authenticated", False) and coordinators().filter(person=person).exists()


def is_allowed(volunteer: Volunteer, day: date) -> bool:
    """May this volunteer serve on that day? Taken on, and under eighteen on that day only while a guardian's yes and
    the own one hold."""
    return volunteer.pk in allowed_among([volunteer], day)


def allowed_among(volunteers: Iterable[Volunteer], day: date) -> frozenset[int]:
    """The same for many, by the keys of the volunteers. At most two queries, and none without minors."""
    active = [one for one in volunteers if one.state == VolunteerState.ACTIVE]
    wards = {one.child_id: one.pk for one in active if one.child_id is not None}
    free = {one.pk for one in active if one.child_id is None}
    if wards:
        rows = Identity.objects.filter(child__in=wards, erased_at__isnull=True).values_list("child", "born_on")
        minors = {child for child, born_on in rows if born_on and is_minor(date.fromisoformat(born_on), day)}
        grown = {child for child, born_on in rows if born_on} - minors
        allowing = children_allowing(Purpose.VOLUNTEER, among=minors, at=end_of(day)) if minors else frozenset()
        free |= {wards[child] for child in grown | allowing}
    return frozenset(free)


def end_of(day: date) -> datetime:
    """The last moment of a day of the city: every word said on it counts."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=get_current_timezone()) - timedelta(microseconds=1)
