"""Pages of a list that stay right while new cases arrive: each starts where the last row of the one before stood."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware

from civic.cases.models import Case
from civic.lib.codes import read_number

SIZE = 20  # what a phone shows in a few turns of the thumb
COUNTED_MOST = 1000


@dataclass(frozen=True)
class Mark:
    """The row a page begins after: when it was filed, and its number among those of the same instant."""

    at: datetime
    number: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.number}"


@dataclass(frozen=True)
class Page:
    """The rows of one page, newest first, and where the neighbours begin."""

    rows: list[Case]
    newer: str = ""
    older: str = ""
    is_first: bool = True


def read_mark(text: str) -> Mark | None:
    """A mark as it stands in an address; None when it is not one, which leads to the first page."""
    moment, _cut, number = text[:80].rpartition("_")
    try:
        at = parse_datetime(moment)
        if at is None or not is_aware(at):
            return None
        at.astimezone(UTC)  # the databases keep UTC, where the first and last day lack some hours
    except (ValueError, OverflowError):
        return None
    read = read_number(number)
    return Mark(at, read) if read else None


def page_of(cases: QuerySet[Case], *, older: str = "", newer: str = "") -> Page:
    """The page after or before a mark, or the first; one query. A mark whose case was hidden still finds its place."""
    after, before = read_mark(older), read_mark(newer)
    # only a public row may serve as a mark: a hidden case must not show when it was filed
    here = Case.objects.public().filter(number=(after or before or Mark(datetime.min, "")).number).values("pk")
    if after is not None:
        found = cases.filter(Q(filed_at__lt=after.at) | Q(pk__lt=here), filed_at__lte=after.at).order_by(
            "-filed_at", "-pk"
        )
        rows = list(found[: SIZE + 1])
        return _page(rows[:SIZE], has_newer=True, has_older=len(rows) > SIZE)
    if before is not None:
        found = cases.filter(Q(filed_at__gt=before.at) | Q(pk__gt=here), filed_at__gte=before.at).order_by(
            "filed_at", "pk"
        )
        rows = list(found[: SIZE + 1])
        return _page(rows[:SIZE][::-1], has_newer=len(rows) > SIZE, has_older=True)
    rows = list(cases.order_by("-filed_at", "-pk")[: SIZE + 1])
    return _page(rows[:SIZE], has_newer=False, has_older=len(rows) > SIZE)


def _page(rows: list[Case], *, has_newer: bool, has_older: bool) -> Page:
    if not rows:
        return Page(rows, is_first=not has_newer)
    first, last = Mark(rows[0].filed_at, rows[0].number), Mark(rows[-1].filed_at, rows[-1].number)
    return Page(
        rows, newer=str(first) if has_newer else "", older=str(last) if has_older else "", is_first=not has_newer
    )


def counted(cases: QuerySet[Case]) -> tuple[int, bool]:
    """How many there are, and whether that is all: nobody counts a hundred thousand rows for a heading."""
    count = cases.order_by()[: COUNTED_MOST + 1].count()
    return min(count, COUNTED_MOST), count <= COUNTED_MOST


def with_query(request: HttpRequest, **changes: str) -> str:
    """The address of this page with parts of its query changed; an empty change takes a part out."""
    query = request.GET.copy()
    for name in ("older", "newer"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    kept = [(name, value) for name, value in query.items() if value]
    return f"?{urlencode(kept)}" if kept else request.path
