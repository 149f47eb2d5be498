"""An incident: whom it may command, what it reaches, how long it may hold the clocks. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from shapely import contains_xy

from civic.cases.rules.states import Kind
from civic.lib.refusals import Sentence
from civic.offices.rules import Role, said_in

HOLDS_MOST = timedelta(days=30)  # no clock stands still without an end; a commander may ask for more, in public
LOOKS_BACK_MOST = timedelta(days=30)
REASON_LONGEST = 1000
BULLETIN_LONGEST = 2000
COMMANDS = frozenset({Role.COMMITTEE.value, Role.HEAD.value, Role.DISPATCHER.value})
JOINING = frozenset(Kind) - {Kind.MISCONDUCT, Kind.THANKS}


class IncidentState(TextChoices):
    """How an incident stands."""

    OPEN = "open", _("under way")
    ENDED = "ended", _("ended")


@dataclass(frozen=True)
class Reach:
    """What an incident reaches by its rule: where, about what, filed since when; and what to call it."""

    pk: int
    slug: str
    names: Mapping[str, str]
    until: datetime
    since: datetime
    area_paths: tuple[str, ...] = ()
    cells: frozenset[int] = frozenset()
    matters: frozenset[int] = frozenset()
    shape: Any = field(default=None, compare=False)

    def name_in(self, language: str) -> str:
        """Its name in a language."""
        return said_in(self.names, language)

    def lies_in(self, *, area_path: str, cell: int | None, lat: float | None, lon: float | None) -> bool:
        """Does a place lie within it?"""
        if cell is not None and cell in self.cells:
            return True
        if area_path and any(area_path.startswith(path) for path in self.area_paths):
            return True
        return (
            self.shape is not None and lat is not None and lon is not None and bool(contains_xy(self.shape, lon, lat))
        )

    def touches_area(self, area_path: str) -> bool:
        """Does it reach into an area, or lie around it?"""
        return any(area_path.startswith(path) or path.startswith(area_path) for path in self.area_paths)


def may_open(*, roles: frozenset[str], heads_command: bool) -> bool:
    """May this officer open an incident? The committee, and whoever heads the command centre."""
    return Role.COMMITTEE in roles or heads_command


def until_fault(until: datetime, *, at: datetime) -> Sentence:
    """Why an incident may not hold the clocks until then, or ""."""
    if until <= at:
        return _("This moment is past. Name one to come.")
    if until > at + HOLDS_MOST:
        return format_lazy(_("No clock stands still for more than {days} days at once."), days=HOLDS_MOST.days)
    return ""
