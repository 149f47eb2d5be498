"""A city brings its earlier messages along: each whole, each once, what cannot come in told by line and reason."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from civic.cases.models import Case
from civic.cases.queries import STRANGER, first_broken_line, timeline, visible_to
from civic.search.queries import matching
from tests.people import City

HEAD = ["id", "title", "text", "created", "reply", "replied", "category"]
GOOD = [
    "1",
    "河心岛路灯整夜不亮",
    "河心岛步道上的路灯整夜不亮，老人不敢出门。",
    "2019-04-25 09:32:09",
    "已经修好。",
    "2019/5/10 8:06:53",
    "路灯不亮",
]


def write(path: Path, *rows: list[str], head: list[str] = HEAD) -> Path:
    file = path / "messages.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([head, *rows])
    return file


def bring(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("import_messages", str(file), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_message_comes_in_with_its_reply_and_can_be_found(city: City, tmp_path: Path) -> None:
    told = bring(write(tmp_path, GOOD))
    assert "1 messages in (1 with their reply, 0 open)" in told
    case = visible_to(STRANGER).get(pk__in=matching("public", "case", "路灯整夜"))
    assert (case.state, case.outcome, case.matter, case.source) == ("closed", "recorded", city.matter(), "import")
    assert [entry.text for entry in timeline(case, "public") if entry.line.verb == "record"] == ["已经修好。"]
    assert case.filed_at.isoformat().startswith("2019-04-25T01:32:09")
    assert first_broken_line(case) is None


def test_the_same_file_twice_brings_nothing_twice(city: City, tmp_path: Path) -> None:
    file = write(tmp_path, GOOD)
    bring(file)
    assert "0 messages in (0 with their reply, 0 open), 1 were here already" in bring(file)
    assert Case.objects.count() == 1


def test_a_run_that_stopped_half_way_goes_on_where_it_was(city: City, tmp_path: Path) -> None:
    bring(write(tmp_path, GOOD))
    assert "1 messages in" in bring(write(tmp_path, GOOD, ["2", *GOOD[1:]]))
    assert Case.objects.count() == 2


def test_without_replies_the_messages_are_open_for_work_and_not_public(city: City, tmp_path: Path) -> None:
    bring(write(tmp_path, GOOD), "--without-replies")
    case = Case.objects.get()
    assert (case.state, case.publication) == ("filed", "unscreened")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", *GOOD[1:]], "has no id"),
        (["3", "题", "", *GOOD[3:]], "message is empty"),
        (["3", "题", "灯不亮了很久。", "昨天", "好。", "2019-05-10", ""], "cannot be read"),
        (["3", "题", "灯不亮了很久。", "2019-05-10", "好。", "2019-05-09", ""], "older than the message"),
        (["3", "题", "灯不亮了很久。", "2999-05-10", "", "", ""], "has not come yet"),
        (["3", "题", "灯不亮了很久。", "1900-05-10", "", "", ""], "too old"),
        (["3", "题", "灯不亮了很久。", "2019-05-10", "好。", "", ""], "no date in"),
        ([*GOOD, "one too many"], "more cells"),
    ],
)
def test_a_row_that_cannot_come_in_is_told_with_its_line_and_the_rest_comes(
    city: City, tmp_path: Path, row: list[str], reason: str
) -> None:
    told = bring(write(tmp_path, ["9", *GOOD[1:]], row, GOOD))
    assert "2 messages in" in told
    assert "1 skipped" in told
    assert f"line 3, id {row[0] or '-'}: " in told
    assert reason in told
    assert Case.objects.count() == 2


def test_a_reply_that_fails_leaves_no_half_message(city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from civic.handling.management.commands import import_messages as door

    monkeypatch.setattr(door, "record", lambda *_given, **_more: (_ for _ in ()).throw(door.Skipped("no")))
    bring(write(tmp_path, GOOD))
    assert Case.objects.count() == 0


def test_columns_may_have_other_names_and_the_file_other_letters(city: City, tmp_path: Path) -> None:
    file = tmp_path / "gb.csv"
    file.write_bytes("编号,正文,时间\n7,桥边的灯不亮了。,2020/1/2 3:04\n".encode("gb18030"))
    assert "1 messages in" in bring(
        file, "--id", "编号", "--text", "正文", "--created", "时间", "--encoding", "gb18030"
    )


def test_a_missing_column_is_named(city: City, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no column text"):
        bring(write(tmp_path, ["1", "x"], head=["id", "created"]))


def test_a_phone_number_in_an_earlier_message_is_not_shown_to_strangers(city: City, tmp_path: Path) -> None:
    row = ["5", "灯", "桥边的灯不亮，请打我电话13800138000。", *GOOD[3:]]
    bring(write(tmp_path, row))
    case = Case.objects.get()
    assert "13800138000" not in case.public_text
    assert not visible_to(STRANGER).filter(pk__in=matching("public", "case", "13800138000")).exists()
