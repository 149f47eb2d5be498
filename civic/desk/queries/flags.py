"""Which cases an officer flagged, for herself or with her office."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from civic.cases.models import Case
from civic.desk.models import Flag
from civic.offices.models import Office
from civic.offices.queries import OfficerHand


@dataclass(frozen=True)
class Flagging:
    """One flag an officer may set or take off here: her own, or that of an office of hers."""

    office: Office | None
    is_set: bool


def flags_of(officer: OfficerHand, *, whose: str = "") -> QuerySet[Flag]:
    """The flags this officer sees: hers ("mine"), those of her offices ("office"), both where nothing is said."""
    hers, office = Q(by=officer.person_id, office__isnull=True), Q(office__in=officer.office_ids)
    return Flag.objects.filter({"mine": hers, "office": office}.get(whose, hers | office)).order_by()


def flaggings(officer: OfficerHand, case: Case) -> list[Flagging]:
    """The flags this officer may set on a case, each with whether it is there; two queries."""
    there = set(flags_of(officer).filter(case=case).values_list("office", flat=True))
    offices = Office.objects.filter(pk__in=officer.office_ids, is_active=True).order_by("code")
    return [Flagging(None, None in there), *(Flagging(office, office.pk in there) for office in offices)]
