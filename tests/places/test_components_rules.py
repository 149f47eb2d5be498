"""Rows of components are judged cell by cell: columns by either name, codes, places, days, states, lengths."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.refusals import NotValid
from civic.lib.sheets import columns_of, rows_of, safe_cell, unsafe_cell
from civic.places.rules.components import (
    COLUMNS,
    NEEDED,
    STATES,
    Clean,
    Known,
    KnownKind,
    RowCheck,
    day_of,
    family_of,
    parse_code,
    point_of,
    state_of,
)

GB16 = (("area", 6), ("class", 2), ("sub", 2), ("serial", 6))
TODAY = date(2026, 11, 3)
KNOWN = Known(
    standard="GB/T 30428.2 2013",
    kinds={"0118": KnownKind("0118", GB16, {"高度": "height"}), "FREE": KnownKind("FREE")},
    districts={"990102"},
    parties={"P1"},
    today=TODAY,
)
CODE = "9901020118000001"


def judged(known: Known = KNOWN, **cells: str) -> Any:
    """A row of these columns, sound where nothing is said."""
    told = {"code": CODE, "lat": "23.13", "lon": "113.3"} | cells
    columns, others = columns_of(list(told), COLUMNS, needed=NEEDED)
    return RowCheck(columns, others, len(told), known)(list(told.values()))


def faults(**cells: str) -> list[str]:
    """What is wrong with a row."""
    told = judged(**cells)
    assert not isinstance(told, Clean), told
    return [str(one) for one in told]


def test_a_sound_row_is_taken_as_it_stands() -> None:
    told = judged(状态="损坏", owner="P1", 初始时间="2019/4/25", 备注=" 新 ", 高度="8")
    assert (told.code, told.kind, told.lat, told.lon) == (CODE, "0118", 23.13, 113.3)
    assert told.given == {"remark": "新", "installed_on": date(2019, 4, 25), "owner": "P1", "state": "damaged"}
    assert told.attributes == {"height": "8"}


@pytest.mark.parametrize(
    "header",
    [
        ["标识码", "纬度", "经度"],
        ["Code", "LAT", "lng"],
        ["部件编码", " 緯度 ", "經度"],
        ["identification_code", "y", "x"],
    ],
)
def test_columns_are_known_by_chinese_and_english_names(header: list[str]) -> None:
    assert columns_of(header, COLUMNS, needed=NEEDED)[0] == {"code": 0, "lat": 1, "lon": 2}


def test_a_header_that_lacks_a_column_is_told_with_what_it_has() -> None:
    with pytest.raises(NotValid, match=r"Row 1 must be the header.*纬度 / lat.*It has: 标识码, 东经"):
        columns_of(["标识码", "东经"], COLUMNS, needed=NEEDED)


def test_two_columns_for_one_field_are_refused() -> None:
    with pytest.raises(NotValid, match="read alike"):
        columns_of(["code", "标识码", "lat", "lon"], COLUMNS, needed=NEEDED)


def test_no_two_fields_share_a_name() -> None:
    every = [name for names in COLUMNS.values() for name in names]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"code": ""}, "code: the row has no"),
        ({"code": "9.90102E+15"}, "spoilt by a spreadsheet"),
        ({"code": "99010201180001"}, "has 14 signs; a code of this class has 16 digits: 6 area + 2 class"),
        ({"code": "9901020119000001"}, "no class 0119"),
        ({"code": "1101080118000001"}, "begins with 110108, which is no district"),
        ({"code": "a/b"}, "no identification code"),
        ({"kind": "0118", "code": "9901020117000001"}, "carries the class 0117"),
        ({"lat": "x"}, "lat: “x” is no number"),
        ({"lon": ""}, "lon: “” is no number"),
        ({"lat": "nan"}, "not on the globe"),
        ({"lat": "113.3", "lon": "23.13"}, "looks swapped"),
        ({"lat": "0", "lon": "0"}, "the place is missing"),
        ({"owner": "P9"}, "owner: no party has the code “P9”"),
        ({"state": "gone fishing"}, "state: “gone fishing” is none of"),
        ({"installed_on": "25.4."}, "installed_on: “25.4.” is no day"),
        ({"installed_on": "2026-11-04"}, "has not come yet"),
        ({"installed_on": "0019-04-25"}, "too old"),
        ({"address": "x" * 201}, "address: 201 signs are too many"),
        ({"attributes": "[1]"}, "attributes: this is no JSON object"),
        ({"attributes": "[" * 3000 + "]" * 3000}, "attributes: this is no JSON object"),
        ({"attributes": '{"depth": NaN}'}, "depth: a value is a word or a number"),
        ({"attributes": '{"depth": -Infinity}'}, "depth: a value is a word or a number"),
        ({"attributes": '{"depth": "\\ud800"}'}, "depth: a value is a word or a number"),
        ({"attributes": '{"depth": "\\u0000"}'}, "depth: a value is a word or a number"),
        ({"attributes": '{"\\ud800": 1}'}, "attributes: a name has"),
        ({"高度": "x" * 201}, "height: a value is"),
        ({"standard": "CJ/T 214", "edition": "2007"}, "the row is of CJ/T 214 2007"),
    ],
)
def test_every_fault_names_its_field(cells: dict[str, str], told: str) -> None:
    assert any(told in one for one in faults(**cells)), faults(**cells)


def test_all_faults_of_a_row_are_told_at_once() -> None:
    assert len(faults(lat="x", owner="P9", state="?", installed_on="?")) == 4


def test_a_row_that_is_cut_off_is_told_by_its_width() -> None:
    columns, others = columns_of(["code", "lat", "lon"], COLUMNS, needed=NEEDED)
    [told] = RowCheck(columns, others, 3, KNOWN)([CODE, "23"])
    assert "has 2 cells and the header has 3" in str(told)


def test_a_class_with_free_codes_is_named_by_its_column() -> None:
    assert judged(kind="FREE", code="lamp7").code == "LAMP7"
    assert "does not say of which class" in str(
        judged(Known("x", {"FREE": KnownKind("FREE")}, set(), set(), TODAY), code="lamp7")[0]
    )


def test_a_code_comes_apart_into_area_class_and_serial() -> None:
    assert parse_code(CODE, GB16) == {"area": "990102", "class": "01", "sub": "18", "serial": "000001"}
    assert parse_code(CODE[:-1], GB16) is None
    assert parse_code("９" * 16, GB16) is None


@pytest.mark.parametrize("state", STATES)
def test_every_word_for_a_state_means_it(state: str) -> None:
    for word in (state, *STATES[state]):
        assert state_of("state", word) == (state, "")
    assert state_of("state", "") == ("in-use", "")


@pytest.mark.parametrize(
    "text", ["2019-04-25", "2019/4/25", "2019.4.25", "20190425", "2019年4月25日", "2019-04-25 00:00:00"]
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert day_of("x", text, TODAY) == (date(2019, 4, 25), "")


@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_stands_for_a_point_is_judged(lat: str, lon: str) -> None:
    told = point_of(lat, lon)
    assert told[2] or (-90 <= told[0] <= 90 and -180 <= told[1] <= 180)


@given(st.dictionaries(st.sampled_from(sorted(COLUMNS)).filter(lambda name: name[0] != "-"), st.text(max_size=40)))
def test_whatever_stands_in_a_row_is_judged(cells: dict[str, str]) -> None:
    told = judged(**cells)
    assert isinstance(told, Clean) or all(str(one) for one in told)


def test_the_drawing_of_a_class_follows_its_name() -> None:
    assert family_of("0105", "Power manhole cover") == "manhole"
    assert family_of("0118", "Street light") == "lamp"
    assert family_of("0210", "Traffic light") == "traffic"
    assert family_of("0402", "Street tree") == "tree"
    assert family_of("0115", "Telecom cabinet") == "other"


# --- the file itself ---


def lines(text: str, encoding: str = "utf-8") -> list[bytes]:
    """A file as its lines."""
    return text.encode(encoding).splitlines(keepends=True)


def test_rows_are_records_and_the_header_is_row_one() -> None:
    told = list(rows_of(lines('\ufeffa,b\r\n"x\r\ny",1\r\n\r\nz,2\r\n')))
    assert told == [(1, ["a", "b"]), (2, ["x\r\ny", "1"]), (4, ["z", "2"])]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (lines('a,b\nx,"1\ny,2\n'), "Row 2: a quotation mark opens and never closes"),
        (lines("a\nb\n名\n", "gb18030"), "Row 3 is not written in UTF-8"),
        (lines("a\nb\n", "utf-16"), "UTF-16"),
        (lines("代码,名称\n甲,乙\n", "utf-16-le"), "UTF-16"),
        (lines("代码,名称\n甲,乙\n", "utf-16-be"), "UTF-16"),
        (lines(f"a\nb\n{'x' * 200_000}\n"), "Row 3 has a cell of more than 131072 signs"),
        (lines('a\n"x"y\n'), "Row 2 cannot be read as CSV"),
    ],
)
def test_a_broken_file_is_told_with_its_row(given: list[bytes], told: str) -> None:
    with pytest.raises(NotValid, match=told):
        list(rows_of(given))


def test_another_encoding_may_be_named() -> None:
    assert list(rows_of(lines("名\n", "gb18030"), encoding="gb18030")) == [(1, ["名"])]
    with pytest.raises(NotValid, match="no encoding called klingon"):
        list(rows_of(lines("x\n"), encoding="klingon"))


@given(st.text())
def test_a_cell_comes_back_from_a_spreadsheet_as_it_was(text: str) -> None:
    assert unsafe_cell(safe_cell(text)) == text or text[:1] == "'"


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-cmd", "@x", "\t=1", "\n=1", "＝1+1", "＋1", "－cmd", "＠x"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert safe_cell(text).startswith("'")


def test_numbers_stay_numbers() -> None:
    assert (safe_cell(-73.9), safe_cell("+8"), safe_cell(None)) == ("-73.9", "+8", "")
