"""The drawn ground of the city's map, from the file the browser draws: which named road or park is near a point, and
where one is that somebody names."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path
from typing import Any

from django.conf import settings
from shapely import STRtree
from shapely.affinity import scale
from shapely.geometry import Point, shape
from shapely.geometry.base import BaseGeometry

NEAR_METRES = 300
METRES_A_DEGREE = 111_320
KINDS = {"road", "bridge", "park"}


@dataclass(frozen=True)
class _Ground:
    names: list[dict[str, str]]
    tree: STRtree
    narrowing: float  # a degree of longitude in degrees of latitude


def is_drawn() -> bool:
    """Has this city a drawn ground? Without one every page works by words."""
    return bool(settings.BASE_MAP) and _path().is_file()


def name_near(lat: float, lon: float, language: str) -> str:
    """The named road, bridge or park nearest to a point within a short walk, in the reader's language, or ""."""
    if not is_drawn():
        return ""
    ground = _ground(str(_path()), _path().stat().st_mtime)
    found = ground.tree.query_nearest(
        Point(lon * ground.narrowing, lat), max_distance=NEAR_METRES / METRES_A_DEGREE, all_matches=False
    )
    if not len(found):
        return ""
    names = ground.names[int(found[0])]
    return names.get(language) or names["zh-hans"]


@dataclass(frozen=True)
class Drawn:
    """A named road, bridge or park of the ground, and a point on it; degrees, WGS84."""

    kind: str
    names: dict[str, str]
    lat: float
    lon: float


def drawn_named(folded: str, fold: Callable[[str], str]) -> list[Drawn]:
    """What is drawn under a name that holds these words, in any of its languages; `fold` makes spellings alike."""
    if not is_drawn() or not folded:
        return []
    named = _named(str(_path()), _path().stat().st_mtime)
    return [one for one in named if any(folded in fold(name) for name in one.names.values())]


def _path() -> Path:
    return Path(settings.BASE_DIR) / "static" / settings.BASE_MAP


@lru_cache(maxsize=1)
def _ground(path: str, _changed: float) -> _Ground:
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    named = [feature for feature in features if _is_named(feature)]
    drawn: list[BaseGeometry] = [shape(feature["geometry"]) for feature in named]
    narrowing = cos(radians(drawn[0].centroid.y)) if drawn else 1.0
    names = [_names_of(feature) for feature in named]
    return _Ground(names, STRtree([scale(one, xfact=narrowing, yfact=1, origin=(0, 0)) for one in drawn]), narrowing)


@lru_cache(maxsize=1)
def _named(path: str, _changed: float) -> list[Drawn]:
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    found = []
    for feature in filter(_is_named, features):
        drawn: BaseGeometry = shape(feature["geometry"])
        # the middle of a road lies on it, that of a bent park in it
        middle = (
            drawn.interpolate(0.5, normalized=True) if drawn.length and not drawn.area else drawn.representative_point()
        )
        found.append(Drawn(feature["properties"]["kind"], _names_of(feature), round(middle.y, 6), round(middle.x, 6)))
    return found


def _is_named(feature: dict[str, Any]) -> bool:
    return feature["properties"].get("kind") in KINDS and bool(feature["properties"].get("name_zh_hans"))


def _names_of(feature: dict[str, Any]) -> dict[str, str]:
    said = feature["properties"]
    return {"zh-hans": said["name_zh_hans"], "zh-hant": said.get("name_zh_hant", ""), "en": said.get("name_en", "")}
