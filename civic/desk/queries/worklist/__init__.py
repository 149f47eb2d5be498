"""The worklist: an officer's views with counts, and one page of cases by deadline. Few queries, whatever the rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from civic.cases.models import CaseQuerySet
from civic.cases.queries import Viewer
from civic.cases.rules.grouping import Box
from civic.desk.models import SavedView
from civic.desk.queries import scopes
from civic.desk.queries.scopes import Desk, Pieces, Scope
from civic.desk.queries.worklist.pages import Page, keys_along, nearest, page_of
from civic.desk.queries.worklist.pieces import Count, count_of, counted
from civic.desk.queries.worklist.rows import Row
from civic.desk.queries.worklist.views import DeskView, counts_of_views, views_of
from civic.desk.rules import COUNTED_TO
from civic.lib.codes import read_number
from civic.search.queries import holding

__all__ = [
    "LONGEST_SEARCH",
    "SAVED_COUNTED",
    "DeskView",
    "Kept",
    "Narrow",
    "Page",
    "Row",
    "Worklist",
    "keys_in_box",
    "nearest",
    "rows_of",
    "saved_views",
    "searched",
    "view_name",
    "worklist",
]
LONGEST_SEARCH = 100
AT_ONCE = 500  # rows an export reads in one go

Narrow = Callable[[CaseQuerySet], CaseQuerySet]
# the view, the words and the filters a saved view asks for
Asks = Callable[[SavedView], tuple[str, str, Narrow | None]]
SAVED_COUNTED = 20  # more saved views than that stand there without their number


@dataclass(frozen=True)
class Kept:
    """A saved view, and how many cases it holds; None beyond those that are counted."""

    view: SavedView
    count: int | None = None

    @property
    def shown_count(self) -> str:
        """The count as far as it was counted."""
        return "" if self.count is None else f"{COUNTED_TO - 1}+" if self.count >= COUNTED_TO else str(self.count)


@dataclass(frozen=True)
class Worklist:
    """What the desk shows of an officer's work; `shown` is the view as it was narrowed."""

    views: list[DeskView]
    current: DeskView
    shown: DeskView
    kept: list[Kept]
    page: Page
    search: str = ""
    is_narrowed: bool = False
    is_of_many_offices: bool = True

    @property
    def saved(self) -> list[SavedView]:
        """The saved views alone."""
        return [one.view for one in self.kept]

    @property
    def first(self) -> Row | None:
        """The first case of the page on which nobody works now; none where there is none."""
        return next((row for row in self.page.rows if row.worked_on is None), None)

    @property
    def is_search_only(self) -> bool:
        """Was everything searched, rather than a view narrowed?"""
        return bool(self.search) and self.current.name == "all"


def worklist(
    viewer: Viewer,
    *,
    view: str = "",
    search: str = "",
    narrow: Narrow | None = None,
    after: str = "",
    asks: Asks | None = None,
    at: datetime,
) -> Worklist:
    """An officer's views with counts, those she saved with theirs where `asks` can read them, and one page of the
    chosen view as it was narrowed; four queries.

    Who searches without naming a view searches all she may see.
    """
    officer = viewer.officer
    assert officer is not None
    known, desk = views_of(officer), Desk(viewer, officer, at)
    chosen, scope = _chosen(known, view, search)
    pieces = _narrowed(scope(desk), narrow, search)
    saved = list(saved_views(viewer))
    asked = counts_of_views(officer, at) + ([count_of("", pieces)] if narrow else [])
    counts = counted([*asked, *(_counts_of_saved(desk, known, saved, asks) if asks else ())])
    views = [DeskView(one.name, one.label, one.is_hot, counts[one.name]) for one, _scope in known.values()]
    current = next(one for one in views if one.name == chosen.name)
    return Worklist(
        views=views,
        current=current,
        shown=DeskView(current.name, current.label, current.is_hot, counts.get("", current.count)),
        kept=[Kept(one, counts.get(_key_of(one))) for one in saved],
        page=page_of(pieces, after, at, officer=officer),
        search=search,
        is_narrowed=narrow is not None,
        is_of_many_offices=not scopes.is_bound(officer),
    )


def rows_of(
    viewer: Viewer, *, view: str = "", search: str = "", narrow: Narrow | None = None, at: datetime
) -> Iterator[Row]:
    """Every row of a view as it was narrowed, in the order of the worklist, read by the hundred."""
    officer = viewer.officer
    assert officer is not None
    _view, scope = _chosen(views_of(officer), view, search)
    pieces, after = _narrowed(scope(Desk(viewer, officer, at)), narrow, search), ""
    while True:
        page = page_of(pieces, after, at, officer=officer, size=AT_ONCE)
        yield from page.rows
        after = page.after
        if not after:
            return


def keys_in_box(
    viewer: Viewer, *, view: str, search: str, narrow: Narrow | None, box: Box, most: int, at: datetime
) -> list[int]:
    """The keys of the cases of a view, as it was narrowed, that lie in a box; the nearest deadlines first."""
    officer = viewer.officer
    assert officer is not None
    _view, scope = _chosen(views_of(officer), view, search)
    west, south, east, north = box
    inside = Q(lat__range=(south, north), lon__range=(west, east))
    pieces = [piece.filter(inside) for piece in _narrowed(scope(Desk(viewer, officer, at)), narrow, search)]
    return keys_along([piece.order_by("due_at", "pk") for piece in pieces], "due_at, pk", most=most)


def view_name(viewer: Viewer, view: str, search: str) -> str:
    """The name of the view that is shown when this one was asked for."""
    assert viewer.officer is not None
    return _chosen(views_of(viewer.officer), view, search)[0].name


def saved_views(viewer: Viewer) -> QuerySet[SavedView]:
    """The views this officer saved, and those that colleagues share with an office of hers."""
    officer = viewer.officer
    assert officer is not None
    mine = Q(owner=officer.person_id) | Q(office__in=officer.office_ids)
    return SavedView.objects.filter(mine).select_related("office", "owner")


def searched(cases: CaseQuerySet, search: str) -> CaseQuerySet:
    """Those with this number, or with these words in anything the desk may read."""
    number = read_number(search)
    if number is not None:
        return cases.filter(number=number)
    return holding(cases, side="desk", kind="case", text=search)


def _chosen(known: dict[str, tuple[DeskView, Scope]], view: str, search: str) -> tuple[DeskView, Scope]:
    return known.get(view) or known["all" if search else "mine"]


def _narrowed(pieces: Pieces, narrow: Narrow | None, search: str) -> Pieces:
    if search and len(pieces) > 1:  # the full text is asked once, not once for every piece
        pieces = [reduce(or_, pieces)]
    return [narrow(piece) for piece in pieces] if narrow else pieces


def _counts_of_saved(
    desk: Desk, known: dict[str, tuple[DeskView, Scope]], saved: Sequence[SavedView], asks: Asks
) -> Iterator[Count]:
    """What the first saved views hold, to be counted with the others; each opens what this officer's posts open."""
    for one in saved[:SAVED_COUNTED]:
        view, search, narrow = asks(one)
        _view, scope = _chosen(known, view, search)
        yield count_of(_key_of(one), _narrowed(scope(desk), narrow, search))


def _key_of(saved: SavedView) -> str:
    return f"saved-{saved.pk}"
