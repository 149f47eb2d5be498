"""Which office answers for a matter at a place, which one reviews it, and the catalogue by family."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Sentence
from civic.offices.models import Matter, Office, Stewardship
from civic.places.models import Area


@dataclass(frozen=True)
class Answering:
    """The office that answers, why it, and since when."""

    office: Office
    reason: Sentence
    since: date


def answering_office(matter: Matter | None, area: Area | None, *, on: date) -> Answering | None:
    """Who answers for a matter in an area on a day: the deepest area up the tree wins, the whole city comes last."""
    if matter is None:
        return None
    codes = [code for code in area.path.split("/") if code] if area else []
    in_force = Stewardship.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=on), matter=matter, starts__lte=on, office__is_active=True
    )
    steward = (
        in_force.filter(Q(area__isnull=True) | Q(area__code__in=codes))
        .select_related("office", "area", "matter")
        # a longer path lies deeper; the latest word counts
        .order_by(F("area__path").desc(nulls_last=True), "-starts", "-pk")
        .first()
    )
    if steward is None:
        return None
    return Answering(steward.office, _reason(steward), steward.starts)


def _reason(steward: Stewardship) -> Sentence:
    told = {"office": steward.office, "matter": steward.matter, "day": lazy(date_format, str)(steward.starts)}
    if steward.area is None:
        return format_lazy(_("{office} answers for “{matter}” in the whole city since {day}."), **told)
    return format_lazy(_("{office} answers for “{matter}” in {area} since {day}."), area=steward.area, **told)


def reviewing_office_for(office: Office | None) -> Office | None:
    """Who reviews what an office decided: the one named for it, else the first reviewing office; never itself."""
    named = office.reviewed_by if office else None
    if named is not None and named.is_active:
        return named
    reviewing = Office.objects.filter(is_reviewing=True, is_active=True).order_by("code")
    return (reviewing.exclude(pk=office.pk) if office else reviewing).first()


def matters_by_family() -> dict[str, list[Matter]]:
    """The catalogue in force, in its order, by family."""
    families: dict[str, list[Matter]] = {}
    for matter in Matter.objects.filter(is_active=True):
        families.setdefault(matter.family, []).append(matter)
    return families
