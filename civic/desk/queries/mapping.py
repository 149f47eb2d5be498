"""The map beside the worklist: the same cases, grouped by hexagons where they are many. Two queries, any box."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.cases.rules.grouping import CLOSE, Box, Group, counted_from, grouped, sign_of
from civic.desk.queries.worklist import Narrow, keys_in_box

SINGLES_MOST = 60  # fewer than these are drawn one by one
MOST = 1000
TITLE_SHOWN = 40


@dataclass(frozen=True)
class Single:
    """One case on the map."""

    lat: float
    lon: float
    sign: str
    number: str
    title: str

    @property
    def shortened(self) -> str:
        """The title as a mark carries it; the list beside has it whole."""
        return self.title if len(self.title) <= TITLE_SHOWN else f"{self.title[: TITLE_SHOWN - 1]}…"


@dataclass(frozen=True)
class DeskMap:
    """What is drawn in a box; `is_all` says that nothing of it was left out."""

    groups: list[Group] = field(default_factory=list)
    cases: list[Single] = field(default_factory=list)
    count: int = 0
    is_all: bool = True


def desk_map(
    viewer: Viewer,
    *,
    view: str = "",
    search: str = "",
    narrow: Narrow | None = None,
    box: Box,
    zoom: int,
    at: datetime,
) -> DeskMap:
    """The cases of a view, as it was narrowed, that lie in a box: the nearest deadlines first where they are too many
    to be drawn at all; two queries."""
    keys = keys_in_box(viewer, view=view, search=search, narrow=narrow, box=box, most=MOST + 1, at=at)
    is_all, keys = len(keys) <= MOST, keys[:MOST]
    rows = _rows(keys)
    if len(rows) <= SINGLES_MOST or (zoom >= CLOSE and is_all):
        return DeskMap(cases=rows, count=len(rows), is_all=is_all)
    groups = grouped(counted_from([(one.lat, one.lon, one.sign) for one in rows], zoom=zoom))
    return DeskMap(groups=groups, count=len(rows), is_all=is_all)


def _rows(keys: Sequence[int]) -> list[Single]:
    columns = ("lat", "lon", "state", "verdict", "answered_at", "number", "title")
    rows = Case.objects.filter(pk__in=keys).values_list(*columns) if keys else ()
    return [
        Single(round(lat, 6), round(lon, 6), sign_of(state, verdict, answered), number, title)
        for lat, lon, state, verdict, answered, number, title in rows
        if lat is not None and lon is not None
    ]
