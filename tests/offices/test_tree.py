"""Offices in two trees, by line and by area: a unit is found in both."""

from typing import Any

import pytest

from civic.lib.refusals import NotValid
from civic.offices import actions as offices
from tests.pages import read
from tests.people import City, names


def test_a_unit_is_found_by_line_and_by_area(city: City, client: Any) -> None:
    bureau = offices.found_office(code="bureau", kind="department", names=names("市局", "市局", "The Bureau"))
    offices.amend_office(city.office("dongqiao-lamps"), above=bureau)
    assert "1 below it" in read(client.get("/offices/", HTTP_ACCEPT_LANGUAGE="en"))
    by_line = read(client.get("/offices/bureau/", HTTP_ACCEPT_LANGUAGE="en"))
    by_area = read(client.get("/offices/?area=990102", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Dongqiao Street Lighting" in by_line
    assert "Dongqiao Street Lighting" in by_area
    itself = read(client.get("/offices/dongqiao-lamps/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "The Bureau" in itself
    assert "Dongqiao District" in itself


def test_a_line_never_runs_in_a_circle(city: City) -> None:
    lamps, drains = city.office("dongqiao-lamps"), city.office("drains")
    offices.amend_office(lamps, above=drains)
    drains.refresh_from_db()
    with pytest.raises(NotValid, match="stands below"):
        offices.amend_office(drains, above=lamps)
    with pytest.raises(NotValid, match="stands below"):
        offices.amend_office(drains, above=drains)


@pytest.mark.parametrize("path", ["/offices/nowhere/", "/offices/?area=000000"])
def test_what_is_not_there_is_not_found(city: City, client: Any, path: str) -> None:
    assert client.get(path).status_code == 404
