"""How fast the city really was in a matter: kept, with its parts, and nothing said below ten."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from civic.guides import actions as guides
from civic.insights.actions import keep_pace, reckon
from civic.insights.models import Pace
from portal.templatetags.gongzhi import spell
from tests.guides.told import published
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=60)


def read(client: Client) -> str:
    return str(client.get("/matters/0101/", headers={"accept-language": "en"}).content.decode())


def test_share_and_middle_are_those_of_the_cases_that_fell_due(city: City, client: Client) -> None:
    for row in range(11):
        city.case("closed", at=NOON + timedelta(minutes=row), text=f"路灯 {row}")
    city.case("dispatched", at=NOON)
    reckon(at=LATER)
    assert keep_pace(at=LATER) == 3
    pace = Pace.objects.get(matter__code="0101")
    assert (pace.due, pace.in_time, pace.answered) == (12, 11, 11)
    assert pace.half == timedelta(hours=4)
    page = read(client)
    assert "11 of 12" in page
    assert "Half of the answers came within 4 hours" in page


def test_below_ten_nothing_is_said_but_the_count(city: City, client: Client) -> None:
    for row in range(9):
        city.case("closed", at=NOON + timedelta(minutes=row), text=f"路灯 {row}")
    reckon(at=LATER)
    keep_pace(at=LATER)
    page = read(client)
    assert "Too few cases" in page
    assert "9 of 9" in page
    assert "Half of the answers" not in page
    assert "%<" not in page.split('id="pace"')[1].split("</section>")[0]


def test_what_fell_due_more_than_a_year_ago_no_longer_counts(city: City) -> None:
    for row in range(3):
        city.case("closed", at=NOON + timedelta(minutes=row))
    reckon(at=LATER)
    keep_pace(at=LATER + timedelta(days=366))
    assert Pace.objects.get(matter__code="0101").due == 0


def test_it_is_reckoned_anew_only_when_it_is_some_hours_old(city: City) -> None:
    assert keep_pace(at=LATER) == 3
    assert keep_pace(at=LATER + timedelta(hours=5)) == 0
    assert keep_pace(at=LATER + timedelta(hours=7)) == 3


def test_the_page_of_a_matter_tells_rules_suggestions_and_answers(city: City, client: Client) -> None:
    guide = published(city)
    case, idea = city.case("answered"), city.case("filed", kind="suggestion")
    hidden = city.case("answered", published=False)
    page = read(client)
    for told in ("No e-bikes in stairwells", case.number, idea.number):
        assert told in page
    assert hidden.number not in page
    guides.withdraw(guide, by=city.shen, reason="作废", at=NOON)
    assert "No e-bikes" not in read(client)


@given(st.integers(min_value=0, max_value=10**7))
def test_a_span_is_spelt_without_claiming_more_than_it_was(minutes: int) -> None:
    number, unit = spell(timedelta(minutes=minutes)).split()
    size = {"m": 1, "h": 60, "d": 24 * 60}[unit[0]]
    assert int(number) * size <= minutes < (int(number) + 1) * size
