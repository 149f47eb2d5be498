"""Fill a city with components and time what they are for: rows a second on the way in, and the nearest to a point.

14,000, 140,000 and 1,400,000 components (COMPONENTS=… names another last size), with 8,562 cells under them. Run it
through `make bench`, or with DATABASE_URL or DATA_DIR for a database of your own.
"""

import csv
import io
import os
import random
import statistics
import sys
import time
from datetime import date
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.places import actions as places  # noqa: E402
from civic.places.models import Area, Cell, Component, ComponentImport, ComponentKind, Party  # noqa: E402
from civic.places.queries import clear_rates, component_by_code, find_components, locate, nearest  # noqa: E402
from tools.cities import laid_city  # noqa: E402

STANDARD, EDITION, DISTRICT = "GB/T 30428.2", "2013", "990108"
WEST, SOUTH, EAST, NORTH = 113.0, 23.0, 113.2026, 23.1868  # about 430 km², as Haidian
CELL_METRES = 224.0  # makes about 8,562 of them
SERIALS = 999_999
ASKED = 400
SINCE = date(2025, 1, 1)
HEADER = [
    "标识码", "名称", "纬度", "经度", "地址", "主管部门代码", "权属单位代码", "养护单位代码", "状态", "初始时间",
    "普查日期", "数据来源", "材质", "型号", "备注", "高度", "功率",
]  # fmt: skip


def found_ground() -> None:
    """One district as large as Haidian with its cells, the classes and forty parties; once."""
    if Area.objects.filter(code=DISTRICT).exists():
        return
    names, ring = {"zh-hans": "测算"}, [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]
    polygon = {"type": "Polygon", "coordinates": [ring]}
    places.lay_out_grid()
    city = places.found_area(code="990199", kind="city", parent=None, names=names, polygon=polygon)
    district = places.found_area(code=DISTRICT, kind="district", parent=city, names=names, polygon=polygon)
    places.grid_cells(district, starts=SINCE, metres=CELL_METRES)
    with Path("seeds/component_kinds.csv").open(encoding="utf-8") as kinds:
        places.load_kinds(csv.DictReader(kinds))
    for number in range(40):
        places.add_party(code=f"P{number:02d}", names=names)


def write_rows(file: io.TextIOBase, count: int) -> None:
    """So many rows of a census, the same for every run; a fifth of them without an owner."""
    draw, writer = random.Random(11), csv.writer(file)
    kinds = list(ComponentKind.objects.order_by("code").values_list("code", "name_zh_hans"))
    parties = list(Party.objects.values_list("code", flat=True))
    writer.writerow(HEADER)
    for number in range(count):
        kind, name = kinds[(number // SERIALS + number) % len(kinds)]
        keeper = draw.choice(parties)
        writer.writerow(
            [
                f"{DISTRICT}{kind}{number % SERIALS:06d}", name,
                f"{draw.uniform(SOUTH, NORTH):.7f}", f"{draw.uniform(WEST, EAST):.7f}",
                f"测算路 {number % 900} 号", draw.choice(parties), keeper if number % 5 else "", keeper, "使用",
                f"{2000 + number % 24}-0{1 + number % 9}-1{number % 10}", "2025-06-30", "普查", "铸铁", "D400", "",
                "8", "60",
            ]
        )  # fmt: skip


def bench(count: int, folder: Path) -> None:
    """One size: its rows in, the same rows again, and what is asked of them."""
    path = folder / f"components-{count}.csv"
    if not path.exists():
        with path.open("w", encoding="utf-8", newline="") as file:
            write_rows(file, count)
    there = Component.objects.count()
    began = time.monotonic()
    with path.open("rb") as source:
        done = places.import_components(
            source, file_name=path.name, standard=STANDARD, edition=EDITION, at=timezone.now(), progress=_tell
        )
    seconds = time.monotonic() - began
    sys.stderr.write("\n")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    record = done.record
    print(
        f"{count:>9,} components: {record.added:,} added, {record.unchanged:,} unchanged, {record.refused:,} refused "
        f"({there:,} were there), {count / seconds:,.0f} rows/s; " + asked(random.Random(5))
    )


def asked(draw: random.Random) -> str:
    """Median and 95th of a hundred of what the pages ask for."""
    points = [(draw.uniform(SOUTH, NORTH), draw.uniform(WEST, EAST)) for _ in range(ASKED)]
    codes = list(Component.objects.order_by("h3").values_list("code", flat=True)[: ASKED // 4])
    began = time.monotonic()
    clear_rates()
    rates = time.monotonic() - began
    return (
        f"nearest within 20 m {_spent(nearest, points)}, by plate {_spent(component_by_code, [(c,) for c in codes])}, "
        f"beginning of a plate {_spent(find_components, [(c[:12],) for c in codes])}, clear rates {rates:.2f} s"
    )


def _spent(ask: object, given: list[tuple]) -> str:  # type: ignore[type-arg]
    assert callable(ask)
    spent = []
    for one in given:
        began = time.perf_counter()
        ask(*one)
        spent.append((time.perf_counter() - began) * 1e6)
    spent.sort()
    return f"{statistics.median(spent):,.0f} µs (p95 {spent[int(0.95 * len(spent))]:,.0f})"


def _tell(done: int, whole: int) -> None:
    sys.stderr.write(f"\r{done:,} of {whole:,} rows")


def main() -> None:
    """Every size up to the last one; an earlier fill is thrown away."""
    most = int(os.environ.get("COMPONENTS", "1400000"))
    folder = Path(os.environ.get("DATA_DIR", "var/bench/components"))
    folder.mkdir(parents=True, exist_ok=True)
    laid_city()
    Component.objects.all()._raw_delete(connection.alias)
    ComponentImport.objects.all().delete()
    found_ground()
    locate(SOUTH, WEST)  # the shapes are read before the clock starts
    print(f"{connection.vendor}, {Cell.objects.filter(area__code=DISTRICT).count():,} cells")
    for count in sorted({max(1, most // 100), max(1, most // 10), most}):
        bench(count, folder)


if __name__ == "__main__":
    main()
