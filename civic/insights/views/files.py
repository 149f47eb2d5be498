"""The figures as files: exactly what a page shows, and everything behind it. Written row by row."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import condition, require_safe

from civic.insights.forms import ScoresForm
from civic.insights.queries.figures import Table, months, table
from civic.insights.queries.files import (
    ASIDE_COLUMNS,
    CASE_COLUMNS,
    COMMUNITY_COLUMNS,
    CORRECTION_COLUMNS,
    FIGURE_COLUMNS,
    SHOWN_COLUMNS,
    VOLUNTEER_COLUMNS,
    Kept,
    aside_rows,
    case_rows,
    community_rows,
    correction_rows,
    figure_rows,
    kept,
    volunteer_rows,
)
from civic.insights.rules import DEFINITION
from civic.insights.rules.rates import COUNTS
from civic.lib.doors import open_to_all
from civic.lib.sealed import keyed_hash
from civic.lib.sheets import sheet_lines


def _file(name: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> HttpResponseBase:
    answer = StreamingHttpResponse(sheet_lines(columns, rows), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Robots-Tag"] = "noindex"
    patch_cache_control(answer, no_cache=True)
    return answer


def _kept_of(month: str) -> Kept:
    try:
        found = kept(date.fromisoformat(f"{month}-01"))
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _stamp(request: HttpRequest, month: str) -> str:
    """As which version a month's file counts: by the formulas, by what was last read into it, and for a month that
    still runs by when it was counted; and by what was hidden since, for that leaves the file at once."""
    one = _kept_of(month)
    counted = one.counted_at if one.closed_at is None else None
    stamps = [f"{at.timestamp():.0f}" if at else "closed" for at in (one.changed_at, counted)]
    shown = keyed_hash(str(one.shown_line), purpose="open-data")[:12] if one.shown_line else "0"  # no count of lines
    return f'"{DEFINITION}-{month}-{"-".join(stamps)}-{shown}"'


def _changed(request: HttpRequest, month: str) -> datetime | None:
    one = _kept_of(month)
    if one.shown_line:
        return None  # whoever asks by the day alone reads it anew
    return one.changed_at if one.closed_at else one.counted_at


@open_to_all
@require_safe
@condition(etag_func=_stamp, last_modified_func=_changed)
def cases_csv(request: HttpRequest, month: str) -> HttpResponseBase:
    """Every case behind a month's figures."""
    one = _kept_of(month)
    return _file(f"cases-{month}", CASE_COLUMNS, case_rows(one))


@open_to_all
@require_safe
@condition(etag_func=_stamp, last_modified_func=_changed)
def figures_csv(request: HttpRequest, month: str) -> HttpResponseBase:
    """The counts of a month by office, area and language."""
    return _file(f"figures-{month}", FIGURE_COLUMNS, figure_rows(_kept_of(month).month))


@open_to_all
@require_safe
def set_aside_csv(request: HttpRequest) -> HttpResponseBase:
    """What was withheld, hidden, declined, by month and reason."""
    return _file("set-aside", ASIDE_COLUMNS, aside_rows())


@open_to_all
@require_safe
def communities_csv(request: HttpRequest) -> HttpResponseBase:
    """What residents raised and solved in their communities."""
    return _file("communities", COMMUNITY_COLUMNS, community_rows())


@open_to_all
@require_safe
def volunteers_csv(request: HttpRequest) -> HttpResponseBase:
    """What volunteers served, by month and kind of help."""
    return _file("volunteers", VOLUNTEER_COLUMNS, volunteer_rows(at=timezone.now()))


@open_to_all
@require_safe
def corrections_csv(request: HttpRequest) -> HttpResponseBase:
    """What changed in closed months."""
    return _file("corrections", CORRECTION_COLUMNS, correction_rows())


@open_to_all
@require_safe
def table_csv(request: HttpRequest) -> HttpResponseBase:
    """Exactly what the page of the same question shows."""
    known = months()
    form = ScoresForm(request.GET, months=known, today=timezone.localdate())
    if not form.is_valid():
        raise Http404
    told = table(form.asked(), months=known)
    asked = told.asked
    return _file(f"scores-{asked.month:%Y-%m}-{asked.by}", SHOWN_COLUMNS, shown_rows(told))


def shown_rows(told: Table) -> Iterator[list[Any]]:
    """The rows of a page, and their sum; where too few stand behind a rate it has no percentage here either."""
    asked = told.asked
    month = f"{asked.month:%Y-%m}"
    for row in told.rows:
        name = "" if row.month else str(row.label)
        yield [row.code if row.month else month, asked.by, row.code, name, *_numbers(row.tally)]
    if asked.by != "month":
        yield [month, "all", "", "", *_numbers(told.total)]


def _numbers(tally: Any) -> list[Any]:
    counts = [getattr(tally, name) for name in COUNTS]
    rates = [part for rate in tally.rates.values() for part in (rate.numerator, rate.denominator, rate.percent)]
    return [*counts, *rates]
