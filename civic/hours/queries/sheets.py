"""The account book as a table, for whoever records, reports on a year or looks a record over (Measures art. 17, 18)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.timezone import localtime
from django.utils.translation import get_language

from civic.hours.models import BookEntry
from civic.hours.rules import Ground
from civic.lib.sheets import sheet_lines
from civic.shifts.queries.cards import COLUMN
from civic.volunteers.models import Organisation

HEADER = (
    "volunteer",
    "line",
    "kind",
    "served_on",
    "organisation",
    "activity",
    "shift",
    "planned_minutes",
    "actual_minutes",
    "credited_minutes",
    "takes_back_line",
    "reason",
    "recorded_at",
    "digest",
)


def book_sheet(*, first: date, last: date, organisation: Organisation | None = None) -> Iterator[str]:
    """The lines of the book between two days of service, both counted, the oldest first: of one organisation, or of
    all. Volunteers stand in it by number, never by name. One statement, whatever its length; nothing is held in
    memory."""
    found = BookEntry.objects.filter(served_on__gte=first, served_on__lte=last)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    language = get_language() or ""  # asked here: what is sent line by line comes when it is put away again
    inside = Coalesce(NullIf(F(f"activity__name_{COLUMN.get(language, 'en')}"), Value("")), F("activity__name_zh_hans"))
    rows = found.order_by("served_on", "pk").values_list(
        "volunteer__number",
        "seq",
        "kind",
        "served_on",
        "organisation__code",
        inside,
        "shift__number",
        "planned",
        "actual",
        "credited",
        "reverses__seq",
        "reason",
        "ground",
        "at",
        "digest",
    )
    grounds = {value: str(label) for value, label in Ground.choices}
    return sheet_lines(HEADER, (_cells(row, grounds) for row in rows.iterator(chunk_size=1000)))


def _cells(row: tuple[Any, ...], grounds: dict[str, str]) -> list[object]:
    *cells, reason, ground, at, digest = row
    return [*cells, reason or grounds.get(ground, ""), localtime(at).isoformat(timespec="seconds"), digest]
