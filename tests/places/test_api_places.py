"""A program reads the areas, and asks where a point lies."""

from typing import Any

import pytest
from django.test import Client

from tests.cases.api_door import is_problem
from tests.people import IN_DONGQIAO, IN_HEXIN, OUTSIDE, City

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
    assert [(one["code"], one["area"]["code"]) for one in told["results"]] == [("99010200100101", "990102")]


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
