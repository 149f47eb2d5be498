"""A table of a city is read whole, under any names of its columns, and a broken one is refused naming the row."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import NotValid
from civic.lib.tables import Row, Table, read_table

KNOWN = {"code": ("单位代码", "code"), "name": ("名称", "name"), "from": ("起始日期", "from", "starts")}


def read(text: str, encoding: str = "utf-8") -> Table:
    return read_table(text.encode(encoding), KNOWN, needed=("code",))


def row(**cells: str) -> Row:
    return Row(2, cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("header", ["单位代码,名称", "單位代碼,名稱", "Code, NAME", "code,name"])
def test_chinese_and_english_headers_are_read_in_the_encodings_spreadsheets_save(encoding: str, header: str) -> None:
    table = read(f"{header}\na-1,东桥区照明所\n", encoding)
    assert [one.cells for one in table.rows] == [{"code": "a-1", "name": "东桥区照明所"}]
    assert table.rows[0].number == 2


def test_rows_keep_their_numbers_over_empty_ones_and_cells_their_text_alone() -> None:
    table = read('code,name,remark\n\n , ,\n a-1 ,"二\n行",x\na-2\n')
    assert [(one.number, one.cells) for one in table.rows] == [
        (4, {"code": "a-1", "name": "二\n行"}),
        (5, {"code": "a-2", "name": ""}),
    ]
    assert table.unread == ["remark"]
    assert table.heads == {"code": "code", "name": "name"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("名称\n甲\n".encode(), "单位代码"),
        (b"code,code\na,b\n", "read alike"),
        (b"code,name\na,b,c\n", "Row 2"),
        (b'code,name\na,"b\n', "Row 2"),
        ("code\na".encode("utf-16"), "UTF-16"),
        (b"code\n\xff\xff\n", "Row 2"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(content: bytes, told: str) -> None:
    with translation.override("en"), pytest.raises(NotValid) as refused:
        read_table(content, KNOWN, needed=("code",))
    with translation.override("en"):
        assert told in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"\n \n\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    with pytest.raises(NotValid, match="The file is empty"):
        read_table(content, KNOWN, needed=("code",))


def test_an_empty_cell_says_nothing_and_a_dash_empties() -> None:
    assert row().said("name") is None
    assert row(name="").said("name") is None
    assert row(name="-").said("name") == ""
    assert row(name="甲").said("name") == "甲"
    with pytest.raises(NotValid) as refused:
        row(name="-").needed("name")
    assert list(refused.value.fields) == ["name"]


@pytest.mark.parametrize("text", ["2026-01-09", "2026/1/9", "20260109", "2026年1月9日", "2026.1.9"])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert row(day=text).day("day") == date(2026, 1, 9)


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "2026-02-30", "1/9/26/2"])
def test_what_is_no_day_is_refused_naming_its_column(text: str) -> None:
    with pytest.raises(NotValid) as refused:
        row(day=text).day("day")
    assert list(refused.value.fields) == ["day"]


def test_flags_numbers_and_lists() -> None:
    assert [row(x=text).flag("x") for text in ("是", "YES", "0", "否", "")] == [True, True, False, False, None]
    assert [row(x=text).whole("x", most=99) for text in ("15", "", "-")] == [15, None, None]
    assert row(x="a、b; c,a").several("x") == ["a", "b", "c"]
    assert row(x="-").several("x") == []
    assert row().several("x") is None
    for text in ("maybe", "100", "-1", "1.5"):
        with pytest.raises(NotValid):
            row(x=text).whole("x", most=99)
    with pytest.raises(NotValid):
        row(x="maybe").flag("x")
    with pytest.raises(NotValid):
        row(x="abc").text("x", longest=2)


def test_a_choice_is_known_by_its_key_and_by_its_name_in_every_language() -> None:
    choices = {"act": _("acting side"), "check": _("checking side")}
    with translation.override("zh-hans"):
        chinese = str(choices["act"])
    assert chinese != "acting side"
    for text in ("act", "ACT", "acting side", "Acting  Side", chinese):
        assert row(x=text).choice("x", choices) == "act"
    assert row().choice("x", choices) is None
    with translation.override("en"), pytest.raises(NotValid) as refused:
        row(x="both").choice("x", choices)
    assert refused.value.fields["x"] == ["This is none of: act, check."]
