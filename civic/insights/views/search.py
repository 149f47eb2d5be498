"""The one search over everything public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.insights.queries.finding import can_be_searched, find
from civic.insights.rules.finding import LABELS, MOST, PAGES
from civic.lib.doors import open_to_all


@open_to_all
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What holds the words of `q`, by sort; with `kind` the pages of one sort."""
    text = " ".join(request.GET.get("q", "").split())[:MOST]
    kind = request.GET.get("kind", "")
    only = kind if kind in LABELS else ""
    page = _page(request.GET.get("page", ""))
    is_asked = can_be_searched(text)
    groups = find(text, on=timezone.localdate(), only=only, page=page) if is_asked else []
    shown = [group for group in groups if group.hits]
    context = {
        "text": text,
        "is_asked": is_asked,
        "groups": groups,
        "shown": shown,
        "count": sum(group.count for group in groups),
        "only": next((group for group in groups if group.key == only), None),
        "page": page,
        "has_next": page < PAGES and any(group.has_next for group in shown),
    }
    return render(request, "insights/search.html", context)


def _page(asked: str) -> int:
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= 4
    return min(max(int(asked), 1), PAGES) if is_number else 1
