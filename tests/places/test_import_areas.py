"""Areas come in from files all or none, and the report names what is wrong with which row."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from shapely.geometry import shape

from civic.lib.refusals import NotValid
from civic.places import actions as places
from civic.places.models import Area, Border
from civic.places.queries import border_of, locate
from civic.places.rules.datums import gcj02_from_wgs84
from civic.places.rules.findings import Report, Weight
from civic.places.rules.measures import likeness
from tests.people import City
from tests.places.real import BOUNDARIES, DIVISIONS, needs_boundaries, needs_divisions, read_features
from tests.places.shapes import BOWTIE, NAMES, box

WEST_HALF, EAST_HALF = box(113.15, 23.05, 113.21, 23.25), box(113.21, 23.05, 113.27, 23.25)


def geojson(*features: tuple[str, Any], **more: Any) -> tuple[str, bytes]:
    """A file of districts' streets: code and polygon."""
    told = [
        {"type": "Feature", "properties": {"code": code, "name": f"{code}街道"} | more, "geometry": polygon}
        for code, polygon in features
    ]
    return "streets.geojson", json.dumps({"type": "FeatureCollection", "features": told}).encode()


def csv(*lines: str, name: str = "streets.csv", encoding: str = "utf-8") -> tuple[str, bytes]:
    return name, "\n".join(("code,name,areaCode,provinceCode,cityCode", *lines, "")).encode(encoding)


def told(report: Report, weight: Weight = Weight.FAULT) -> str:
    """Every finding of a weight as one text."""
    return "\n".join(map(str, report.of(weight)))


def shifted(polygon: dict[str, Any], turn: Any = gcj02_from_wgs84) -> dict[str, Any]:
    """The polygon as a map of the mainland draws it."""
    rings = [[list(map(float, turn(lon, lat))) for lon, lat in ring] for ring in polygon["coordinates"]]
    return {"type": "Polygon", "coordinates": rings}


def test_streets_with_borders_are_founded_below_the_district_their_code_names(city: City) -> None:
    report = places.import_areas([geojson(("990101001", WEST_HALF), ("990101002", EAST_HALF))])
    assert not report.is_refused
    assert report.new == ["990101001", "990101002"]
    assert told(report, Weight.WARNING) == ""
    street = Area.objects.get(code="990101002")
    assert (street.kind, street.path, street.name_zh_hans) == (
        "street",
        "990100/990101/990101002/",
        "990101002街道",
    )
    assert locate(23.1, 113.25).area == street
    assert locate(23.1, 113.25, on=date(2000, 1, 1)).area == street


def test_codes_without_borders_come_in_as_a_tree_whatever_the_order_of_the_files(city: City) -> None:
    communities = (
        "communities.csv",
        "code,name,streetCode,provinceCode,cityCode,areaCode\n"
        "990101001001,桥头社区,990101001,99,9901,990101\n990103001001,新社区,990103001,99,9901,990103\n".encode(),
    )
    districts = ("areas.csv", "code,name,cityCode,provinceCode\n990103,新区,9901,99\n".encode())
    streets = csv("990101001,桥头街道,990101,99,9901", "990103001,新街道,990103,99,9901")
    report = places.import_areas([communities, streets, districts])
    assert not report.is_refused, told(report)
    assert Area.objects.get(code="990103").parent == city.area("990100")
    assert Area.objects.get(code="990103001001").path == "990100/990103/990103001/990103001001/"
    again = places.import_areas([communities, streets, districts])
    assert (again.new, again.changed, len(again.unchanged)) == ([], [], 5)


def test_codes_filled_with_zeros_to_twelve_digits_are_read_as_what_they_mean(city: City) -> None:
    report = places.import_areas([csv("990101001000,桥头街道,990101000000,99,9901")])
    assert report.new == ["990101001"]


def test_a_check_reports_the_same_and_writes_nothing(city: City) -> None:
    file = geojson(("990101001", WEST_HALF))
    assert places.import_areas([file], is_check=True).new == ["990101001"]
    assert not Area.objects.filter(code="990101001").exists()
    assert places.import_areas([file]).new == ["990101001"]


BROKEN: list[tuple[str, tuple[str, bytes], str]] = [
    (
        "self-crossing",
        geojson(("990101001", BOWTIE)),
        "streets.geojson #1 (990101001): The polygon cannot be used: Self",
    ),
    (
        "open ring",
        geojson(("990101001", {"type": "Polygon", "coordinates": [WEST_HALF["coordinates"][0][:-1]]})),
        "not closed",
    ),
    ("a point", geojson(("990101001", {"type": "Point", "coordinates": [113, 23]})), "not a polygon"),
    ("swapped", geojson(("990101001", box(23.05, 113.15, 23.25, 113.21))), "swapped"),
    ("not on the globe", geojson(("990101001", box(500, 500, 501, 501))), "not on the globe"),
    ("no code", geojson(("", WEST_HALF)), "streets.geojson #1: There is no code"),
    ("odd code", geojson(("99/01", WEST_HALF)), "letters and digits"),
    ("twice", geojson(("990101001", WEST_HALF), ("990101001", EAST_HALF)), "twice: streets.geojson #1"),
    ("no parent", geojson(("990177001", WEST_HALF)), "There is no area 990177 to hang it below"),
    ("another's parent", geojson(("990102001", WEST_HALF), parent="990101"), "does not begin with 990101"),
    ("far outside", geojson(("990101001", box(114, 24, 114.1, 24.1))), "lies outside 990101"),
    (
        "overlap",
        geojson(("990101001", WEST_HALF), ("990101002", box(113.2, 23.05, 113.27, 23.25))),
        "streets.geojson #2 (990101002): 990101001 and 990101002 overlap by",
    ),
    ("a district anew", geojson(("990102", WEST_HALF), kind="street"), "there already as a district"),
    ("an unknown code", geojson(("ABC", WEST_HALF)), "whether this is a city"),
    ("cut off", ("a.geojson", geojson(("990101001", WEST_HALF))[1][:-20]), "no JSON from there on"),
    ("other JSON", ("a.json", b'{"a": 1}'), "no GeoJSON"),
    ("a list of no features", ("a.json", b'{"type": "FeatureCollection", "features": [1]}'), "a.json #1: This is no"),
    ("deep", ("a.json", b"[" * 100_000), "nested too deeply"),
    (
        "a deep polygon",
        geojson(("990101001", {"type": "Polygon", "coordinates": json.loads("[" * 600 + "]" * 600)})),
        "not complete",
    ),
    ("empty", ("a.geojson", b""), "a.geojson: The file is empty."),
    ("blank", ("a.csv", b" \n \n"), "a.csv: The file is empty."),
    ("no feature", ("a.geojson", b'{"type": "FeatureCollection", "features": []}'), "no row or feature"),
    ("header only", ("a.csv", b"code,name\n"), "no row or feature"),
    ("no header", ("a.csv", b"990101001,x\n"), "Row 1 must be the header"),
    ("short row", csv("990101001,桥头街道,990101"), "streets.csv #2: The row has 3 cells"),
    ("open quote", csv('990101001,"桥头街道,990101,99,9901'), "quotation mark"),
    ("no name", csv("990101001,,990101,99,9901"), "There is no name"),
    ("UTF-16", ("a.csv", "code,name\n990101001,街道\n".encode("utf-16")), "UTF-16"),
    ("UTF-16 without its mark", ("a.csv", "code,name\n990101001,街道\n".encode("utf-16-le")), "UTF-16"),
    ("half a sign", geojson(("990101001", WEST_HALF), name="\ud800"), "streets.geojson #1: A text of it has a sign"),
    ("NUL", geojson(("990101001", WEST_HALF), name="桥头\0"), "streets.geojson #1: A text of it has a sign"),
    ("names in a list", geojson(("990101001", WEST_HALF), name=["桥头街道"]), "There is no name"),
    ("endless number", ("a.geojson", b'{"type": "Feature", "id": ' + b"9" * 5000 + b"}"), "thousands of digits"),
    ("huge cell", csv(f"990101001,{'x' * 200_000},990101,99,9901"), "Row 2 has a cell of more than"),
    ("no text", ("a.csv", b"code,name\n\xff\xff\x00\x81\n"), "Line 2 is written neither"),
    (
        "web mercator",
        (
            "a.geojson",
            b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:3857"}}, "features": []}',
        ),
        "3857",
    ),
    ("wrong city", ("a.csv", "code,name,cityCode\n880101,远区,8801\n".encode()), "There is no area 8801"),
    ("upside down", ("a.csv", "code,name,parent\n990103,区,990102\n".encode()), "no larger area"),
]


@pytest.mark.parametrize(("file", "sentence"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_fault_refuses_the_whole_file_and_names_the_row(city: City, file: tuple[str, bytes], sentence: str) -> None:
    before = list(Area.objects.values_list("code", "revision"))
    report = places.import_areas([file, csv("990102009,好街道,990102,99,9901", name="good.csv")])
    assert report.is_refused
    assert sentence in told(report)
    assert told(report).rstrip().endswith((".", ")", "?"))
    assert list(Area.objects.values_list("code", "revision")) == before


def test_a_file_without_a_header_is_told_once_and_not_row_by_row(city: City) -> None:
    report = places.import_areas([("a.csv", b"code;name\n990101001;x\n990101002;y\n")])
    assert told(report) == (
        "Fault a.csv: Row 1 must be the header, with a code and a name at least. It has: code;name."
    )


def test_a_file_in_gb18030_is_read_and_said(city: City) -> None:
    report = places.import_areas([csv("990101001,桥头街道,990101,99,9901", encoding="gb18030")])
    assert Area.objects.get(code="990101001").name_zh_hans == "桥头街道"
    assert "GB18030" in told(report, Weight.NOTE)


def test_the_same_place_in_another_datum_is_converted(city: City) -> None:
    report = places.import_areas([geojson(("990101001", shifted(WEST_HALF)))], crs="gcj02")
    assert not report.is_refused
    drawn = border_of(Area.objects.get(code="990101001"))
    assert likeness(shape(drawn), shape(WEST_HALF)) > 0.9999


def test_a_file_of_another_datum_declared_wgs84_is_warned_of_with_the_metres_it_misses(city: City) -> None:
    report = places.import_areas([geojson(("990101001", shifted(WEST_HALF)), ("990101002", shifted(EAST_HALF)))])
    [warned] = [one for one in report.of(Weight.WARNING) if "misses the known boundary" in str(one)]
    assert "gcj02" in str(warned)
    metres = int(str(warned).split("by about ")[1].split(" m")[0])
    assert 400 < metres < 800


def test_a_file_in_wgs84_declared_another_datum_is_warned_of_too(city: City) -> None:
    report = places.import_areas([geojson(("990101001", WEST_HALF), ("990101002", EAST_HALF))], crs="gcj02")
    assert "Read as wgs84" in told(report, Weight.WARNING)


def test_gaps_and_small_overlaps_and_what_juts_out_are_warnings(city: City) -> None:
    west = box(113.149, 23.05, 113.2103, 23.25)  # a little beyond the district, and a little over its neighbour
    report = places.import_areas([geojson(("990101001", west), ("990101002", box(113.21, 23.05, 113.27, 23.24)))])
    assert not report.is_refused, told(report)
    warned = told(report, Weight.WARNING)
    assert "990101001 lies outside 990101 with" in warned
    assert "990101001 and 990101002 overlap by" in warned
    assert "Of 990101," in warned
    assert "1 gaps" in warned
    assert Area.objects.filter(code="990101001").exists()


def test_where_nothing_is_drawn_yet_the_report_says_so(db: None) -> None:
    Border.objects.all().delete()
    report = places.import_areas([geojson(("990101001", WEST_HALF))])
    assert "No border is known yet" in told(report, Weight.NOTE)


def test_other_borders_from_a_day_make_a_version_and_the_same_ones_none(city: City) -> None:
    places.import_areas([geojson(("990101001", WEST_HALF), ("990101002", EAST_HALF))])
    moved = box(113.15, 23.05, 113.2, 23.25), box(113.2, 23.05, 113.27, 23.25)
    file = geojson(("990101001", moved[0]), ("990101002", EAST_HALF))
    report = places.import_areas([file], starts=date(2027, 1, 1))
    assert (report.changed, report.unchanged) == (["990101001"], ["990101002"])
    street = Area.objects.get(code="990101001")
    assert border_of(street, on=date(2026, 12, 31)) == WEST_HALF
    assert border_of(street, on=date(2027, 1, 1)) == moved[0]
    assert Border.objects.filter(area__code="990101002").count() == 1
    assert places.import_areas([file], starts=date(2027, 1, 1)).changed == []
    late = geojson(("990101001", box(113.15, 23.05, 113.2, 23.2)))
    assert "drawn from 2027-01-01 on already" in told(places.import_areas([late], starts=date(2026, 6, 1)))


def test_without_a_day_borders_are_corrected(city: City) -> None:
    places.import_areas([geojson(("990101001", WEST_HALF))])
    corrected = box(113.15, 23.05, 113.2, 23.25)
    assert places.import_areas([geojson(("990101001", corrected))]).changed == ["990101001"]
    assert [one.polygon for one in Border.objects.filter(area__code="990101001")] == [corrected]


def test_a_ring_that_begins_elsewhere_is_the_same_ring(city: City) -> None:
    places.import_areas([geojson(("990101001", WEST_HALF))])
    ring = WEST_HALF["coordinates"][0][:-1]
    turned = {"type": "Polygon", "coordinates": [[*ring[2:], *ring[:2], ring[2]]]}
    assert places.import_areas([geojson(("990101001", turned))]).unchanged == ["990101001"]


def test_another_name_renames_and_a_name_left_out_stays(city: City) -> None:
    places.import_areas([csv("990101001,桥头街道,990101,99,9901")])
    Area.objects.filter(code="990101001").update(name_en="Qiaotou")
    assert places.import_areas([csv("990101001,新桥街道,990101,99,9901")]).changed == ["990101001"]
    street = Area.objects.get(code="990101001")
    assert (street.name_zh_hans, street.name_en, street.revision) == ("新桥街道", "Qiaotou", 2)
    assert places.import_areas([geojson(("990101001", WEST_HALF), name="")]).changed == ["990101001"]
    street.refresh_from_db()
    assert street.name_zh_hans == "新桥街道"


def test_properties_may_have_names_of_their_own_and_parents_be_objects(city: City) -> None:
    feature = {
        "type": "Feature",
        "properties": {"CODE_ID": 990101001.0, "title": "桥头街道", "parent": {"adcode": 990101}, "level": "street"},
        "geometry": {"type": "MultiPolygon", "coordinates": [WEST_HALF["coordinates"]]},
    }
    file = "one.geojson", json.dumps(feature).encode()
    report = places.import_areas([file], called={"code": "CODE_ID", "name": "title"})
    assert report.new == ["990101001"], told(report)


def test_a_hole_stays_a_hole(city: City) -> None:
    hole = box(113.17, 23.1, 113.18, 23.11)
    pierced = {"type": "Polygon", "coordinates": [WEST_HALF["coordinates"][0], hole["coordinates"][0]]}
    places.import_areas([geojson(("990101001", pierced))])
    assert locate(23.105, 113.175).area == city.area("990101")
    assert locate(23.2, 113.175).area == Area.objects.get(code="990101001")


HEIGHTS: list[Any] = [12.5, float("nan"), None, "high"]


@pytest.mark.parametrize("height", HEIGHTS)
@pytest.mark.parametrize("crs", ["wgs84", "gcj02"])
def test_heights_of_points_are_left_out_and_said(city: City, height: Any, crs: str) -> None:
    first, *others = (WEST_HALF if crs == "wgs84" else shifted(WEST_HALF))["coordinates"][0][:-1]
    high = {"type": "Polygon", "coordinates": [[[*first, height, 7], *others, [*first, height, 7]]]}
    report = places.import_areas([geojson(("990101001", high))], crs=crs)
    assert not report.is_refused, told(report)
    assert "streets.geojson: Points of the file have heights" in told(report, Weight.NOTE)
    drawn = border_of(Area.objects.get(code="990101001"))
    assert {len(point) for point in drawn["coordinates"][0]} == {2}


def test_a_drawing_by_hand_with_heights_is_refused(city: City) -> None:
    ring = [[*point, 12.5] for point in WEST_HALF["coordinates"][0]]
    mixed = {"type": "Polygon", "coordinates": [[*ring[:-1], ring[0][:2]]]}
    for high in ({"type": "Polygon", "coordinates": [ring]}, mixed):
        with pytest.raises(NotValid) as refused:
            places.found_area(code="990109", kind="district", parent=city.area("990100"), names=NAMES, polygon=high)
        assert "more than a longitude and a latitude" in str(refused.value.fields["polygon"][0])


def test_districts_of_a_municipality_hang_below_it_though_their_file_names_a_city_between(db: None) -> None:
    places.found_area(code="880000", kind="city", parent=None, names=NAMES)
    file = "areas.csv", "code,name,cityCode,provinceCode\n880108,湖区,8801,88\n".encode()
    report = places.import_areas([file])
    assert not report.is_refused, told(report)
    assert Area.objects.get(code="880108").path == "880000/880108/"


def test_districts_hang_below_the_city_that_is_named_where_nothing_else_does(city: City) -> None:
    file = "areas.csv", "code,name,cityCode\n880101,远区,8801\n".encode()
    report = places.import_areas([file], below="990100")
    assert "does not begin with 9901" in told(report)
    own = "own.csv", "code,name,kind\nNEW,新区,district\n".encode()
    assert places.import_areas([own], below="990100").new == ["NEW"]
    with pytest.raises(NotValid):
        places.import_areas([own], below="nowhere")
    with pytest.raises(NotValid):
        places.import_areas([own], crs="utm")


def test_the_command_prints_the_report_and_fails_on_a_fault(
    city: City, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.geojson", tmp_path / "bad.geojson"
    good.write_bytes(geojson(("990101001", WEST_HALF), ("990101002", EAST_HALF))[1])
    bad.write_bytes(geojson(("990101003", BOWTIE))[1])
    call_command("import_areas", good, "--check")
    assert "New 2, changed 0" in (printed := capsys.readouterr().out)
    assert "nothing was written" in printed
    call_command("import_areas", good, "--from", "2026-01-01")
    assert Border.objects.get(area__code="990101001").starts == date(2026, 1, 1)
    with pytest.raises(CommandError, match="1 faults"):
        call_command("import_areas", good, bad)
    assert "bad.geojson #1 (990101003)" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nothing"):
        call_command("import_areas", tmp_path / "nothing.geojson")
    with pytest.raises(CommandError, match="no area with the code"):
        call_command("import_areas", good, "--below", "nowhere")


@pytest.fixture
def guangzhou(db: None) -> Area:
    """A city with the code of the real one, without borders."""
    return places.found_area(code="440100", kind="city", parent=None, names=NAMES)


def real(*names: str) -> list[tuple[str, bytes]]:
    folder = {".geojson": BOUNDARIES, ".csv": DIVISIONS}
    return [(name, (folder[Path(name).suffix] / name).read_bytes()) for name in names]


@needs_boundaries
@pytest.mark.real_data
def test_the_real_districts_in_both_datums_are_the_same(guangzhou: Area) -> None:
    theirs = places.import_areas(real("guangzhou_districts_gcj02.geojson"), crs="gcj02")
    assert len(theirs.new) == 11, told(theirs)
    known = {
        one["properties"]["adcode"]: one for one in read_features(BOUNDARIES / "guangzhou_districts_wgs84.geojson")
    }
    for area in Area.objects.filter(parent=guangzhou):
        assert likeness(shape(border_of(area)), shape(known[area.code]["geometry"])) >= 0.995
    again = places.import_areas(real("guangzhou_districts_wgs84.geojson"), is_check=True)
    assert not again.is_refused
    assert told(again, Weight.WARNING) == ""
    wrong = places.import_areas(real("guangzhou_districts_gcj02.geojson"), is_check=True)
    [warned] = [one for one in wrong.of(Weight.WARNING) if "gcj02" in str(one)]
    assert 400 < int(str(warned).split("by about ")[1].split(" m")[0]) < 800


@needs_divisions
@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "code", "districts", "streets", "communities"),
    [("guangzhou", "440100", 11, 178, 2851), ("haidian", "110100", 1, 29, 678), ("haidian", "110000", 1, 29, 678)],
)
def test_the_real_codes_load_as_a_tree(
    db: None, name: str, code: str, districts: int, streets: int, communities: int
) -> None:
    city = places.found_area(code=code, kind="city", parent=None, names=NAMES)
    files = real(*(f"{name}_{rung}.csv" for rung in ("communities", "areas", "streets")))
    report = places.import_areas(files)
    assert not report.is_refused, told(report)
    found = {kind: Area.objects.within(city).filter(kind=kind).count() for kind in ("district", "street", "community")}
    assert found == {"district": districts, "street": streets, "community": communities}
    for community in Area.objects.within(city).filter(kind="community").select_related("parent__parent__parent"):
        assert community.path == f"{code}/{community.code[:6]}/{community.code[:9]}/{community.code}/"
        assert community.parent is not None
        assert community.parent.code == community.code[:9]
    assert len(places.import_areas(files).unchanged) == districts + streets + communities
