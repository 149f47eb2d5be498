"""The command that tries the finder on texts of a file, on invented ones and, where they are, on real ones."""

import os
import re
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

REAL = Path(os.environ.get("GONGZHI_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
TAIPEI = REAL / "taipei" / "streetlight_reports_2024_free_text.csv"
MESSAGES = [REAL / "messages" / name for name in ("messages.csv", "messages_with_replies.csv")]


@pytest.fixture
def invented(tmp_path: Path) -> Path:
    file = tmp_path / "invented.csv"
    file.write_text(
        "id,where,words\n"
        "1,东桥,我叫王小美，电话 138-0013-8000，路灯不亮。\n"
        "2,东桥,我叫停车，他不停，车牌粤A12345。\n"
        "3,河心,路灯编号 0505364 不亮已经一个星期了。\n",
        encoding="utf-8",
    )
    return file


def tried(capsys: pytest.CaptureFixture[str], *files: Path, **options: str) -> str:
    call_command("try_private_data", *map(str, files), **options)
    return capsys.readouterr().out


def test_it_takes_the_column_with_the_longest_texts_and_counts(
    invented: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tried(capsys, invented)
    assert "invented.csv, column words: 3 texts" in said
    assert "texts with a mobile number: 1, 1 of them hyphenated; found 1, missed 0" in said
    assert "“我叫”: 2; a name marked after 1" in said
    assert "no name after: [我叫]停车" in said
    assert "phone: 1 in 1 texts, possible false alarms 0" in said


def test_it_shows_what_was_marked_when_asked(invented: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "[粤A12345]" not in tried(capsys, invented)
    assert "车牌[粤A12345]" in tried(capsys, invented, show="plate")


def test_a_column_that_is_not_there_and_a_file_that_is_not_there_are_said(invented: Path) -> None:
    with pytest.raises(CommandError, match="has no column nothing"):
        call_command("try_private_data", str(invented), column="nothing")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("try_private_data", str(invented.with_name("nothing.csv")))


@pytest.mark.real_data
@pytest.mark.skipif(not TAIPEI.exists(), reason=f"the real reports are not here: {TAIPEI}")
def test_every_mobile_number_of_the_real_reports_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    said = tried(capsys, TAIPEI)
    assert "texts with a mobile number: 44, 10 of them hyphenated; found 44, missed 0" in said
    assert _false_alarms(said) <= 5


@pytest.mark.real_data
@pytest.mark.skipif(not MESSAGES[0].exists(), reason=f"the real messages are not here: {MESSAGES[0]}")
def test_at_most_one_name_after_the_words_that_announce_it_is_missed(capsys: pytest.CaptureFixture[str]) -> None:
    for file in MESSAGES:
        said = tried(capsys, file, column="detail")
        called, named = map(int, re.findall(r"“我叫”: ([0-9]+); a name marked after ([0-9]+)", said)[0])
        assert called >= 20
        assert called - named <= 1  # the one is no name: somebody called out
        assert _false_alarms(said) <= 25


def _false_alarms(said: str) -> int:
    return sum(map(int, re.findall(r"possible false alarms ([0-9]+)", said)))
