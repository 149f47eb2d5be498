"""What the worklist can be narrowed to: matters, areas and offices, all in one query."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.utils.translation import get_language

from civic.offices.models import Matter, Office
from civic.offices.queries import OfficerHand
from civic.offices.rules import said_in
from civic.places.models import Area, AreaKind

_DEEPEST = (AreaKind.CITY, AreaKind.DISTRICT, AreaKind.STREET)  # a list of every community would be no list


@dataclass(frozen=True)
class Choice:
    """One thing of the city to narrow the list to; `path` is an area's."""

    pk: int
    code: str
    name: str
    path: str = ""


Choices = dict[str, dict[str, Choice]]


def choices(officer: OfficerHand) -> Choices:
    """Matters, areas and offices by their codes, in the reader's language; an officer of some areas chooses among
    those."""
    inside = Q()
    for path in officer.area_paths:
        inside |= Q(path__startswith=path)
    areas = Area.objects.filter(inside, is_active=True, kind__in=_DEEPEST)
    rows = _rows("matter", Matter.objects.filter(is_active=True), "family")
    rows = rows.union(
        _rows("area", areas, "path"), _rows("office", Office.objects.filter(is_active=True), "kind"), all=True
    )
    found: Choices = {"matter": {}, "area": {}, "office": {}}
    language = get_language() or "en"
    for what, pk, code, hans, hant, english, sort in sorted(rows, key=lambda row: (row[0], row[6], row[2])):
        name = said_in({"zh-hans": hans, "zh-hant": hant, "en": english}, language)
        found[what][code] = Choice(pk, code, name, sort if what == "area" else "")
    return found


def _rows(what: str, things: QuerySet[Any, Any], sort: str) -> QuerySet[Any, Any]:
    named = things.order_by().annotate(what=Value(what, output_field=CharField()))
    return named.values_list("what", "pk", "code", "name_zh_hans", "name_zh_hant", "name_en", sort)
