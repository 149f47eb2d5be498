"""Root-cause topics as everybody reads them: what comes back where, what the city found, who removes it by when."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.models import Case, Topic
from civic.cases.queries import STRANGER
from civic.cases.queries.topics import cases_of, public_topics, story_of
from civic.cases.rules.topics import TopicState
from civic.cases.views.list import rows_of
from civic.lib.basemap import is_drawn
from civic.lib.keyset import Page, page_from

PAGE = 30
CASES_SHOWN = 20
NEWEST = ("-opened_at", "-pk")
NEWEST_CASES = ("-filed_at", "-pk")


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The topics that are looked into, and those that were closed."""
    told = public_topics().with_names()
    closed = page_from(
        told.filter(state=TopicState.CLOSED), keys=NEWEST, size=PAGE, cursor=request.GET.get("older", "")
    )
    context = {
        "live": list(told.live().order_by(*NEWEST)[:PAGE]),
        "closed": closed.rows,
        "older": closed.next,
        "now": timezone.now(),
    }
    return render(request, "cases/topics.html", context)


@open_to_all
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One topic with its story and its public cases. What may not be read answers like a number never given."""
    topic = public_topics().with_names().defer(None).filter(number=slug.upper()[:20]).first()
    if topic is None:
        raise Http404
    if topic.number != slug:
        return redirect("cases:topic", slug=topic.number, permanent=True)
    public = cases_of(topic, STRANGER)
    page: Page[Case] = page_from(
        public.with_names(), keys=NEWEST_CASES, size=CASES_SHOWN, cursor=request.GET.get("older", "")
    )
    context: dict[str, Any] = {
        "topic": topic,
        "steps": story_of(topic),
        "rows": rows_of(page.rows),
        "count": public.count(),
        "older": page.next,
        "polygon": _polygon(topic),
        "base_map": settings.BASE_MAP if is_drawn() else "",
        "now": timezone.now(),
    }
    return render(request, "cases/topic.html", context)


def _polygon(topic: Topic) -> Any:
    """The outline of its cell: no finer than that, since the point may be that of a case nobody else may see."""
    return topic.cell.polygon if topic.cell is not None else None
