"""What the tests of components share: two classes, two parties, a file of rows, a component where it is wanted."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from civic.places import actions as places
from civic.places.models import CodeStructure, Component, ComponentKind, Party
from tests.people import IN_DONGQIAO, names

STANDARD, EDITION = "GB/T 30428.2", "2013"
AT = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
ON = date(2026, 11, 3)
HEADER = ["标识码", "纬度", "经度", "地址", "主管部门代码", "权属单位代码", "状态", "初始时间"]


def lay_out_kinds() -> None:
    """Lamps and covers of the standard, and who keeps them."""
    structure = CodeStructure.objects.get(code="gb-16")
    for code, told in (
        ("0118", names("路灯", "路燈", "Street light")),
        ("0103", names("雨水井盖", "雨水井蓋", "Storm-drain manhole cover")),
    ):
        places.add_kind(standard=STANDARD, edition=EDITION, code=code, names=told, structure=structure)
    places.add_party(code="P1", names=names("市照明公司", "市照明公司", "City Lighting"))
    places.add_party(code="P2", names=names("市排水公司", "市排水公司", "City Drainage"))


def kind(code: str = "0118") -> ComponentKind:
    """A class by its code."""
    return ComponentKind.objects.get(code=code)


def party(code: str = "P1") -> Party:
    """A party by its code."""
    return Party.objects.get(code=code)


def lamp(serial: int = 1, *, east: float = 0.0, north: float = 0.0, **details: Any) -> Component:
    """A lamp in Dongqiao, so many metres east and north of the middle."""
    lat, lon = IN_DONGQIAO[0] + north / 111_320, IN_DONGQIAO[1] + east / 102_380
    of = details.pop("kind", None) or kind()
    return places.add_component(
        code=details.pop("code", f"990102{of.code}{serial:06d}"), kind=of, lat=lat, lon=lon, on=ON, **details
    )


def row(serial: int = 1, **changes: str) -> dict[str, str]:
    """A sound row of a file; a change by the name of its column."""
    told = ["9901020118" + f"{serial:06d}", f"{23.13 + serial / 1e5:.6f}", "113.300000", "望江路", "P1", "P1", "使用"]
    return dict(zip(HEADER, [*told, "2019-04-25"], strict=True)) | changes


def file_of(*rows: dict[str, str], header: list[str] | None = None, encoding: str = "utf-8-sig") -> io.BytesIO:
    """Rows as a CSV file."""
    columns = header or list(rows[0])
    lines = [",".join(columns), *(",".join(one.get(name, "") for name in columns) for one in rows)]
    return io.BytesIO(("\r\n".join(lines) + "\r\n").encode(encoding))


def taken_in(source: io.BytesIO, **given: Any) -> places.Imported:
    """The file, imported."""
    told: dict[str, Any] = {"file_name": "lamps.csv", "standard": STANDARD, "edition": EDITION, "at": AT}
    return places.import_components(source, **(told | given))


@pytest.fixture
def lamps(city: Any) -> Any:
    """The city with its classes of components."""
    lay_out_kinds()
    return city
