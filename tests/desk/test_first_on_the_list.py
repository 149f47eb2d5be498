"""Beside the list stands its first case on which nobody works, as long as no case is open; it costs nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from civic.desk.actions import claim_next
from tests.people import City

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def beside(page: str) -> str:
    """What stands beside the list."""
    return page.split('<aside class="desk-open"')[1].split("</aside>")[0]


def test_the_first_case_stands_beside_the_list_with_the_way_to_it(city: City, as_person: Any) -> None:
    now = timezone.now()
    later, first = city.case("accepted", at=now - DAY), city.case("accepted", at=now - 14 * DAY)
    told = beside(as_person(city.zhao).get("/desk/?lang=en").content.decode())
    assert f'href="/desk/cases/{first.number}/' in told
    assert first.title in told
    assert later.number not in told
    assert "Open this case" in told


def test_a_case_on_which_somebody_works_is_passed_over(city: City, as_person: Any) -> None:
    now = timezone.now()
    cases = {city.case("accepted", at=now - days * DAY).number for days in (1, 2)}
    claim = claim_next(by=city.zhao, at=now)
    assert claim is not None
    (free,) = cases - {claim.case.number}
    told = beside(as_person(city.zhao).get("/desk/").content.decode())
    assert free in told
    assert claim.case.number not in told


def test_an_empty_list_says_how_a_case_is_opened(city: City, as_person: Any) -> None:
    assert "No case is open" in beside(as_person(city.zhao).get("/desk/?lang=en").content.decode())


def test_beside_the_map_there_is_no_room_for_it(city: City, as_person: Any) -> None:
    city.case("accepted")
    assert '<aside class="desk-open"' not in as_person(city.zhao).get("/desk/?map=on").content.decode()
