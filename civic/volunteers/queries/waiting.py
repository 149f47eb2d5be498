"""What waits at the coordinators' desk, and who is found there by a number or a document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from civic.lib.codes import read_number
from civic.volunteers.models import Organisation, Volunteer, VolunteerIdentity
from civic.volunteers.queries.people import managed_by
from civic.volunteers.rules import (
    ManagerTask,
    Membership,
    OrganisationState,
    VolunteerState,
    clean_document,
    document_digest,
    shown_count,
)


def asking_organisations() -> list[Organisation]:
    """Those that ask to be registered, the most pressing first."""
    return list(Organisation.objects.filter(state=OrganisationState.ASKED).order_by("answer_due_at", "pk"))


def find_volunteer(typed: str) -> Volunteer | None:
    """A volunteer who was taken on, by a number however it is typed."""
    bare = typed.strip().upper().removeprefix("V")
    number = read_number(bare)
    return Volunteer.objects.active().filter(number__in=[f"V{number}", typed.strip()]).first()


def by_document(document: str, number: str) -> Volunteer | None:
    """Whoever joined with a document; found by its digest, without opening anybody."""
    digest = document_digest(document, clean_document(number))
    found = VolunteerIdentity.objects.filter(document_digest=digest).select_related("volunteer").first()
    return found.volunteer if found else None


def with_numbers(**wanted: object) -> list[Organisation]:
    """Organisations with how many volunteers belong to each and how many lead for it: one query."""
    members = Count(
        "members",
        filter=Q(members__state=Membership.MEMBER, members__volunteer__state=VolunteerState.ACTIVE),
        distinct=True,
    )
    leaders = Count(
        "managers", filter=Q(managers__task=ManagerTask.LEADER, managers__ended_at__isnull=True), distinct=True
    )
    rows = Organisation.objects.filter(**wanted).select_related("area")
    return list(rows.annotate(member_count=members, leader_count=leaders).order_by("code"))


def for_everybody(**wanted: object) -> list[Organisation]:
    """The same as everybody may read it: None for numbers of fewer than five people."""
    rows = with_numbers(**wanted)
    for one in rows:
        told: Any = one  # the two counts were added to the row by the query
        told.member_count, told.leader_count = shown_count(told.member_count), shown_count(told.leader_count)
    return rows


def desk_frame(*, here: str, by: Any, at: datetime) -> dict[str, Any]:
    """What every page of the coordinators' desk shows around itself: where one is, and how many wait."""
    return {
        "here": here,
        "now": at,
        "desk_side": "check",
        "desk_badge": gettext("Volunteers"),
        "applicant_count": Volunteer.objects.waiting().count(),
        "own_organisations": managed_by(by),
        "organisation_count": Organisation.objects.filter(state=OrganisationState.ASKED).count(),
    }


@dataclass(frozen=True)
class Counts:
    """How many volunteers the city has, and how many bodies recruit."""

    volunteers: int | None  # None where they are fewer than five
    organisations: int


def counts() -> Counts:
    """For the pages of everybody."""
    return Counts(shown_count(Volunteer.objects.active().count()), Organisation.objects.active().count())
