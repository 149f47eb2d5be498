"""Which cases stand in which view of an officer. A view is made of pieces, each of which an index holds by deadline."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Appeal, Case, CaseQuerySet, Line, Part
from civic.cases.queries import Viewer, on_desk_of, ways_to_desk
from civic.cases.rules import APPEALED, WITH_THE_OFFICE, Kind, Publication, State, Station
from civic.desk.rules import states_awaited_by, states_moved_by, verbs_of
from civic.offices.queries import OfficerHand
from civic.offices.rules import Privacy, Role, Side

Pieces = list[CaseQuerySet]


@dataclass(frozen=True)
class Desk:
    """An officer's desk at a moment; what several views are cut from is put together once."""

    viewer: Viewer
    officer: OfficerHand
    at: datetime

    @cached_property
    def cases(self) -> CaseQuerySet:
        """All this officer may see here."""
        return on_desk_of(self.viewer)

    def split(self, *wanted: CaseQuerySet) -> Pieces:
        """These of her cases by what opens each to her, where she is opened few."""
        return [cases.filter(way) for cases in wanted for way in self._ways]

    @cached_property
    def _ways(self) -> list[Q]:
        return ways_to_desk(self.viewer)

    @cached_property
    def mine(self) -> Pieces:
        """What waits for this officer."""
        return _waiting(self)


Scope = Callable[[Desk], Pieces]

_ANSWERED = sorted(set(State) - {State.ACCEPTED, State.DISPUTED, *WITH_THE_OFFICE})

_TO_SCREEN = (
    Q(resident_seq__gt=F("screened_seq"))
    & ~Q(privacy=Privacy.PRIVATE)  # never public, so nobody has to read it for the public
    & ~Q(publication=Publication.WITHHELD)  # said as "not", so that SQLite walks the index of what is to be screened
    & ~Q(state=State.WITHDRAWN)
)


def mine(desk: Desk) -> Pieces:
    """What waits for this officer."""
    return desk.mine


def _waiting(whole: Desk) -> Pieces:
    """What waits for this officer: the states her posts move on, at her own office where the table says so; what a
    resident was asked once the clock runs again.

    Never a case in which she once stood on the other side. For a moderator, what is to be screened.
    """
    officer, at = whole.officer, whole.at
    desk = whole.cases.filter(~_stood_elsewhere(officer))
    states = states_moved_by(officer.side, officer.roles)
    if officer.side == Side.ACT:
        pieces = _of_the_acting_side(whole, desk)
    elif officer.side == Side.DECIDE:
        pieces = _to_decide(desk, officer, states)
    else:
        pieces = whole.split(*(desk.filter(state=state) for state in states))
    clock_runs = Q(stands_until__isnull=True) | Q(stands_until__lt=at)
    for state in states_awaited_by(officer.side, officer.roles):
        pieces += _at_own_office(whole, desk.filter(clock_runs), state)
    if Role.SUPERVISOR.value in officer.roles:
        # an office asks for another day; looked up by key, so that no condition leads away from their own index
        pieces.append(desk.filter(pk__in=Case.objects.filter(defer_to__isnull=False).values("pk")))
    if Role.MODERATOR.value in officer.roles:
        pieces.append(desk.filter(_TO_SCREEN))
    return pieces


def _to_decide(desk: CaseQuerySet, officer: OfficerHand, states: Iterable[State]) -> Pieces:
    """Appeals that lie with the officer's own office; disputes lie with the committee as a whole."""
    asked = Appeal.objects.filter(office__in=officer.office_ids, decided_at__isnull=True).values("case")
    pieces: Pieces = []
    for state in states:
        if state in APPEALED:
            pieces.append(desk.filter(state=state, pk__in=asked))
        elif state == State.DISPUTED:
            pieces.append(desk.filter(state=state))
        else:  # what is about an office is looked into from the first day, and lies with whoever took it up
            mine = Q(office__isnull=True) | Q(office__in=officer.office_ids)
            pieces.append(desk.filter(mine, state=state, kind=Kind.MISCONDUCT))
    return pieces


def _of_the_acting_side(whole: Desk, desk: CaseQuerySet) -> Pieces:
    officer, pieces = whole.officer, Pieces()
    if Role.DISPATCHER.value in officer.roles:
        dispatched = states_moved_by(officer.side, frozenset({Role.DISPATCHER.value}))
        pieces += whole.split(*(desk.filter(state=state) for state in dispatched))
    own = officer.roles & {Role.HANDLER.value, Role.HEAD.value}
    for state in states_moved_by(officer.side, own) if own else ():
        pieces += _at_own_office(whole, desk, state)
    if own:
        pieces += _to_put_right(whole, desk)
    return pieces


def _to_put_right(whole: Desk, desk: CaseQuerySet) -> Pieces:
    """What the officer's offices have to put right after a bad rating."""
    return [desk.filter(office=office, repair_due_at__isnull=False) for office in sorted(whole.officer.office_ids)]


def to_put_right(desk: Desk) -> Pieces:
    """The same, as a view of its own."""
    return _to_put_right(desk, desk.cases)


def _at_own_office(whole: Desk, desk: CaseQuerySet, state: State) -> Pieces:
    """One state, on the acting side at each of the officer's offices; said one by one, because the databases then walk
    the office's own index by deadline."""
    if whole.officer.side != Side.ACT:
        return whole.split(desk.filter(state=state))
    return [desk.filter(office=office, state=state) for office in sorted(whole.officer.office_ids)]


def _stood_elsewhere(officer: OfficerHand) -> Exists:
    """Cases in which this person once took another side, for good."""
    return Exists(Part.objects.filter(case=OuterRef("pk"), person=officer.person_id).exclude(side=officer.side))


def overdue(desk: Desk) -> Pieces:
    """What waits for this officer and should have been done by now."""
    return [piece.filter(due_at__lt=desk.at) for piece in desk.mine]


def due_today(desk: Desk) -> Pieces:
    """What waits for this officer until midnight."""
    return [piece.filter(due_at__gte=desk.at, due_at__lt=days_end(desk.at)) for piece in desk.mine]


def days_end(at: datetime, *, days: int = 1) -> datetime:
    """The midnight that ends the day, or so many days."""
    return localtime(at).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=days)


def to_screen(desk: Desk) -> Pieces:
    """Words of residents that no moderator has read."""
    return [desk.cases.filter(_TO_SCREEN)]


def by_me(desk: Desk) -> Pieces:
    """Where this officer has answered, dispatched, checked or decided."""
    return [desk.cases.filter(pk__in=acted_on(desk.officer))]


def acted_on(officer: OfficerHand) -> QuerySet[Any, Any]:
    """The keys of the cases this officer took a step in that counts."""
    none = ("take", "ask", "return", "note", "call", "hand-back")
    verbs = [verb for verb in (*verbs_of(officer.side, officer.roles), "draft") if verb not in none]
    return Line.objects.filter(actor=officer.person_id, side=officer.side, verb__in=verbs).order_by().values("case")


def in_state(state: State) -> Scope:
    """One state, for whoever works for the own office only at that office."""

    def scope(desk: Desk) -> Pieces:
        if is_bound(desk.officer):
            return _at_own_office(desk, desk.cases, state)
        return desk.split(desk.cases.filter(state=state))

    return scope


def lies_at(station: Station) -> Scope:
    """Where a drafted answer lies at this desk inside one of the officer's offices."""

    def scope(desk: Desk) -> Pieces:
        return [
            desk.cases.filter(office=office, station=station, station__gt="")
            for office in sorted(desk.officer.office_ids)
        ]

    return scope


def is_bound(officer: OfficerHand) -> bool:
    """Does this officer work for the own office only?"""
    return officer.side == Side.ACT and Role.DISPATCHER.value not in officer.roles


def told_upward(desk: Desk) -> Pieces:
    """What waits unanswered, so that a level of the city was told."""
    told = Case.objects.filter(~Q(escalated_to=""))  # by key, as what an office asks another day for
    return [desk.cases.filter(~Q(state__in=_ANSWERED), pk__in=told.values("pk"))]


def everything(desk: Desk) -> Pieces:
    """All this officer may see at the desk."""
    return desk.split(desk.cases)


def by_me_label(officer: OfficerHand) -> Any:
    """What the view of one's own work is called."""
    if officer.side == Side.ACT:
        return _("Dispatched by me") if Role.DISPATCHER.value in officer.roles else _("Answered by me")
    return _("Decided by me") if officer.side == Side.DECIDE else _("Checked by me")
