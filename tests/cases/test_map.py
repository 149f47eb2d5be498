"""The public map: counts kept by every act, the same whether rows or counts are read, and small for any box."""

import json
import random
import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from civic.cases import actions as cases
from civic.cases.models import Case, MapCount
from civic.cases.rules.grouping import COUNTED, HEXAGONS_MOST, hexagons_in, hexagons_of
from civic.cases.views import mapping
from civic.supervision import actions as supervision
from tests.at_once import at_once
from tests.cases.test_case_list import clone
from tests.people import IN_DONGQIAO, IN_HEXIN, NOON, City

CITY = "113.15,23.05,113.40,23.25"


def told(client: Client, **query: Any) -> dict[str, Any]:
    """What the map is told."""
    answer: dict[str, Any] = json.loads(client.get("/cases/map.json", query).content)
    return answer


def truth() -> dict[tuple[int, int, str], int]:
    """The counts as a fresh count of all rows finds them; what the acts had kept is put back."""
    kept = {(row.resolution, row.h3, row.sign): row.count for row in MapCount.objects.filter(count__gt=0)}
    cases.recount_map()
    fresh = {(row.resolution, row.h3, row.sign): row.count for row in MapCount.objects.all()}
    assert kept == fresh
    return fresh


def test_the_map_tells_single_cases_while_they_are_few_and_leaves_out_what_is_hidden(
    city: City, client: Client
) -> None:
    closed = city.case("closed")
    city.rated(city.case("closed"), "no")
    alone = city.case("filed", lat=IN_HEXIN[0], lon=IN_HEXIN[1])
    city.case("filed", published=False)
    answer = told(client, zoom="13", bbox=CITY)
    assert sorted(one[2] for one in answer["cases"]) == ["done", "not", "open"]
    assert [one[3] for one in answer["cases"] if one[2] == "open"] == [alone.number]
    assert closed.number in {one[0] for one in answer["newest"]}
    assert (answer["groups"], answer["is_all"], answer["count"]) == ([], True, 3)


def test_many_cases_are_told_as_counted_groups(city: City, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "SINGLES_MOST", 1)
    city.case("closed")
    city.rated(city.case("closed"), "no")
    city.case("filed", lat=IN_HEXIN[0], lon=IN_HEXIN[1])
    pair, single = sorted(told(client, zoom="13", bbox=CITY)["groups"], key=lambda one: -one[2])
    assert pair == [*IN_DONGQIAO, 2, 1, ""]
    assert single == [*IN_HEXIN, 1, 0, "open"]


@pytest.mark.parametrize("zoom", ["12", "17"])
def test_a_crowded_box_is_filtered_as_an_empty_one(
    city: City, client: Client, monkeypatch: pytest.MonkeyPatch, zoom: str
) -> None:
    city.case("filed")
    city.case("filed", lat=IN_HEXIN[0], lon=IN_HEXIN[1])
    city.case("filed", matter=city.matter("0102"))
    south, west = IN_DONGQIAO[0] - 0.01, IN_DONGQIAO[1] - 0.01
    asked = {"zoom": zoom, "matter": "0101", "bbox": f"{west},{south},{west + 0.02},{south + 0.02}"}
    few = told(client, **asked)
    assert few["count"] == 1
    monkeypatch.setattr(mapping, "MANY", 0)
    with CaptureQueriesContext(connection) as queries:
        assert told(client, **asked) == few
    boxed = next(query["sql"] for query in queries if "BETWEEN" in query["sql"] and "cases_case" in query["sql"])
    if connection.vendor == "sqlite":  # no index over places can serve
        assert re.search(r'"lat" \+ 0\.0\)+ BETWEEN', boxed)


@pytest.mark.parametrize("zoom", ["", "-1", "0", "3", "999", "²", "1e9", "x"])
def test_any_zoom_and_any_box_is_answered(city: City, client: Client, zoom: str) -> None:
    city.case("filed")
    for box in ("", CITY, "-180,-90,180,90", "113.30,23.13,113.30,23.13", "-180,89,180,90"):
        assert client.get("/cases/map.json", {"zoom": zoom, "bbox": box}).status_code == 200
    assert len(told(client, zoom=zoom)["cases"]) == 1


def test_a_box_elsewhere_is_empty(city: City, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping, "SINGLES_MOST", 0)
    city.case("filed")
    for box in ("10,10,11,11", "-170,-80,-10,0"):
        assert told(client, zoom="9", bbox=box)["groups"] == []


def test_every_act_keeps_the_counts_right(city: City) -> None:
    case = city.case("closed")
    assert {sign for _resolution, _cell, sign in truth()} == {"done"}
    city.rated(case, "no", text="又灭了。")
    assert {sign for _resolution, _cell, sign in truth()} == {"not"}
    other = city.case("in-hand", lat=IN_HEXIN[0], lon=IN_HEXIN[1])
    assert len(truth()) == 2 * len(COUNTED)
    supervision.withhold(other, by=city.mo, reason="有人名。", at=NOON + timedelta(days=9))
    assert len(truth()) == len(COUNTED)
    cases.forget_reporter(Case.objects.get(pk=case.pk), at=NOON + timedelta(days=10), public_words_too=True)
    assert truth() == {}


def test_a_case_without_a_point_or_not_public_is_never_counted(city: City) -> None:
    city.case("closed", lat=None, lon=None, address="望江路")
    city.case("answered", published=False)
    assert truth() == {}


@pytest.mark.django_db(transaction=True)
def test_ten_publications_at_once_are_ten(city: City) -> None:
    filed = [city.filed().case for _each in range(10)]
    at_once(
        *[lambda case=case: supervision.publish(case, by=city.mo, title="灯", text="灯不亮", at=NOON) for case in filed]
    )
    assert {row.count for row in MapCount.objects.all()} == {10}


def test_counts_written_below_the_acts_are_mended_by_the_command(
    city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    clone(city.case("filed"), 5)
    call_command("recount_map")
    assert "6 public cases" in capsys.readouterr().out
    assert {row.count for row in MapCount.objects.all()} == {6}


def test_the_map_asks_the_same_of_many_cases_and_stays_small(city: City, client: Client) -> None:
    clone(city.case("filed"), 400)
    draw = random.Random(3)
    for case in Case.objects.all():
        where = {"lat": 23.06 + draw.random() * 0.18, "lon": 113.16 + draw.random() * 0.23}
        Case.objects.filter(pk=case.pk).update(public_title="灯" * 120, **where)
    cases.recount_map()
    for zoom in ("9", "12", "13", "16"):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get("/cases/map.json", {"zoom": zoom, "bbox": CITY})
        assert len(asked) <= 4
        assert len(answer.content) <= 30_000
    with CaptureQueriesContext(connection) as filtered:
        answer = client.get("/cases/map.json", {"zoom": "12", "bbox": CITY, "kind": "complaint"})
    assert len(filtered) <= 4
    assert len(answer.content) <= 30_000


@given(
    lat=st.floats(-60, 60), lon=st.floats(-170, 170), high=st.floats(0.0001, 5), wide=st.floats(0.0001, 5),
    zoom=st.integers(0, 19),
)  # fmt: skip
def test_the_hexagons_of_a_box_hold_every_point_in_it_and_are_not_too_many(
    lat: float, lon: float, high: float, wide: float, zoom: int
) -> None:
    resolution, hexagons = hexagons_in((lon, lat, lon + wide, lat + high), zoom=zoom)
    assert hexagons is None or len(hexagons) <= 2 * HEXAGONS_MOST
    for share in (0.0, 0.5, 1.0):
        cell = dict(hexagons_of(lat + share * high, lon + share * wide))[resolution]
        assert hexagons is None or cell in hexagons
