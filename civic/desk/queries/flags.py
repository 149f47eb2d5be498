"""Which cases an officer flagged, for herself or with her office."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

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
    """The flags this officer may set on a case, each with whether it is there; one query."""
    here = Flag.objects.filter(case=case)
    offices = Office.objects.filter(pk__in=officer.office_ids, is_active=True).annotate(
        is_set=Exists(here.filter(office=OuterRef("pk"))),
        is_mine=Exists(flags_of(officer, whose="mine").filter(case=case)),
    )
    rows = list(offices.order_by("code"))
    return [Flagging(None, any(one.is_mine for one in rows)), *(Flagging(one, one.is_set) for one in rows)]
