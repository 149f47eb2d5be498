"""The seven districts that were drawn by hand for the demo, and the ground below them, from seeds/."""

import json
from functools import cache
from pathlib import Path
from typing import Any

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@cache
def drawn_features(name: str) -> tuple[dict[str, Any], ...]:
    """The features of a GeoJSON file of the drawn city: "areas" or "basemap"."""
    return tuple(json.loads((SEEDS / f"{name}.geojson").read_text(encoding="utf-8"))["features"])


def drawn_roads() -> list[dict[str, Any]]:
    """The drawn roads, which borders follow where they can."""
    return [feature for feature in drawn_features("basemap") if feature["properties"]["kind"] == "road"]
