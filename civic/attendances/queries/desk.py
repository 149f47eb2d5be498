"""What waits at the coordinators' desk of the day: complaints, injuries no insurer knows of, disputed absences."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from civic.attendances.models import Complaint, Injury, NoShow
from civic.attendances.rules import INSURER_WITHIN, NoShowState
from civic.offices.queries.hands import hand_of
from civic.volunteers.queries import coordinates, managed_by


@dataclass(frozen=True)
class Waits:
    """How many of each wait for somebody at the desk."""

    complaints: int = 0
    injuries: int = 0
    absences: int = 0


def offices_acting(person: Any, *, on: date) -> set[int]:
    """The offices somebody acts for on a day: by a post, or by managing a body of theirs."""
    hand = hand_of(person, on=on)
    own = {body.office_id for body in managed_by(person) if body.office_id is not None}
    return own | (set(hand.office_ids) if hand else set())


def complaints_for(person: Any, *, at: datetime) -> QuerySet[Complaint]:
    """What somebody's offices and bodies have to look into, for coordinators whatever is overdue too, and neither names
    whom she acts for nor was filed by her."""
    named = Q(organisation__managers__person=person.pk, organisation__managers__ended_at__isnull=True)
    hers = Q(office__in=offices_acting(person, on=localdate(at))) | Q(body__in=managed_by(person))
    if coordinates(person):
        hers |= Q(answered_at__isnull=True, answer_due_at__lt=at)
    held = Complaint.objects.filter(hers).exclude(named)
    return held.exclude(person=person.pk).select_related("organisation")


def injuries_untold(*, at: datetime) -> QuerySet[Injury]:
    """Injuries of which no insurer was told in time, the oldest first."""
    late = Injury.objects.filter(insurer_told_at__isnull=True, written_at__lt=at - INSURER_WITHIN)
    rows = late.select_related("shift__activity__organisation", "volunteer", "policy").defer("words")
    return rows.order_by("written_at", "pk")


def absences_disputed(person: Any) -> QuerySet[NoShow]:
    """Absences that wait for a decision, but her own and those she wrote down herself; the oldest first."""
    rows = NoShow.objects.filter(state=NoShowState.APPEALED)
    rows = rows.exclude(by=person.pk).exclude(signup__volunteer__person=person.pk)
    rows = rows.select_related("signup__volunteer", "signup__shift__activity__organisation")
    return rows.order_by("appealed_at", "pk")


def waits_at_desk(person: Any, *, at: datetime) -> Waits:
    """How many of each wait for somebody who coordinates."""
    return Waits(
        complaints_for(person, at=at).filter(answered_at__isnull=True).count(),
        injuries_untold(at=at).count(),
        absences_disputed(person).count(),
    )
