"""An invented city as GeoJSON: its tree of areas to load, and the ground to look at on a map."""

from collections.abc import Sequence
from typing import Any

from portal.inventing.city import InventedCity, Place
from portal.inventing.drawn import drawn_features
from portal.inventing.names import Words
from portal.inventing.sheet import Spot

Feature = dict[str, Any]
PLACES = 5  # of a degree: a metre, enough to look at


def area_features(city: InventedCity) -> list[Feature]:
    """Every area from the city down, each after its parent, with every point of its border."""
    return [_area(place) for place in city.places()]


def ground_features(city: InventedCity, *, fine: bool = False) -> list[Feature]:
    """Districts, water, parks, roads and bridges; `fine` adds the small streets along the borders of cells."""
    districts = [_area(place) for place in city.districts]
    if city.recipe.is_drawn:
        return [*districts, *drawn_features("basemap")]  # drawn by hand, small streets and all
    found = [_feature(one.kind, "Polygon", _rings(one.rings), one.words) for one in (*city.rivers, *city.parks)]
    if fine:
        lines = [_line(spots) for spots in city.minor]
        found.append(_feature("street", "MultiLineString", lines, Words("", "", "")))
    found += [_feature(one.kind, "LineString", _line(one.spots), one.words) for one in (*city.bridges, *city.roads)]
    return [*districts, *found]


def _area(place: Place) -> Feature:
    ring = [[lon, lat] for lon, lat in place.ring]
    return _feature(place.kind, "Polygon", [ring], place.words, code=place.code, parent=place.parent)


def _feature(kind: str, shape: str, coordinates: list[Any], words: Words, **said: str) -> Feature:
    told = {"name_zh_hans": words.zh_hans, "name_zh_hant": words.zh_hant, "name_en": words.en}
    return {
        "type": "Feature",
        "properties": {"kind": kind, **said, **told},
        "geometry": {"type": shape, "coordinates": coordinates},
    }


def _rings(rings: Sequence[Sequence[Spot]]) -> list[list[list[float]]]:
    return [_line(ring) for ring in rings]


def _line(spots: Sequence[Spot]) -> list[list[float]]:
    return [[round(lon, PLACES), round(lat, PLACES)] for lon, lat in spots]
