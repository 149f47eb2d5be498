"""The public suggestions a page at a time: the newest first, the most supported, those whose time ends soonest,
or the most liked where they come from."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.cases.rules import State
from civic.lib.keyset import BadCursor, page_of
from civic.suggestions.models import Suggestion, TakenOver
from civic.suggestions.queries.lists import in_rows

SIZE = 20
NEWEST, SUPPORTED, ENDING, LIKED = "", "supported", "ending", "liked"
ORDERS = {NEWEST: _("Newest first"), SUPPORTED: _("Most supported first"), ENDING: _("Time ends soonest")}
ORDERS_TAKEN_OVER = {LIKED: _("Most liked at the source"), NEWEST: _("Newest first")}  # nobody can support those


@dataclass(frozen=True)
class Page:
    """The suggestions of a page, and where the next one begins."""

    cases: list[Case]
    next: str


def listed(cases: QuerySet[Case], *, order: str = NEWEST, cursor: str = "", size: int = SIZE) -> Page:
    """One page; two ways of counting go by what the last sweep saw, so that nobody reads out of the order what is
    hidden. A cursor that leads nowhere leads to the first page. One query."""
    try:
        return _page(cases, order, cursor, size)
    except BadCursor:
        return _page(cases, order, "", size)


def _page(cases: QuerySet[Case], order: str, cursor: str, size: int) -> Page:
    if order == LIKED:
        wanted = Exists(cases.order_by().filter(pk=OuterRef("case")))  # asked along the likes, until a page is full
        liked = TakenOver.objects.filter(wanted, likes__isnull=False)
        rows: Any = page_of(in_rows(liked, to="case__"), keys=("-likes", "-pk"), size=size, cursor=cursor)
        return Page([one.case for one in rows.rows], rows.next)
    if order not in (SUPPORTED, ENDING):
        newest = page_of(in_rows(cases), keys=("-filed_at", "-pk"), size=size, cursor=cursor)
        return Page(newest.rows, newest.next)
    opened = Suggestion.objects.filter(case__in=cases.values("pk"))
    keys: tuple[str, ...] = ("-rank", "-pk")
    if order == ENDING:
        opened, keys = opened.filter(called_at__isnull=True, case__state=State.SUPPORTING), ("support_until", "pk")
    found: Any = page_of(in_rows(opened, to="case__"), keys=keys, size=size, cursor=cursor)
    return Page([one.case for one in found.rows], found.next)
