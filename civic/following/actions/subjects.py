"""What somebody wants to follow, checked: a case, a matter in an area, a circle, a cell, a promise, a corner."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.following.queries import may_be_followed, newest_tiding
from civic.following.rules import METRES_LEAST, METRES_MOST, Kind
from civic.following.rules.subjects import (
    around_key,
    case_key,
    cell_key,
    coarse_hexagon,
    corner_key,
    matter_key,
    promise_key,
)
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.models import Matter
from civic.places.models import Area, AreaKind, Cell
from civic.places.queries import is_inside

PLACE_LONGEST = 120
NOT_TO_BE_FOLLOWED = _("Only what everybody may read can be followed. Of a case of your own you are told anyway.")


@dataclass(frozen=True)
class Subject:
    """Something that can be followed; made by the functions below only."""

    kind: str
    key: str
    columns: dict[str, Any] = field(default_factory=dict)


def of_case(case: Case) -> Subject:
    """One case. Raises NotAllowed for one of which strangers know nothing."""
    if not may_be_followed(case):
        raise NotAllowed(NOT_TO_BE_FOLLOWED)
    return Subject(Kind.CASE, case_key(case.number), {"case": case})


def of_matter(matter: Matter | None, area: Area | None) -> Subject:
    """A matter, an area, or the one in the other. Raises NotValid when neither is given."""
    if matter is None and area is None:
        raise NotValid(_("Choose what you want to follow: a matter, an area, or both."))
    key = matter_key(matter.code if matter else "", area.code if area else "")
    return Subject(Kind.MATTER, key, {"matter": matter, "area": area})


def around(lat: float, lon: float, metres: int, *, place: str = "") -> Subject:
    """A circle around a point. Raises NotValid for one that is too small, too large or outside the city."""
    if not METRES_LEAST <= metres <= METRES_MOST:
        wide = _("Choose a circle between 100 metres and 5 kilometres.")
        raise NotValid(fields={"metres": wide})
    if not is_inside(lat, lon):
        raise NotValid(fields={"place": _("This point lies outside the city. Choose one inside it.")})
    lat, lon = round(lat, 5), round(lon, 5)
    called = clean_line(place).strip()[:PLACE_LONGEST]
    columns = {"lat": lat, "lon": lon, "metres": metres, "hexagon": coarse_hexagon(lat, lon), "place": called}
    return Subject(Kind.AROUND, around_key(lat, lon, metres), columns)


def of_cell(cell: Cell) -> Subject:
    """A cell of the grid, by its code."""
    return Subject(
        Kind.CELL, cell_key(str(cell.layer_id), cell.code), {"layer_id": cell.layer_id, "cell_code": cell.code}
    )


def of_promise(number: str) -> Subject:
    """One promise, by its number. Raises NotAllowed for one of which nothing was announced: nobody may read it."""
    if newest_tiding(promise_key(number)) is None:
        raise NotAllowed(NOT_TO_BE_FOLLOWED)
    return Subject(Kind.PROMISE, promise_key(number))


def of_corner(community: Area) -> Subject:
    """What residents raise and do in one community. Raises NotValid for any other area: only a community has a
    corner."""
    if community.kind != AreaKind.COMMUNITY:
        raise NotValid(_("Only a community has a corner."))
    return Subject(Kind.CORNER, corner_key(community.code), {"area": community})
