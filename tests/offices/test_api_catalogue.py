"""A program reads what a case can be about, and who there is to answer."""

from typing import Any

import pytest
from django.test import Client

from civic.offices import actions as offices
from tests.people import City

pytestmark = pytest.mark.django_db


def test_the_catalogue_tells_names_limits_and_drawings_in_its_order(city: City, client: Client) -> None:
    told = client.get("/api/v1/matters/", headers={"Accept-Language": "zh-Hant"}).json()
    assert told["next"] is None
    assert [one["code"] for one in told["results"]] == ["0101", "0102", "0900"]
    lamp = told["results"][0]
    assert (lamp["name"], lamp["family"], lamp["answer_days"], lamp["appeal_days"]) == ("路燈不亮", "lamp", 7, 30)
    assert lamp["names"] == {"zh-hans": "路灯不亮", "zh-hant": "路燈不亮", "en": "Street lamp is out"}


def test_what_is_out_of_force_is_not_listed(city: City, client: Client) -> None:
    offices.amend_matter(city.matter("0900"), is_active=False)
    offices.amend_office(city.office("drains"), is_active=False)
    assert "0900" not in [one["code"] for one in client.get("/api/v1/matters/").json()["results"]]
    assert "drains" not in [one["code"] for one in client.get("/api/v1/offices/").json()["results"]]


def test_the_offices_tell_where_they_work_and_who_reviews_them(city: City, client: Client) -> None:
    found = {one["code"]: one for one in client.get("/api/v1/offices/").json()["results"]}
    lamps = found["dongqiao-lamps"]
    assert (lamps["kind"], lamps["area"]["code"], lamps["reviewed_by"]) == ("department", "990102", "review")
    assert found["review"]["is_reviewing"]
    assert not {"posts", "id", "pk", "people"} & set(lamps)


def test_the_lists_cost_one_statement(city: City, client: Client, django_assert_num_queries: Any) -> None:
    for path in ("matters", "offices", "areas"):
        with django_assert_num_queries(1):
            client.get(f"/api/v1/{path}/")
