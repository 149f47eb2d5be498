"""The worklist: whose cases, in which order, at what cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.people import NOON, City

pytestmark = pytest.mark.django_db


def test_a_page_opens(city: City, as_person: Any) -> None:
    city.case("filed")
    case = city.case("in-hand")
    client: Client = as_person(city.lin)
    assert client.get("/desk/").status_code == 200
    client = as_person(city.chen)
    page = client.get(f"/desk/cases/{case.number}/")
    assert page.status_code == 200
    assert timedelta(0) < timedelta(1) and NOON
