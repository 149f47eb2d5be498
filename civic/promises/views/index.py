"""The list of promises with its sums, and the same as a table: one query set for both, so that they sum to the same."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.lib.keyset import page_from
from civic.lib.sheets import sheet_lines
from civic.promises.forms import PromiseFilters
from civic.promises.models import Promise, PromiseQuerySet
from civic.promises.queries import figures, found_by, names_to_choose, totals
from civic.promises.rules import yuan

SIZE = 20
NEWEST = ("-moved_at", "-pk")
HEADER = (
    "number", "state", "title_zh_hans", "title_zh_hant", "title_en", "words", "owner", "area", "source", "due_on",
    "published_at", "ended_at", "progress", "next_report_on", "last_report_on", "overdue", "stale", "budget_fen",
    "budget_source",
)  # fmt: skip


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What the city promised: asked for by state, owner, area, year, and what is late."""
    today = localdate()
    form = PromiseFilters(request.GET, names=names_to_choose())
    rows = asked_for(form, today=today)
    page = page_from(rows.in_lists(today), keys=NEWEST, size=SIZE, cursor=request.GET.get("older", ""))
    sums, asked = totals(rows), form.asked
    context = {
        "form": form,
        "asked": asked,
        "promises": page.rows,
        "older": f"?{urlencode(asked | {'older': page.next})}" if page.next else "",
        "totals": sums,
        "sum": yuan(sums.budget_fen),
        "figures": figures(today),
        "query": urlencode(asked),
        "today": today,
    }
    return render(request, "promises/list.html", context)


def asked_for(form: PromiseFilters, *, today: date) -> PromiseQuerySet:
    """The public promises that fit; of these page, table and sums are made."""
    words = form.asked.get("q", "")
    return form.narrow(found_by(words) if words else Promise.objects.public(), today=today)


@open_to_all
@require_safe
def table(request: HttpRequest) -> StreamingHttpResponse:
    """The same promises as a CSV file, all of them, budgets in whole fen."""
    today = localdate()
    rows = asked_for(PromiseFilters(request.GET, names=names_to_choose()), today=today)
    rows = rows.marked(today).with_names().order_by("number")
    lines = sheet_lines(HEADER, map(_cells, rows.iterator(chunk_size=500)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="promises.csv"'
    return response


def _cells(promise: Any) -> list[object]:
    is_overdue = promise.is_missed or promise.has_missed_stage
    return [
        promise.number,
        promise.state,
        promise.title_zh_hans,
        promise.title_zh_hant,
        promise.title_en,
        promise.words,
        promise.owner.code,
        promise.area.code if promise.area else "",
        promise.source,
        promise.due_on,
        promise.published_at.isoformat(),
        promise.ended_at.isoformat() if promise.ended_at else "",
        promise.progress,
        promise.next_report_on,
        promise.heard_on,
        int(is_overdue),
        int(promise.is_stale),
        promise.budget_fen,
        promise.budget_source,
    ]
