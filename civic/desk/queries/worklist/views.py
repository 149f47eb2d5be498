"""The views of the worklist: which an officer has, and how many cases stand in each."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from civic.cases.queries import Viewer
from civic.cases.rules import State, Station
from civic.desk.queries import scopes
from civic.desk.queries.scopes import Desk, Scope, days_end
from civic.desk.queries.worklist.pieces import Count, count_of, count_of_acts
from civic.desk.rules import COUNTED_TO, standing, states_awaited_by, states_moved_by
from civic.offices.queries import OfficerHand
from civic.offices.rules import Role, Side

LINES_COUNTED = 4 * COUNTED_TO  # of one officer: she takes few steps in one case
HANDS_KEPT = 2000  # of which it is remembered how their views are counted


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


# --- how the views are counted: put into SQL once for each hand, since that costs more than to count ---

_MARK = datetime(2001, 2, 3, 4, 5, 6, 7, tzinfo=UTC)  # stands for the moment of asking


def counts_of_views(officer: OfficerHand, at: datetime) -> list[Count]:
    """How every view of an officer is counted at a moment."""
    marks, moments = ((moment, days_end(moment)) for moment in (_MARK, at))
    meant = {_as_told(mark): _as_told(moment) for mark, moment in zip(marks, moments, strict=True)}
    hand = replace(officer, number="", stands_in=(), office_names=())  # the rest opens cases
    return [count.with_moments(meant) for count in _counts_of(hand)]


@lru_cache(maxsize=HANDS_KEPT)
def _counts_of(officer: OfficerHand) -> list[Count]:
    desk = Desk(Viewer(officer=officer), officer, _MARK)
    found = [count_of(name, scope(desk)) for name, (_view, scope) in views_of(officer).items() if name != "by-me"]
    # whoever acted on a case keeps it on the desk, so the lines tell, and sooner
    return [*found, count_of_acts("by-me", scopes.acted_on(officer)[:LINES_COUNTED])]


def _as_told(moment: datetime) -> Any:
    """As the database is told of it."""
    return connection.ops.adapt_datetimefield_value(moment)


# --- which views there are ---


def views_of(officer: OfficerHand) -> dict[str, tuple[DeskView, Scope]]:
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
    if officer.side == Side.ACT and officer.roles & {Role.HANDLER.value, Role.HEAD.value}:
        found.append((DeskView("to-put-right", _("To be put right"), is_hot=True), scopes.to_put_right))
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
