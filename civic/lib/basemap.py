"""The drawn ground of the city's map, from the file the browser draws: which named road or park is near a point."""

import json
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

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


def _path() -> Path:
    return Path(settings.BASE_DIR) / "static" / settings.BASE_MAP


@lru_cache(maxsize=1)
def _ground(path: str, _changed: float) -> _Ground:
    features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
    named = [
        feature
        for feature in features
        if feature["properties"].get("kind") in KINDS and feature["properties"].get("name_zh_hans")
    ]
    drawn: list[BaseGeometry] = [shape(feature["geometry"]) for feature in named]
    narrowing = cos(radians(drawn[0].centroid.y)) if drawn else 1.0
    names = [
        {"zh-hans": said["name_zh_hans"], "zh-hant": said.get("name_zh_hant", ""), "en": said.get("name_en", "")}
        for said in (feature["properties"] for feature in named)
    ]
    return _Ground(names, STRtree([scale(one, xfact=narrowing, yfact=1, origin=(0, 0)) for one in drawn]), narrowing)
