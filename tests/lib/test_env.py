"""The environment is read with types, and a bad value is told in a sentence."""

from datetime import time
from pathlib import Path

import pytest

from civic.lib import env
from civic.lib.env import BadSetting


def test_an_empty_value_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZ_A", "  ")
    assert env.text("GZ_A", "usual") == "usual"
    assert env.whole("GZ_A", 3) == 3
    assert env.flag("GZ_A", True) is True
    assert env.listed("GZ_A", ["x"]) == ["x"]
    assert env.path("GZ_A", "var") == Path("var")
    assert env.secret("GZ_A", "") == ""


@pytest.mark.parametrize("read", [env.text, env.whole, env.path, env.secret])
def test_what_has_no_default_must_be_set(read: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GZ_A", raising=False)
    assert callable(read)
    with pytest.raises(BadSetting, match="GZ_A is not set"):
        read("GZ_A")


@pytest.mark.parametrize(
    ("given", "meant"), [("1", True), ("Yes", True), ("on", True), ("false", False), ("OFF", False), ("0", False)]
)
def test_a_flag_is_yes_or_no(given: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZ_A", given)
    assert env.flag("GZ_A", not meant) is meant


def test_a_bad_value_says_what_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZ_A", "maybe")
    with pytest.raises(BadSetting, match="GZ_A must be one of 1, true"):
        env.flag("GZ_A")
    with pytest.raises(BadSetting, match="GZ_A must be a whole number; it is 'maybe'"):
        env.whole("GZ_A")


def test_a_number_has_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZ_A", "70000")
    assert env.whole("GZ_A") == 70000
    with pytest.raises(BadSetting, match="at most 65535"):
        env.whole("GZ_A", most=65535)
    with pytest.raises(BadSetting, match="at least 70001"):
        env.whole("GZ_A", least=70001)


def test_a_list_is_parted_by_commas_without_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GZ_A", " a.cn, ,b.cn,")
    assert env.listed("GZ_A") == ["a.cn", "b.cn"]


def test_a_secret_may_live_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("s3cret\n")
    monkeypatch.setenv("GZ_A_FILE", str(tmp_path / "key"))
    assert env.secret("GZ_A") == "s3cret"


def test_a_secret_told_twice_missing_or_empty_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GZ_A_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(BadSetting, match="cannot be read"):
        env.secret("GZ_A", "usual")
    (tmp_path / "nowhere").write_text("\n")
    with pytest.raises(BadSetting, match="is empty"):
        env.secret("GZ_A", "usual")
    monkeypatch.setenv("GZ_A", "s3cret")
    with pytest.raises(BadSetting, match="not both") as told:
        env.secret("GZ_A")
    assert "s3cret" not in str(told.value)


def test_an_hour_of_the_day_is_read_and_anything_else_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.hour("GZ_A", "09:00") == time(9, 0)
    monkeypatch.setenv("GZ_A", "17:30")
    assert env.hour("GZ_A", "09:00") == time(17, 30)
    monkeypatch.setenv("GZ_A", "25:00")
    with pytest.raises(BadSetting, match="GZ_A must be an hour of the day such as 09:00"):
        env.hour("GZ_A", "09:00")


def test_the_origins_of_tile_servers_are_read_and_anything_else_is_told() -> None:
    assert env.origins("") == []
    assert env.origins("https://{s}.tiles.example/{z}/{x}/{y}.png") == ["https://*.tiles.example"]
    with pytest.raises(BadSetting, match="not the address of a tile server"):
        env.origins("javascript:alert(1)")
