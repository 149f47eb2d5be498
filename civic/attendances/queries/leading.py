"""Who leads a shift, how a leader is reached on the day, and which office looks into a complaint."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from civic.attendances.models import Complaint
from civic.attendances.rules import LATE_OUT, SOON
from civic.offices.models import Office
from civic.offices.queries.hands import hand_of
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import SignupState
from civic.volunteers.models import Organisation, Volunteer
from civic.volunteers.queries import coordinates, managed_by, manages
from civic.volunteers.rules import OrganisationKind, OrganisationState


def leads(person: Any, shift: Shift) -> bool:
    """May somebody say who was there? The shift's leader, whoever manages its organisation, the coordinators."""
    if not getattr(person, "is_authenticated", False):
        return False
    return bool(shift.leader_id == person.pk or manages(person, shift.activity.organisation) or coordinates(person))


def shifts_led(person: Any, *, since: datetime, until: datetime) -> list[Shift]:
    """The shifts between two moments that somebody leads, or whose organisation she manages."""
    mine = Q(leader=person.pk) | Q(activity__organisation__in=managed_by(person))
    found = Shift.objects.shown().filter(mine, ends_at__gte=since, starts_at__lte=until)
    return list(found.select_related("activity__organisation").order_by("starts_at", "pk")[:50])


def contact_of_leader(volunteer: Volunteer, shift: Shift, at: datetime) -> tuple[str, str] | None:
    """Name and number of the leader, for whoever comes, from some hours before the shift until some after it."""
    if not shift.starts_at - SOON <= at <= shift.ends_at + LATE_OUT:
        return None
    if not Signup.objects.filter(shift=shift, volunteer=volunteer, state=SignupState.COMING).exists():
        return None
    return shift.activity.leader_name, shift.activity.leader_phone


def office_for(organisation: Organisation) -> Office | None:
    """Which office looks into a complaint about an organisation: never itself, and none that its own managers manage.
    The office above it; otherwise the city's coordinators; otherwise an office that reviews."""
    if organisation.office is not None and organisation.office.above is not None:
        return organisation.office.above
    own = set(organisation.managers.filter(ended_at__isnull=True).values_list("person", flat=True))
    bodies = Organisation.objects.filter(
        kind=OrganisationKind.OFFICE, state=OrganisationState.ACTIVE, office__is_active=True
    ).exclude(pk=organisation.pk)
    for body in bodies.select_related("office").order_by("code"):
        if not own & set(body.managers.filter(ended_at__isnull=True).values_list("person", flat=True)):
            return body.office
    reviewing = Office.objects.filter(is_active=True, is_reviewing=True)
    return next((office for office in reviewing if office.pk != organisation.office_id), None)


def may_answer(person: Any, complaint: Complaint, *, at: datetime) -> bool:
    """Is somebody of the office that looks into it, and neither manages nor leads for whom it names, nor filed it?"""
    if not getattr(person, "is_authenticated", False) or complaint.person_id == person.pk:
        return False
    if complaint.organisation.managers.filter(person=person, ended_at__isnull=True).exists():
        return False
    if any(body.office_id == complaint.office_id for body in managed_by(person)):
        return True
    hand = hand_of(person, on=localdate(at))
    return hand is not None and complaint.office_id in hand.office_ids
