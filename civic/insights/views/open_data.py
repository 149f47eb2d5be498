"""Everything to take away: the files of each month, what their columns mean, and how to check us."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import conditional_page, require_safe

from civic.insights.forms import month_name
from civic.insights.models import Aside
from civic.insights.queries.figures import months
from civic.insights.queries.files import (
    ASIDE_COLUMNS,
    CASE_COLUMNS,
    COMMUNITY_COLUMNS,
    CORRECTION_COLUMNS,
    FIGURE_COLUMNS,
    VOLUNTEER_COLUMNS,
)
from civic.insights.queries.set_aside import aside_by_month
from civic.insights.rules import MEASURES
from civic.insights.rules.columns import MEANS
from civic.lib.doors import open_to_all


def _columns(names: tuple[str, ...], *, counts: bool = False) -> list[tuple[str, Any]]:
    return [(name, MEANS["due_count" if counts and name == "due" else name]) for name in names]


@open_to_all
@conditional_page
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The files, their columns, the formulas, the licence, and a program that does the sums again."""
    context = {
        "months": [(f"{one.month:%Y-%m}", month_name(one.month)) for one in months()],
        "case_columns": _columns(CASE_COLUMNS),
        "figure_columns": _columns(FIGURE_COLUMNS, counts=True),
        "other_columns": [
            (_("What was set aside"), "set-aside.csv", _columns(ASIDE_COLUMNS)),
            (_("In the communities"), "communities.csv", _columns(COMMUNITY_COLUMNS)),
            (_("What volunteers served"), "volunteers.csv", _columns(VOLUNTEER_COLUMNS)),
            (_("Corrections"), "corrections.csv", _columns(CORRECTION_COLUMNS)),
        ],
        "measures": MEASURES,
        "aside": [(month_name(month), rows) for month, rows in aside_by_month()],
        "kinds": Aside,
    }
    response = render(request, "insights/open_data.html", context)
    patch_cache_control(response, no_cache=True)
    return response
