"""The worklist: an officer's views with counts, and one page of cases by deadline. Few queries, whatever the rows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, CaseQuerySet, Line, Part
from civic.cases.queries import Viewer, on_desk_of
from civic.cases.rules import Publication, State
from civic.desk.rules import COUNTED_TO, Standing, standing, states_awaited_by, states_moved_by, verbs_of
from civic.feedback.models import Appeal
from civic.lib.codes import read_number
from civic.offices.queries import OfficerHand
from civic.offices.rules import Privacy, Role, Side
from civic.search.queries import matching

PAGE = 50
LONGEST_SEARCH = 100


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
class Row:
    """One case as a row."""

    case: Case
    now: datetime

    @cached_property
    def standing(self) -> Standing:
        """How its state is drawn."""
        case = self.case
        return standing(state=case.state, round_=case.round, verdict=case.verdict, answered_at=case.answered_at)

    @property
    def waited(self) -> str:
        """Since when nothing has happened to it, as "3 hours"; empty at an end."""
        return timesince(self.case.moved_at, self.now, depth=1) if self.case.is_open else ""


@dataclass(frozen=True)
class Page:
    """One page of rows; `after` is where the next one begins, empty on the last."""

    rows: list[Row]
    after: str = ""


@dataclass(frozen=True)
class Worklist:
    """What the desk shows of an officer's work."""

    views: list[DeskView]
    current: DeskView
    page: Page
    search: str = ""
    is_of_many_offices: bool = True


Scope = Callable[[Viewer, OfficerHand, datetime], CaseQuerySet]


def _mine(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
    """What waits for this officer: the states her posts move on, at her own office where the table says so; what a
    resident was asked once the clock runs again.

    Never a case in which she once stood on the other side. For a moderator, what is to be screened.
    """
    states = states_moved_by(officer.side, officer.roles)
    waiting = Q(state__in=states) if states else Q(pk__in=[])
    if officer.side == Side.ACT:
        waiting = _of_the_acting_side(officer)
    if awaited := states_awaited_by(officer.side, officer.roles):
        own = Q(office__in=officer.office_ids) if officer.side == Side.ACT else Q()
        waiting |= own & Q(state__in=awaited) & (Q(stands_until__isnull=True) | Q(stands_until__lt=at))
    if officer.side == Side.DECIDE:
        asked = Appeal.objects.filter(office__in=officer.office_ids, decided_at__isnull=True)
        waiting &= Q(pk__in=asked.values("case"))
    if Role.MODERATOR.value in officer.roles:
        waiting |= _TO_SCREEN
    return on_desk_of(viewer).filter(waiting, ~_stood_elsewhere(officer))


def _of_the_acting_side(officer: OfficerHand) -> Q:
    waiting = Q(pk__in=[])
    if Role.DISPATCHER.value in officer.roles:
        waiting |= Q(state__in=states_moved_by(officer.side, frozenset({Role.DISPATCHER.value})))
    own = officer.roles & {Role.HANDLER.value, Role.HEAD.value}
    if own:
        waiting |= Q(office__in=officer.office_ids, state__in=states_moved_by(officer.side, own))
    return waiting


def _stood_elsewhere(officer: OfficerHand) -> Exists:
    """Cases in which this person once took another side, for good."""
    return Exists(Part.objects.filter(case=OuterRef("pk"), person=officer.person_id).exclude(side=officer.side))


_TO_SCREEN = (
    Q(resident_seq__gt=F("screened_seq"))
    & ~Q(matter__privacy=Privacy.PRIVATE)  # never public, so nobody has to read it for the public
    & ~Q(publication=Publication.WITHHELD)  # said as "not", so that SQLite walks the index of what is to be screened
    & ~Q(state=State.WITHDRAWN)
)


def _overdue(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
    return _mine(viewer, officer, at).filter(due_at__lt=at)


def _due_today(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
    midnight = localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return _mine(viewer, officer, at).filter(due_at__gte=at, due_at__lt=midnight)


def _to_screen(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
    return on_desk_of(viewer).filter(_TO_SCREEN)


def _by_me(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
    """Where this officer has answered, dispatched, checked or decided."""
    return on_desk_of(viewer).filter(pk__in=_acted_on(officer))


def _acted_on(officer: OfficerHand) -> QuerySet[Any, Any]:
    verbs = [verb for verb in verbs_of(officer.side, officer.roles) if verb not in ("take", "ask", "return")]
    return Line.objects.filter(actor=officer.person_id, side=officer.side, verb__in=verbs).order_by().values("case")


def _in_state(state: State) -> Scope:
    def scope(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
        cases = on_desk_of(viewer).filter(state=state)
        # said twice, because the databases then walk the office's own index
        return cases.filter(office__in=officer.office_ids) if _is_bound(officer) else cases

    return scope


def _is_bound(officer: OfficerHand) -> bool:
    """Does this officer work for the own office only?"""
    return officer.side == Side.ACT and Role.DISPATCHER.value not in officer.roles


def _all(viewer: Viewer, officer: OfficerHand, at: datetime) -> CaseQuerySet:
    return on_desk_of(viewer)


def _views_of(officer: OfficerHand) -> dict[str, tuple[DeskView, Scope]]:
    """The views this officer has, in their order."""
    found: list[tuple[DeskView, Scope]] = [
        (DeskView("mine", _("Mine to move")), _mine),
        (DeskView("today", _("Due today"), is_hot=True), _due_today),
        (DeskView("overdue", _("Overdue"), is_hot=True), _overdue),
    ]
    states = states_moved_by(officer.side, officer.roles)
    screens = Role.MODERATOR.value in officer.roles
    if screens:
        found.append((DeskView("to-screen", _("To screen")), _to_screen))
    if len(states) > 1 or (states and screens):
        found += [(_state_view(state), _in_state(state)) for state in states]
    found += [(_state_view(state), _in_state(state)) for state in states_awaited_by(officer.side, officer.roles)]
    found += [(DeskView("by-me", _by_me_label(officer)), _by_me), (DeskView("all", _("All I may see")), _all)]
    return {view.name: (view, scope) for view, scope in found}


def _state_view(state: State) -> DeskView:
    return DeskView(state.value, standing(state=state, round_=1, verdict="", answered_at=None).label)


def _by_me_label(officer: OfficerHand) -> Any:
    if officer.side == Side.ACT:
        return _("Dispatched by me") if Role.DISPATCHER.value in officer.roles else _("Answered by me")
    return _("Decided by me") if officer.side == Side.DECIDE else _("Checked by me")


def worklist(viewer: Viewer, *, view: str = "", search: str = "", after: str = "", at: datetime) -> Worklist:
    """An officer's views with counts, and one page of the chosen view or of what was searched; three queries."""
    officer = viewer.officer
    assert officer is not None
    known = _views_of(officer)
    search = search.strip()[:LONGEST_SEARCH]
    chosen, scope = known.get(view) or known["all" if search else "mine"]
    cases = scope(viewer, officer, at)
    if search:
        cases = _searched(cases, search)
    counted: dict[str, QuerySet[Any, Any]] = {
        name: scope(viewer, officer, at).order_by().values("pk") for name, (_view, scope) in known.items()
    }
    counted["by-me"] = _acted_on(
        officer
    ).distinct()  # whoever acted on a case keeps it on the desk, so the lines tell, and sooner
    counts = _counts(counted)
    views = [DeskView(one.name, one.label, one.is_hot, counts[one.name]) for one, _scope in known.values()]
    current = next(one for one in views if one.name == chosen.name)
    return Worklist(
        views=views,
        current=current,
        page=_page(cases, after, at),
        search=search,
        is_of_many_offices=not _is_bound(officer),
    )


def _searched(cases: CaseQuerySet, search: str) -> CaseQuerySet:
    number = read_number(search)
    if number is not None:
        return cases.filter(number=number)
    found = matching("desk", "case", search)
    return cases.none() if found is None else cases.filter(pk__in=found)


def _counts(counted: dict[str, QuerySet[Any, Any]]) -> dict[str, int]:
    """How many cases each view holds, counted no further than needed, all in one query."""
    parts: list[str] = []
    given: list[Any] = []
    for number, rows in enumerate(counted.values()):
        try:
            sql, params = rows[:COUNTED_TO].query.sql_with_params()
        except EmptyResultSet:  # nothing can be in it
            parts.append("0")
            continue
        parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS v{number})")
        given += params
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", given)
        row = cursor.fetchone()
    return dict(zip(counted, row, strict=True))


# --- pages: first what has a deadline, the nearest first; then what has none, the newest first ---


def _page(cases: CaseQuerySet, after: str, at: datetime) -> Page:
    kind, _colon, mark = after.partition("-")
    rows: list[tuple[int, datetime | None]] = []
    if kind != "n":
        rows = _dated(cases, mark)
    if len(rows) <= PAGE:
        rows += _undated(cases, mark if kind == "n" else "", most=PAGE + 1 - len(rows))
    shown = rows[:PAGE]
    by_key = {case.pk: case for case in Case.objects.filter(pk__in=[pk for pk, _due in shown]).with_names()}
    following = _mark(*shown[-1]) if len(rows) > PAGE else ""
    return Page(rows=[Row(by_key[pk], at) for pk, _due in shown], after=following)


def _mark(pk: int, due_at: datetime | None) -> str:
    return f"n-{pk}" if due_at is None else f"d-{due_at.isoformat()}|{pk}"


def _dated(cases: CaseQuerySet, mark: str) -> list[tuple[int, datetime | None]]:
    dated = cases.filter(due_at__isnull=False)
    stamp, _bar, key = mark.partition("|")
    since = _moment(stamp)
    if since is not None and key.isdecimal():
        dated = dated.filter(Q(due_at__gt=since) | Q(due_at=since, pk__gt=int(key[:18])), due_at__gte=since)
    return list(dated.order_by("due_at", "pk").values_list("pk", "due_at")[: PAGE + 1])


def _undated(cases: CaseQuerySet, mark: str, *, most: int) -> list[tuple[int, datetime | None]]:
    undated = cases.filter(due_at__isnull=True)
    if mark.isdecimal():
        undated = undated.filter(pk__lt=int(mark[:18]))
    return list(undated.order_by("-pk").values_list("pk", "due_at")[:most])


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parse_datetime(stamp)
        if moment is None or moment.tzinfo is None:
            return None
        return moment.astimezone(UTC)  # the databases keep UTC, where the first and last day lack some hours
    except (ValueError, OverflowError):
        return None
