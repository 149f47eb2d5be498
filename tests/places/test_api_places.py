"""A program reads the areas, and asks where a point lies."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from civic.places import actions as places
from tests.cases.api_door import is_problem
from tests.people import IN_DONGQIAO, IN_HEXIN, OUTSIDE, City
from tests.places.shapes import box

pytestmark = pytest.mark.django_db


def where(client: Client, lat: Any, lon: Any) -> Any:
    """Ask where a point lies."""
    return client.get("/api/v1/cells/", {"lat": lat, "lon": lon})


def test_the_areas_are_told_from_the_city_down(city: City, client: Client) -> None:
    told = client.get("/api/v1/areas/").json()["results"]
    assert [(one["code"], one["kind"], one["parent"]) for one in told] == [
        ("990100", "city", None),
        ("990101", "district", "990100"),
        ("990102", "district", "990100"),
    ]
    assert "polygon" not in told[0]


def test_a_point_has_its_area_and_its_cell(city: City, client: Client) -> None:
    told = where(client, *IN_DONGQIAO).json()
    assert (told["inside"], told["area"]["code"]) == (True, "990102")
    assert told["results"] == [
        {
            "code": "99010200100101",
            "layer": "management",
            "area": {"code": "990102", "name": "Dongqiao District"},
            "grade": 2,
        }
    ]


def test_a_point_has_one_cell_a_layer(city: City, client: Client) -> None:
    for code in ("990102001001001", "990102001001002"):
        places.add_cell(
            layer="social",
            code=code,
            area=city.area("990102"),
            polygon=box(113.29, 23.12, 113.31, 23.14),
            starts=date(2025, 1, 1),
            grade=1,
        )
    told = where(client, *IN_DONGQIAO).json()
    assert [(one["layer"], one["code"], one["grade"]) for one in told["results"]] == [
        ("management", "99010200100101", 2),
        ("social", "990102001001001", 1),
    ]


def test_the_areas_below_another_or_of_a_kind_are_told_alone(city: City, client: Client) -> None:
    def codes(**asked: str) -> list[str]:
        return [one["code"] for one in client.get("/api/v1/areas/", asked).json()["results"]]

    assert codes(kind="city") == ["990100"]
    assert codes(parent="990100") == ["990101", "990102"]
    assert codes(kind="street", parent="990100") == []
    assert is_problem(client.get("/api/v1/areas/", {"kind": "planet"}), 400)["errors"]["kind"]


def test_a_point_beyond_the_cells_still_has_its_area(city: City, client: Client) -> None:
    told = where(client, *IN_HEXIN).json()
    assert (told["inside"], told["area"]["code"], told["results"]) == (True, "990101", [])


def test_a_point_outside_the_city_is_told_as_outside(city: City, client: Client) -> None:
    assert where(client, *OUTSIDE).json() == {"inside": False, "area": None, "results": []}


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("", ""),
        ("a", "b"),
        ("nan", "113.3"),
        ("inf", "113.3"),
        ("91", "0"),
        ("0", "181"),
        ("1e999", "0"),
        ("9" * 400, "0"),
        ("٢٣", "x"),
    ],
)
def test_what_is_no_point_is_told(city: City, client: Client, lat: str, lon: str) -> None:
    assert is_problem(where(client, lat, lon), 400)["errors"]
