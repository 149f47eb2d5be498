"""A person as a volunteer, and as somebody who acts for organisations."""

from datetime import date
from typing import Any

from civic.volunteers.models import Manager, Organisation, Volunteer, VolunteerIdentity
from civic.volunteers.rules import ManagerTask, OrganisationState


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
    live = [OrganisationState.ACTIVE, OrganisationState.SUSPENDED]
    return list(Organisation.objects.filter(pk__in=held.values("organisation"), state__in=live))
