"""What an operator is told while she writes: the matter meant, the place, danger, and others who said so."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from shapely.geometry import shape

from civic.cases.models import Case
from civic.cases.queries import glimpsed
from civic.cases.queries.near import Probe, similar_cases
from civic.offices.models import Matter
from civic.offices.queries import Suggested, Worded, suggested_matters, worded
from civic.offices.rules import Call, read_calls, said_in
from civic.places.models import Cell
from civic.places.queries import Found, find_places, locate

PLACES_SHOWN = 5
ALIKE_SHOWN = 3
SHORTEST_PLACE = 2
SHORTEST_CELL = 6


@dataclass(frozen=True)
class Pick:
    """A place an operator may take; the value travels with the form."""

    place: Found

    @property
    def value(self) -> str:
        """The point, and the component on it."""
        return f"{self.place.lat},{self.place.lon},{self.place.component}"


@dataclass(frozen=True)
class Hints:
    """What the words of a caller bring to mind; nothing of it binds."""

    suggested: list[Suggested] = field(default_factory=list)
    places: list[Pick] = field(default_factory=list)
    has_picked: bool = False  # one of the places was taken
    danger: Worded = field(default_factory=Worded)
    calls: list[Call] = field(default_factory=list)
    to_ask: list[str] = field(default_factory=list)
    alike: list[Case] = field(default_factory=list)  # public and open, close by
    unscreened: int = 0  # others close by that nobody has screened yet


def hints_for(text: str, *, matter: Matter | None, place: str, picked: str, at: datetime) -> Hints:
    """What to tell an operator about these words, at this place; nine queries at most."""
    places, said_point = [Pick(found) for found in places_named(place)], place_of(picked)
    point = said_point[:2] if said_point else None
    suggested = [] if matter is not None else suggested_matters(text)
    meant = [matter] if matter is not None else [one.matter for one in suggested]
    said = [worded(one.wording) for one in meant]
    danger = next((words for words in said if words.emergency), Worded())
    language = get_language() or "en"
    asked = said[0].questions if matter is not None and said else ()
    return Hints(
        suggested=suggested,
        places=places,
        has_picked=picked in {pick.value for pick in places},
        danger=danger,
        calls=read_calls(danger.calls),
        to_ask=[said_in(question.label, language) for question in asked],
        alike=alike(text, meant, point, at=at),
        unscreened=_unscreened(meant, point),
    )


def places_named(text: str) -> list[Found]:
    """What these words may name: areas, drawn roads and parks, plates, and cells of the grid by their code."""
    words = text.strip()
    if len(words) < SHORTEST_PLACE:
        return []
    return [*_cells(words), *find_places(words, most=PLACES_SHOWN)][:PLACES_SHOWN]


def _cells(words: str) -> list[Found]:
    """Cells of the grid whose code begins so."""
    if len(words) < SHORTEST_CELL or not words.isdecimal() or not words.isascii():
        return []
    cells = Cell.objects.in_force(localdate()).filter(layer__code="management", code__startswith=words)
    found = []
    for cell in cells.select_related("area").order_by("code")[:PLACES_SHOWN]:
        middle = shape(cell.polygon).representative_point()
        found.append(Found(_("cell"), cell.code, cell.area.name, round(middle.y, 6), round(middle.x, 6)))
    return found


def place_of(picked: str) -> tuple[float, float, str] | None:
    """The point an operator picked from the list, and the component on it; None for what is no pick."""
    parts = picked.split(",", 2)
    try:
        lat, lon = float(parts[0]), float(parts[1])
    except (ValueError, IndexError):
        return None
    is_point = abs(lat) <= 90 and abs(lon) <= 180  # nan and inf fail this too
    return (lat, lon, parts[2][:40] if len(parts) > 2 else "") if is_point else None


def alike(text: str, matters: list[Matter], point: tuple[float, float] | None, *, at: datetime) -> list[Case]:
    """Open public cases that are likely the same thing: to tell the caller that it is known."""
    if point is None:
        return []
    probe = Probe(
        at=at,
        text=text,
        lat=point[0],
        lon=point[1],
        matter_id=matters[0].pk if matters else None,
    )
    found = similar_cases(probe, Case.objects.public().open(), is_public=True, most=ALIKE_SHOWN)
    return [one.case for one in found if one.is_likely]


def _unscreened(matters: list[Matter], point: tuple[float, float] | None) -> int:
    cell = locate(*point).cell if point else None
    if cell is None or not matters:
        return 0
    return len(glimpsed().filter(cell=cell, matter__in=matters).values_list("pk", flat=True)[:10])
