"""Time "which cell holds this point" on grids of growing size: python tools/bench_grid.py [1000 8562 85620]

Founds a square city in a throw-away database, lays one layer of square cells of about five hectares, and asks for
random points: the first time, when each hexagon is still unknown, and after.
"""

import os
import random
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from math import ceil, cos, radians, sqrt
from pathlib import Path
from time import perf_counter, perf_counter_ns
from typing import Any

os.environ.setdefault("TESTING", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.pop("DATABASE_URL", None)
throw_away = tempfile.TemporaryDirectory(prefix="gongzhi-grid-")
os.environ["DATA_DIR"] = throw_away.name

import django  # noqa: E402

django.setup()

from civic.places.actions import CellGiven, found_area, lay_cells, lay_out_grid  # noqa: E402
from civic.places.models import Area, Border, Cell  # noqa: E402
from civic.places.queries import locate, locate_many  # noqa: E402
from tools.cities import laid_city  # noqa: E402

WEST, SOUTH, SIDE = 113.0, 23.0, 224.0  # metres: five hectares a cell
HIGH, WIDE = SIDE / 111_320, SIDE / (111_320 * cos(radians(23.5)))
SINCE = date(2025, 1, 1)
NAMES = {"zh-hans": "量测区"}
POINTS = 20_000
COLUMNS = ("cells", "load s", "µs first", "p99", "µs after", "p99", "µs in bulk", "MB")


def ring_of(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """A rectangle."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def cells(number: int, side: int) -> Iterator[CellGiven]:
    """Squares from the south west, each with a code of fourteen digits."""
    for index in range(number):
        row, column = divmod(index, side)
        west, south = WEST + column * WIDE, SOUTH + row * HIGH
        polygon = ring_of(west, south, WEST + (column + 1) * WIDE, SOUTH + (row + 1) * HIGH)
        yield CellGiven(f"990101{index:08d}", "990101", polygon)


def side_of(number: int) -> int:
    """How many cells lie in a row."""
    return ceil(sqrt(number))


def lay(number: int) -> None:
    """A city of so many cells, in place of the one before."""
    laid_city()
    lay_out_grid()
    Cell.objects.all().delete()
    Border.objects.all().delete()
    Area.objects.filter(kind="district").delete()
    Area.objects.all().delete()
    side = side_of(number)
    whole = ring_of(WEST, SOUTH, WEST + side * WIDE, SOUTH + side * HIGH)
    city = found_area(code="990100", kind="city", parent=None, names=NAMES, polygon=whole)
    found_area(code="990101", kind="district", parent=city, names=NAMES, polygon=whole)
    lay_cells(cells(number, side), layer="management", starts=SINCE)


def resident_mb() -> float:
    """What this process holds in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def timed(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The median and the 99th of a hundred, in µs."""
    took = []
    for lat, lon in points:
        start = perf_counter_ns()
        locate(lat, lon)
        took.append(perf_counter_ns() - start)
    took.sort()
    return took[len(took) // 2] / 1000, took[len(took) * 99 // 100] / 1000


def measure(number: int) -> None:
    """One line of the table."""
    side, drawn = side_of(number), random.Random(7)
    points = [
        (SOUTH + drawn.random() * side * HIGH * 0.98, WEST + drawn.random() * side * WIDE * 0.98) for _ in range(POINTS)
    ]
    before, start = resident_mb(), perf_counter()
    locate(SOUTH, WEST)
    load = perf_counter() - start
    first, first_99 = timed(points)
    after, after_99 = timed(points)
    held = resident_mb() - before
    start = perf_counter()
    locate_many([lat for lat, _lon in points], [lon for _lat, lon in points])
    bulk = (perf_counter() - start) / POINTS * 1e6
    figures = (f"{figure:.1f}" for figure in (first, first_99, after, after_99, bulk))
    print("".join(f"{cell:>12}" for cell in (f"{number:,}", f"{load:.2f}", *figures, f"{held:.0f}")), flush=True)


def in_a_child(work: Callable[[int], None], number: int) -> None:
    """Work in a process of its own, so that the memory measured is its own."""
    child = os.fork()
    if not child:
        try:
            work(number)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        raise SystemExit(f"{number} cells: it broke off.")


def main(numbers: list[int]) -> None:
    """Lay and measure each size, and print the table."""
    print("== Which cell holds this point (SQLite)")
    print("".join(f"{column:>12}" for column in COLUMNS), flush=True)
    for number in numbers:
        in_a_child(lay, number)
        in_a_child(measure, number)


if __name__ == "__main__":
    main([int(told) for told in sys.argv[1:]] or [1_000, 8_562, 85_620])
