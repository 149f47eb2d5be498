"""How the city did: the figures of a month, each with its parts, its silence, and the way to check it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from civic.communities import queries as communities
from civic.insights.forms import ScoresForm, month_name
from civic.insights.queries.corrections import count_of_month
from civic.insights.queries.figures import Asked, Table, months, table
from civic.insights.queries.needs import most_asked
from civic.insights.rules import MEASURES, closes_on
from civic.insights.views.drawing import BARS_MOST, bars, lines
from civic.lib.doors import open_to_all
from civic.suggestions.queries.balance import late_rounds

WIDE, PHONE = 1040.0, 328.0
SAID = ("answered_share", "solved", "result", "attitude", "speed", "put_right")
DONE = ("in_time", "response", "sent_back", "reopened", "came_back")


@open_to_all
@conditional_page
@require_safe
def scores(request: HttpRequest) -> HttpResponse:
    """The figures of a month by area, office or language, or of twelve months. Fixed order, no ranking."""
    today = timezone.localdate()
    known = months()
    form = ScoresForm(request.GET, months=known, today=today)
    is_wrong = not form.is_valid()
    asked = form.asked()
    told = table(asked, months=known)
    response = render(request, "insights/scores.html", _context(form, told), status=400 if is_wrong else 200)
    patch_cache_control(response, no_cache=True)  # asked again each time, answered 304 while nothing has changed
    return response


def query_of(asked: Asked, **other: Any) -> str:
    """The question as an address has it, with something in it changed."""
    named = {
        "month": f"{asked.month:%Y-%m}",
        "by": asked.by,
        "area": asked.area.code if asked.area else "",
        "office": asked.office.code if asked.office else "",
        "language": asked.language or "",
        **other,
    }
    return urlencode({name: value for name, value in named.items() if value})


def _context(form: ScoresForm, told: Table) -> dict[str, Any]:
    asked = told.asked
    is_drawn = 0 < len(told.rows) <= BARS_MOST and bool(told.total.asked)
    spoken = [row for row in told.rows if row.tally.asked]
    return {
        "form": form,
        "table": told,
        "asked": asked,
        "month": month_name(asked.month),
        "is_running": asked.month >= timezone.localdate().replace(day=1),
        "closes_on": closes_on(asked.month),
        "query": query_of(asked),
        "whole_query": query_of(asked, area="", office="", language=""),
        "way": [(area, query_of(asked, area=area.code)) for area in told.way],
        "rows": [(row, _deeper(asked, row), _name(row)) for row in told.rows],
        "wide": bars(_named(spoken), width=WIDE, is_above=False) if is_drawn else None,
        "phone": bars(_named(spoken), width=PHONE, is_above=True) if is_drawn else None,
        "wide_lines": lines(told.months, width=WIDE, height=280, right=780, names_every=1),
        "phone_lines": lines(told.months, width=PHONE, height=280, right=310, names_every=3),
        "months": [(row, month_name(row.month)) for row in told.months if row.month],
        "said": [measure for measure in MEASURES if measure.key in SAID],
        "done": [measure for measure in MEASURES if measure.key in DONE],
        "measures": MEASURES,
        "most_asked": most_asked(asked),
        "late_rounds": late_rounds(at=timezone.now()),
        "corners": communities.summed(communities.figures(month=asked.month)),
        "corrected": count_of_month(asked.month),
    }


def _named(rows: list[Any]) -> list[Any]:
    return [type(row)(**{**vars(row), "label": _name(row)}) for row in rows]


def _name(row: Any) -> str:
    return month_name(row.month) if row.month else str(row.label)


def _deeper(asked: Asked, row: Any) -> str:
    """The address by which one looks deeper into a row, or ""."""
    if row.area:
        return query_of(asked, area=row.area)
    if row.office:
        return query_of(asked, office=row.office, by="area")
    if row.month and row.month != asked.month:
        return query_of(asked, month=f"{row.month:%Y-%m}")
    return ""
