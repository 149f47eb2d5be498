"""Where the real borders and codes lie that the acceptance tests read, on machines that have them."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

DATA = Path(os.environ.get("GONGZHI_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
BOUNDARIES, DIVISIONS = DATA / "boundaries", DATA / "divisions"

needs_boundaries = pytest.mark.skipif(not BOUNDARIES.is_dir(), reason=f"the real borders are not here: {BOUNDARIES}")
needs_divisions = pytest.mark.skipif(not DIVISIONS.is_dir(), reason=f"the real codes are not here: {DIVISIONS}")


def read_features(path: Path) -> list[dict[str, Any]]:
    """The features of a GeoJSON file."""
    return json.loads(path.read_text(encoding="utf-8"))["features"]
