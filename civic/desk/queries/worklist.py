"""The worklist: an officer's views with counts, and one page of cases by deadline. Few queries, whatever the rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, CaseQuerySet
from civic.cases.queries import Viewer
from civic.cases.rules import CLOSED_STATES, Kind, State, Station
from civic.cases.rules.clock import waits_for_answer
from civic.cases.rules.grouping import Box
from civic.desk.models import SavedView
from civic.desk.queries import scopes
from civic.desk.queries.flags import flags_of
from civic.desk.queries.scopes import Desk, Pieces, Scope
from civic.desk.rules import COUNTED_TO, HASTENED, TOLD_TO, Standing, standing, states_awaited_by, states_moved_by
from civic.lib.codes import read_number
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role, Side, said_in
from civic.search.queries import matching

PAGE = 100
LONGEST_SEARCH = 100
TONGUES = {"zh_hans": "zh-hans", "zh_hant": "zh-hant", "en": "en"}
LINES_COUNTED = 4 * COUNTED_TO  # of one officer: she takes few steps in one case
AT_ONCE = 500  # rows an export reads in one go

_PLAIN = (
    *("pk", "number", "title", "kind", "language", "state", "round"),
    *("verdict", "answered_at", "demand_due_at", "due_at", "escalated_to", "moved_at", "station", "persons"),
)
_NAMED = ("matter", "area__parent", "area", "office")
_CLAIMED = ("claim__until", "claim__seq", "last_seq")
_COLUMNS = (
    *_PLAIN,
    *(f"{thing}__name_{tongue}" for thing in _NAMED for tongue in TONGUES),
    *_CLAIMED,
    "area__parent__parent",
)

Narrow = Callable[[CaseQuerySet], CaseQuerySet]
Asks = Callable[
    [SavedView], tuple[str, str, Narrow | None]
]  # the view, the words and the filters a saved view asks for
SAVED_COUNTED = 20  # more saved views than that stand there without their number


@dataclass(frozen=True)
class DeskView:
    """One view of the worklist: its name in the address, its words, whether it is urgent, how many cases it holds."""

    name: str
    label: Any
    is_hot: bool = False
    count: int | None = None

    @property
    def shown_count(self) -> str:
        """The count as far as it was counted."""
        return "" if self.count is None else f"{COUNTED_TO - 1}+" if self.count >= COUNTED_TO else str(self.count)

    @property
    def is_pressing(self) -> bool:
        """Is it urgent, and is there anything in it?"""
        return self.is_hot and bool(self.count)


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
class Row:
    """One case as a row: what the list prints of it, and nothing else."""

    pk: int
    number: str
    title: str
    kind: str
    language: str
    state: str
    round: int
    verdict: str
    answered_at: datetime | None
    demand_due_at: datetime | None
    due_at: datetime | None
    escalated_to: str
    moved_at: datetime
    station: str
    persons: int
    matter: str
    district: str
    area: str
    office: str
    now: datetime
    flag: str = ""  # "mine", "office"
    worked_on: datetime | None = None  # until then by an officer

    @cached_property
    def standing(self) -> Standing:
        """How its state is drawn."""
        return standing(
            state=self.state,
            round_=self.round,
            verdict=self.verdict,
            answered_at=self.answered_at,
            station=self.station,
        )

    @property
    def hastened(self) -> Standing | None:
        """How it is drawn that the checking side demands something; None where it does not."""
        return HASTENED if self.demand_due_at is not None else None

    @property
    def told_upward(self) -> Standing | None:
        """How it is drawn that a level was told of it, while it is unanswered; None where none was."""
        return TOLD_TO.get(self.escalated_to) if waits_for_answer(State(self.state)) else None

    @property
    def about(self) -> Any:
        """What it is about: the matter, else the kind."""
        return self.matter or Kind(self.kind).label

    @property
    def place(self) -> str:
        """Where it is: the area, and the one above it unless that is the whole city."""
        return f"{self.district} · {self.area}" if self.district else self.area

    @property
    def waited(self) -> str:
        """Since when nothing has happened to it, as "3 hours"; empty at an end."""
        return "" if self.state in CLOSED_STATES else timesince(self.moved_at, self.now, depth=1)


@dataclass(frozen=True)
class Page:
    """One page of rows; `after` is where the next one begins, empty on the last."""

    rows: list[Row]
    after: str = ""


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
    def is_search_only(self) -> bool:
        """Was everything searched, rather than a view narrowed?"""
        return bool(self.search) and self.current.name == "all"


def _views_of(officer: OfficerHand) -> dict[str, tuple[DeskView, Scope]]:
    """The views this officer has, in their order."""
    found: list[tuple[DeskView, Scope]] = [
        (DeskView("mine", _("Mine to move")), scopes.mine),
        (DeskView("today", _("Due today"), is_hot=True), scopes.due_today),
        (DeskView("overdue", _("Overdue"), is_hot=True), scopes.overdue),
    ]
    states = states_moved_by(officer.side, officer.roles)
    screens = Role.MODERATOR.value in officer.roles
    if screens:
        found.append((DeskView("to-screen", _("To screen")), scopes.to_screen))
    if len(states) > 1 or (states and screens):
        found += [(_state_view(state), scopes.in_state(state)) for state in states]
    found += [(_state_view(state), scopes.in_state(state)) for state in states_awaited_by(officer.side, officer.roles)]
    if officer.side == Side.ACT and Role.HEAD.value in officer.roles:
        found.append((DeskView("to-sign", _("To be signed")), scopes.lies_at(Station.HEAD)))
    if officer.side == Side.ACT and officer.roles & {Role.HANDLER.value, Role.HEAD.value}:
        found.append((DeskView("to-read", _("Answers to be read")), scopes.lies_at(Station.READER)))
    if officer.roles & _HEAR_OF_LEVELS:
        found.append((DeskView("told-upward", _("Unanswered, told upward"), is_hot=True), scopes.told_upward))
    found += [
        (DeskView("by-me", scopes.by_me_label(officer)), scopes.by_me),
        (DeskView("all", _("All I may see")), scopes.everything),
    ]
    return {view.name: (view, scope) for view, scope in found}


_HEAR_OF_LEVELS = {Role.SUPERVISOR.value, Role.DISPATCHER.value, Role.HANDLER.value, Role.HEAD.value}


def _state_view(state: State) -> DeskView:
    return DeskView(state.value, standing(state=state, round_=1, verdict="", answered_at=None).label)


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
    known, desk = _views_of(officer), Desk(viewer, officer, at)
    chosen, scope = _chosen(known, view, search)
    pieces = _narrowed(scope(desk), narrow, search)
    saved = list(saved_views(viewer))
    counted = _counted(desk, known) | ({"": pieces} if narrow else {})
    counts = _counts(counted | (_saved_counted(desk, known, saved, asks) if asks else {}))
    views = [DeskView(one.name, one.label, one.is_hot, counts[one.name]) for one, _scope in known.values()]
    current = next(one for one in views if one.name == chosen.name)
    return Worklist(
        views=views,
        current=current,
        shown=DeskView(current.name, current.label, current.is_hot, counts.get("", current.count)),
        kept=[Kept(one, counts.get(_key_of(one))) for one in saved],
        page=_page(pieces, after, at, officer=officer),
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
    _view, scope = _chosen(_views_of(officer), view, search)
    pieces, after = _narrowed(scope(Desk(viewer, officer, at)), narrow, search), ""
    while True:
        page = _page(pieces, after, at, officer=officer, size=AT_ONCE)
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
    _view, scope = _chosen(_views_of(officer), view, search)
    west, south, east, north = box
    inside = Q(lat__range=(south, north), lon__range=(west, east))
    pieces = [piece.filter(inside) for piece in _narrowed(scope(Desk(viewer, officer, at)), narrow, search)]
    return _keys([piece.order_by("due_at", "pk") for piece in pieces], "due_at, pk", most=most)


def nearest(pieces: Pieces, *, most: int) -> list[int]:
    """The keys of the first cases of some pieces, in the order of the worklist; at most two queries."""
    keys = _dated(pieces, "", most=most)
    return keys if len(keys) == most else keys + _undated(pieces, "", most=most - len(keys))


def view_name(viewer: Viewer, view: str, search: str) -> str:
    """The name of the view that is shown when this one was asked for."""
    assert viewer.officer is not None
    return _chosen(_views_of(viewer.officer), view, search)[0].name


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
    found = matching("desk", "case", search)
    return cases.none() if found is None else cases.filter(pk__in=found)


def _chosen(known: dict[str, tuple[DeskView, Scope]], view: str, search: str) -> tuple[DeskView, Scope]:
    return known.get(view) or known["all" if search else "mine"]


def _narrowed(pieces: Pieces, narrow: Narrow | None, search: str) -> Pieces:
    if search and len(pieces) > 1:  # the full text is asked once, not once for every piece
        pieces = [reduce(or_, pieces)]
    return [narrow(piece) for piece in pieces] if narrow else pieces


def _counted(desk: Desk, known: dict[str, tuple[DeskView, Scope]]) -> dict[str, Sequence[QuerySet[Any, Any]]]:
    counted: dict[str, Sequence[QuerySet[Any, Any]]] = {
        name: scope(desk) for name, (_view, scope) in known.items() if name != "by-me"
    }
    # whoever acted on a case keeps it on the desk, so the lines tell, and sooner
    return counted | {"by-me": [scopes.acted_on(desk.officer)[:LINES_COUNTED]]}


def _saved_counted(
    desk: Desk, known: dict[str, tuple[DeskView, Scope]], saved: Sequence[SavedView], asks: Asks
) -> dict[str, Sequence[QuerySet[Any, Any]]]:
    """What the first saved views hold, to be counted with the others; each opens what this officer's posts open."""
    counted: dict[str, Sequence[QuerySet[Any, Any]]] = {}
    for one in saved[:SAVED_COUNTED]:
        view, search, narrow = asks(one)
        _view, scope = _chosen(known, view, search)
        counted[_key_of(one)] = _narrowed(scope(desk), narrow, search)
    return counted


def _key_of(saved: SavedView) -> str:
    return f"saved-{saved.pk}"


# --- SQL: the pieces of a view are read one by one, each along its own index, and put together in the database ---


def _together(pieces: Sequence[QuerySet[Any, Any]], *, most: int) -> tuple[str, list[Any]]:
    """The first rows of every piece, each row once; "" when nothing can be in any of them."""
    parts: list[str] = []
    given: list[Any] = []
    for number, rows in enumerate(pieces):
        sql, params = _sql(rows[:most])
        if sql:
            parts.append(f"SELECT * FROM ({sql}) AS p{number}")
            given += params
    return " UNION ".join(parts), given


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:  # nothing can be in it
        return "", ()


def _counts(counted: dict[str, Sequence[QuerySet[Any, Any]]]) -> dict[str, int]:
    """How many cases each view holds, counted no further than needed, all in one query."""
    parts: list[str] = []
    given: list[Any] = []
    for number, (name, pieces) in enumerate(counted.items()):
        sql, params = _acts(pieces[0]) if name == "by-me" else _together([_keys_of(p) for p in pieces], most=COUNTED_TO)
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS v{number})" if sql else "0")
        given += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        row = cursor.fetchone()
    return {name: min(count, COUNTED_TO) for name, count in zip(counted, row, strict=True)}


def _keys_of(cases: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    return cases.order_by().values("pk")


def _acts(lines: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    """The cases of an officer's lines, each once. The lines are cut off before: else SQLite makes them distinct by a
    walk through the lines of everybody, case by case."""
    sql, params = _sql(lines)
    return (f"SELECT DISTINCT * FROM ({sql}) AS lines" if sql else ""), params


# --- pages: first what has a deadline, the nearest first; then what has none, the newest first ---


def _page(pieces: Pieces, after: str, at: datetime, *, officer: OfficerHand, size: int = PAGE) -> Page:
    kind, _colon, mark = after.partition("-")
    keys: list[int] = []
    if kind != "n":
        keys = _dated(pieces, mark, most=size + 1)
    if len(keys) <= size:
        keys += _undated(pieces, mark if kind == "n" else "", most=size + 1 - len(keys))
    by_key = {row.pk: row for row in _rows(keys[:size], at, officer)}
    shown = [by_key[key] for key in keys[:size] if key in by_key]
    return Page(rows=shown, after=_mark(shown[-1]) if len(keys) > size and shown else "")


def _rows(keys: list[int], at: datetime, officer: OfficerHand) -> Iterator[Row]:
    """What the list prints of these cases, in the reader's language. Plain values: a hundred rows are no five hundred
    objects."""
    language, wide = get_language() or "en", len(_PLAIN)
    flags = {
        f"flag_{whose}": Exists(flags_of(officer, whose=whose).filter(case=OuterRef("pk")))
        for whose in ("mine", "office")
    }
    found: Any = Case.objects.filter(pk__in=keys).values_list(*_COLUMNS, *flags.values())
    for values in found:
        matter, above, area, office = (
            said_in(dict(zip(TONGUES.values(), values[begins : begins + 3], strict=True)), language)
            for begins in range(wide, wide + 12, 3)
        )
        plain: dict[str, Any] = dict(zip(_PLAIN, values[:wide], strict=True))
        until, seq, last_seq, above_above, is_mine, is_of_office = values[wide + 12 :]
        district = above if above_above else ""
        flag = "mine" if is_mine else "office" if is_of_office else ""
        worked_on = until if until is not None and until > at and seq == last_seq else None
        names: dict[str, Any] = {"matter": matter, "district": district, "area": area, "office": office}
        yield Row(**plain, **names, now=at, flag=flag, worked_on=worked_on)


def _mark(row: Row) -> str:
    return f"n-{row.pk}" if row.due_at is None else f"d-{row.due_at.isoformat()}|{row.pk}"


def _dated(pieces: Pieces, mark: str, *, most: int) -> list[int]:
    stamp, _bar, key = mark.partition("|")
    since = _moment(stamp)
    begins = Q(due_at__isnull=False)
    if since is not None and key.isdecimal():
        begins = (Q(due_at__gt=since) | Q(due_at=since, pk__gt=int(key[:18]))) & Q(due_at__gte=since)
    return _keys([piece.filter(begins).order_by("due_at", "pk") for piece in pieces], "due_at, pk", most=most)


def _undated(pieces: Pieces, mark: str, *, most: int) -> list[int]:
    begins = Q(due_at__isnull=True)
    if mark.isdecimal():
        begins &= Q(pk__lt=int(mark[:18]))
    return _keys([piece.filter(begins).order_by("-pk") for piece in pieces], "pk DESC", most=most)


def _keys(pieces: Pieces, order: str, *, most: int) -> list[int]:
    sql, given = _together([piece.values("pk", "due_at") for piece in pieces], most=most)
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pk FROM ({sql}) AS u ORDER BY {order} LIMIT {most:d}", given)
        return [pk for (pk,) in cursor.fetchall()]


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parse_datetime(stamp)
        if moment is None or moment.tzinfo is None:
            return None
        return moment.astimezone(UTC)  # the databases keep UTC, where the first and last day lack some hours
    except (ValueError, OverflowError):
        return None
