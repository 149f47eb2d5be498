"""Who leads a shift, how a leader is reached on the day, and which office looks into a complaint."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.attendances.models import Complaint
from civic.attendances.rules import LATE_OUT, SOON
from civic.offices.models import Office, Post
from civic.offices.queries.hands import hand_of
from civic.shifts.models import Shift, Signup
from civic.shifts.rules import SignupState
from civic.volunteers.models import Organisation, Volunteer
from civic.volunteers.queries import coordinates, managed_by, manages
from civic.volunteers.rules import ManagerTask, OrganisationKind, OrganisationState


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


@dataclass(frozen=True)
class Reader:
    """Who looks into a complaint: an office, or a body of the city's coordinators, which may have none."""

    office: Office | None = None
    body: Organisation | None = None

    @property
    def name(self) -> str:
        """Its name in the reader's language."""
        found = self.office or self.body
        assert found is not None
        return found.name

    @property
    def code(self) -> str:
        """Its short name, for the timeline."""
        found = self.office or self.body
        assert found is not None
        return found.code


def reader_for(organisation: Organisation, *, by: Person, at: datetime) -> Reader | None:
    """Who looks into a complaint about an organisation: never itself, none that its own managers manage, and only where
    somebody is who can answer. The office above it; otherwise the city's coordinators; otherwise an office that
    reviews."""
    own = set(organisation.managers.filter(ended_at__isnull=True).values_list("person", flat=True))
    above = organisation.office.above if organisation.office is not None else None
    if above is not None and _is_staffed(above, without=own | {by.pk}, at=at):
        return Reader(office=above)
    bodies = Organisation.objects.filter(kind=OrganisationKind.OFFICE, state=OrganisationState.ACTIVE)
    for body in bodies.exclude(pk=organisation.pk).select_related("office").order_by("code"):
        people = set(_managing(body))
        if not own & people and people - {by.pk}:
            return Reader(office=body.office, body=body)
    reviewing = Office.objects.filter(is_active=True, is_reviewing=True).exclude(pk=organisation.office_id or 0)
    found = (one for one in reviewing if _is_staffed(one, without=own | {by.pk}, at=at))
    return next((Reader(office=one) for one in found), None)


def _managing(body: Organisation) -> Iterable[int]:
    return body.managers.filter(ended_at__isnull=True, task=ManagerTask.MANAGER).values_list("person", flat=True)


def _is_staffed(office: Office, *, without: set[int], at: datetime) -> bool:
    """Does anybody but these hold a post there today?"""
    posts = Post.objects.held_on(localdate(at)).filter(office=office, side=F("officer__side"))
    return office.is_active and posts.exclude(officer__person__in=without).exists()


def may_answer(person: Any, complaint: Complaint, *, at: datetime) -> bool:
    """Is somebody of the office that looks into it, or once it is overdue one of the coordinators, and neither manages
    nor leads for whom it names, nor filed it?"""
    if not getattr(person, "is_authenticated", False) or complaint.person_id == person.pk:
        return False
    if complaint.organisation.managers.filter(person=person, ended_at__isnull=True).exists():
        return False
    if complaint.is_overdue(at) and coordinates(person):
        return True
    if any(complaint.is_read_by(body) for body in managed_by(person)):
        return True
    hand = hand_of(person, on=localdate(at))
    return hand is not None and complaint.office_id in hand.office_ids
