"""A past round comes in from a file of another platform: each message once, with its likes of there."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from civic.cases.models import Case
from civic.cases.queries import first_broken_line
from civic.suggestions.models import Round, TakenOver
from tests.people import City
from tests.suggestions.ground import running

pytestmark = pytest.mark.django_db
HEAD = ["id", "user", "title", "created", "detail", "dislikes", "likes"]
GOOD = [
    ["11", "u1", "给河边加长椅", "2019-04-25 09:32:09", "河边走到一半没有地方坐，请加几张长椅。", "0", "17"],
    ["12", "u2", "", "2019/5/10 8:06", "我叫王建国，电话 13812345678。望江路缺一个公厕。", "3", "0"],
    ["13", "u3", "晚班公交", "2020-01-02 23:59:59", "十点以后没有公交，希望加一班。", "0", ""],
]
OPTIONS = ["--text", "detail", "--slug", "letters-2019", "--name", "2019年来信", "--name-en", "Letters of 2019"]
OPTIONS += ["--source", "民声网", "--by", "lin"]


def write(path: Path, *rows: list[str]) -> str:
    file = path / "messages.csv"
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([HEAD, *rows])
    return str(file)


def bring(file: str, *options: str) -> str:
    out = StringIO()
    call_command("import_round", file, *(options or OPTIONS), stdout=out, stderr=StringIO())
    return out.getvalue()


def test_each_message_comes_in_as_a_suggestion_at_its_end_with_its_likes(
    city: City, tmp_path: Path, client: Client
) -> None:
    assert "3 suggestions in, 0 were here already, 0 skipped" in bring(write(tmp_path, *GOOD))
    known = Round.objects.get()
    assert (known.slug, known.taken_from, known.name_en) == ("letters-2019", "民声网", "Letters of 2019")
    assert known.opens_at.isoformat() == "2019-04-24T16:00:00+00:00"
    assert known.closes_at.isoformat() == "2020-01-02T15:59:59.999999+00:00"
    assert (known.topic_zh_hans, known.topic_en) != ("", "")
    assert [one.likes for one in TakenOver.objects.order_by("pk")] == [17, 0, None]
    for case in Case.objects.all():
        assert (case.kind, case.state, case.outcome, case.supports) == ("suggestion", "closed", "taken-over", 0)
        assert first_broken_line(case) is None
    hidden = Case.objects.get(source_ref="letters-2019:12")
    assert "王建国" not in hidden.public_title + hidden.public_text
    assert "13812345678" not in hidden.public_title + hidden.public_text
    said = client.get("/suggestions/rounds/letters-2019/", headers={"accept-language": "en"}).content.decode()
    assert "17 likes at the source" in said


def test_who_wrote_it_there_is_not_taken_along(city: City, tmp_path: Path) -> None:
    bring(write(tmp_path, ["14", "A000102948", *GOOD[0][2:]]))
    case = Case.objects.get()
    assert case.reporter is None
    assert "A000102948" not in str(vars(case))


def test_the_same_file_twice_brings_nothing_twice(city: City, tmp_path: Path) -> None:
    file = write(tmp_path, *GOOD)
    bring(file)
    assert "0 suggestions in, 3 were here already, 0 skipped" in bring(file)
    assert (Case.objects.count(), Round.objects.count(), TakenOver.objects.count()) == (3, 1, 3)


def test_a_run_that_stopped_half_way_goes_on_where_it_was(city: City, tmp_path: Path) -> None:
    bring(write(tmp_path, GOOD[0], GOOD[2]))
    assert "1 suggestions in, 2 were here already" in bring(write(tmp_path, *GOOD))


def test_broken_rows_are_told_by_line_and_the_rest_comes_in(city: City, tmp_path: Path) -> None:
    rows = [
        GOOD[0],
        ["", "u", "t", "2019-05-01", "没有编号的一条。", "0", "1"],
        ["21", "u", "t", "not a day", "日期不对的一条。", "0", "1"],
        ["22", "u", "t", "2019-05-01", "", "0", "1"],
        ["23", "u", "t", "2019-05-01", "点赞数不对的一条。", "0", "many"],
        ["24", "u", "t", "2019-05-01", "短", "0", "1"],
    ]
    told = bring(write(tmp_path, *rows), *OPTIONS, "--skipped", str(tmp_path / "skipped.csv"))
    assert "1 suggestions in, 0 were here already, 5 skipped" in told
    assert "line 6, id 23: “likes” is no number: 'many'." in told
    assert len((tmp_path / "skipped.csv").read_text(encoding="utf-8-sig").splitlines()) == 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--by", "nobody"], "Nobody here has the handle"),
        (["--by", "mei"], "You hold no such post"),
        (["--slug", "A B"], "slug: "),
        (["--text", "words"], "The file has no column words"),
        (["--source", " "], "Name the platform"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_comes_in(
    city: City, tmp_path: Path, options: list[str], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        bring(write(tmp_path, *GOOD), *OPTIONS, *options)
    assert not Case.objects.exists()


def test_a_round_that_is_held_here_is_never_mixed_with_one_of_elsewhere(city: City, tmp_path: Path) -> None:
    running(city)
    with pytest.raises(CommandError, match="Another round has the address"):
        bring(write(tmp_path, *GOOD), *OPTIONS, "--slug", "riverside-2026")
    assert not Case.objects.exists()
