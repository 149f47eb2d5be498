"""The account book as a table, for whoever records, reports on a year or looks a record over (Measures art. 17, 18)."""

import csv
from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.utils.timezone import localtime
from django.utils.translation import get_language

from civic.hours.models import BookEntry
from civic.lib.sheets import safe_cell
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
COLUMN = {"zh-hans": "zh_hans", "zh-hant": "zh_hant"}


class _Echo:
    """What the writer writes to: it hands each line on."""

    def write(self, line: str) -> str:
        return line


def book_sheet(*, first: date, last: date, organisation: Organisation | None = None) -> Iterator[str]:
    """The lines of the book between two days of service, both counted, the oldest first: of one organisation, or of
    all. Volunteers stand in it by number, never by name. One statement, whatever its length; nothing is held in
    memory."""
    found = BookEntry.objects.filter(served_on__gte=first, served_on__lte=last)
    if organisation is not None:
        found = found.filter(organisation=organisation)
    column = COLUMN.get(get_language() or "", "en")
    rows = found.order_by("served_on", "pk").values_list(
        "volunteer__number",
        "seq",
        "kind",
        "served_on",
        "organisation__code",
        F(f"activity__name_{column}"),
        "shift__number",
        "planned",
        "actual",
        "credited",
        "reverses__seq",
        "reason",
        "at",
        "digest",
        "activity__name_zh_hans",
    )
    writer = csv.writer(_Echo())
    yield "\ufeff" + writer.writerow(HEADER)
    for *cells, at, digest, name in rows.iterator(chunk_size=1000):
        cells[5] = cells[5] or name  # in the reader's language, where it was entered
        yield writer.writerow(
            [safe_cell(cell) for cell in (*cells, localtime(at).isoformat(timespec="seconds"), digest)]
        )
