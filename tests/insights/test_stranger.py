"""A stranger does every sum again, from the files alone."""

import csv
import importlib.util
import io
from types import ModuleType
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from civic.handling import actions as handling
from civic.insights.actions import reckon
from civic.supervision import actions as supervision
from tests.insights.counting import DAY, HOUR, LATER, answered, closed
from tests.people import IN_HEXIN, NOON, City

MONTH = "2026-11"


@pytest.fixture
def program() -> ModuleType:
    """The program that anybody may take away."""
    path = settings.BASE_DIR / "static" / "open-data" / "check_figures.py"
    spec = importlib.util.spec_from_file_location("check_figures", path)
    assert spec
    assert spec.loader
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def _life(city: City) -> None:
    for turn in range(12):
        where: dict[str, Any] = {"lat": IN_HEXIN[0], "lon": IN_HEXIN[1]} if turn % 3 == 0 else {}
        case = city.case("closed", published=turn % 5 != 0, language=("zh-hans", "en")[turn % 2], **where)
        if turn % 4:
            city.rated(case, ("yes", "yes", "no", "partly")[turn % 4], result=turn % 5 + 1, speed=4)
    supervision.withhold(city.rated(city.case("closed"), "no"), by=city.mo, reason="有人名。", at=NOON + 3 * DAY)
    closed(answered(city.case("in-hand"), city, "not-found", at=NOON + 5 * HOUR), city, at=NOON + 6 * HOUR)
    late = city.case("in-hand")
    handling.return_case(late, by=city.chen, reason="这盏灯归公园管理处。", at=NOON + 6 * HOUR)
    supervision.accept(city.case("filed"), by=city.lin, matter=city.matter(), at=NOON + HOUR)


def _text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def _rows(client: Client, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(client, path).lstrip("\ufeff"))))


def test_every_count_and_every_percentage_follows_from_the_files(
    city: City, client: Client, program: ModuleType
) -> None:
    _life(city)
    reckon(at=LATER)
    cases = _rows(client, f"/open-data/cases/{MONTH}.csv")
    assert len(cases) == 16
    assert program.wrong_counts(cases, _rows(client, f"/open-data/figures/{MONTH}.csv")) == []
    for by, unit in (
        ("area", program.district_of),
        ("office", program.office_of),
        ("language", lambda office, path, language: language or "none"),
        ("month", lambda office, path, language: MONTH),
    ):
        shown = _rows(client, f"/scores/table.csv?month={MONTH}&by={by}")
        assert any(row["solved_percent"] for row in shown)
        assert program.wrong_rates(cases, shown, unit) == [], by


def test_the_program_finds_a_number_that_was_touched(city: City, client: Client, program: ModuleType) -> None:
    _life(city)
    reckon(at=LATER)
    cases = _rows(client, f"/open-data/cases/{MONTH}.csv")
    shown = _rows(client, f"/scores/table.csv?month={MONTH}&by=office")
    shown[0]["solved_percent"] = "99"
    assert len(program.wrong_rates(cases, shown, program.office_of)) == 1


def test_what_is_not_public_stands_in_the_file_without_anything_of_its_own(city: City, client: Client) -> None:
    shown, hidden = city.case("closed"), city.case("closed", published=False)
    gone = city.case("closed")
    reckon(at=LATER)
    before = _text(client, f"/open-data/cases/{MONTH}.csv")
    kept = client.get(f"/open-data/cases/{MONTH}.csv")
    supervision.withhold(gone, by=city.mo, reason="有人名。", at=LATER)
    for header in ({"if-none-match": kept["ETag"]}, {"if-modified-since": kept["Last-Modified"]}):
        assert client.get(f"/open-data/cases/{MONTH}.csv", headers=header).status_code == 200
    text = _text(client, f"/open-data/cases/{MONTH}.csv")  # at once, before any sweep
    assert shown.number in text
    assert gone.number in before
    assert hidden.number not in text
    assert gone.number not in text
    rows = _rows(client, f"/open-data/cases/{MONTH}.csv")
    kept = [row for row in rows if row["public"] == "0"]
    assert len(kept) == 2
    assert {row[name] for row in kept for name in ("kind", "matter", "due")} == {""}
    assert all(len(row["row"]) == 16 for row in kept)


def test_a_returning_reader_reads_304_until_something_changes(city: City, client: Client) -> None:
    case = city.case("closed")
    with time_machine.travel(LATER, tick=False):
        reckon(at=LATER)
        for path in (f"/open-data/cases/{MONTH}.csv", f"/scores/?month={MONTH}"):
            first = client.get(path)
            again = client.get(path, headers={"if-none-match": first["ETag"]})
            assert again.status_code == 304, path
    city.rated(case, "yes")
    reckon(at=LATER + HOUR)
    assert client.get(f"/open-data/cases/{MONTH}.csv", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_no_cell_of_a_file_is_a_formula(city: City, client: Client) -> None:
    case = city.filed().case
    supervision.decline(case, by=city.lin, basis="=HYPERLINK(1)", text="不归我们办。", at=NOON + HOUR)
    for _turn in range(3):
        other = city.filed().case
        supervision.decline(other, by=city.lin, basis="=HYPERLINK(1)", text="不归我们办。", at=NOON + HOUR)
    reckon(at=LATER)
    assert [row["reason"] for row in _rows(client, "/open-data/set-aside.csv")] == ["'=HYPERLINK(1)"]


def test_a_basis_that_few_cases_share_is_told_as_another_one(city: City, client: Client) -> None:
    supervision.decline(city.filed().case, by=city.lin, basis="张三家的事", text="不归我们办。", at=NOON + HOUR)
    gone = city.case("closed")
    supervision.withhold(gone, by=city.mo, ground="child", at=NOON + 3 * DAY)
    reckon(at=LATER)
    rows = [(row["what"], row["reason"], row["count"]) for row in _rows(client, "/open-data/set-aside.csv")]
    assert rows == [("declined", "other", "1"), ("withheld", "child", "1")]


@pytest.mark.parametrize(
    "path", ["/open-data/cases/2026-13.csv", "/open-data/cases/x.csv", "/open-data/figures/1999-01.csv"]
)
def test_a_month_without_figures_is_not_there(city: City, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
