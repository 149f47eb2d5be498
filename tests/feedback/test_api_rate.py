"""A program says for a resident whether it was solved, and appeals."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from civic.cases.models import Appeal, Case
from civic.feedback.models import Rating
from civic.handling import actions as handling
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, send
from tests.people import NOON, City

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(city: City) -> tuple[Case, str]:
    """A closed case and its code."""
    filed = city.filed()
    case = filed.case
    hour = timedelta(hours=1)
    city_acts = [
        lambda at: supervision.accept(case, by=city.lin, matter=city.matter(), at=at),
        lambda at: handling.dispatch(case, by=city.zhao, office=city.office("dongqiao-lamps"), at=at),
        lambda at: handling.take(case, by=city.chen, at=at),
        lambda at: handling.answer(case, by=city.chen, outcome="solved", text="灯亮了。", at=at),
        lambda at: supervision.verify(case, by=city.lin, at=at),
    ]
    for step, act in enumerate(city_acts, start=1):
        act(NOON + step * hour)
    case.refresh_from_db()
    return case, filed.tracking_code


def rate(client: Client, case: Case, code: str, body: Any, *, days: int = 1) -> Any:
    """Rate some days after the end."""
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        return send(client, f"cases/{case.number}/ratings/", body, Tracking_Code=code)


def appeal(client: Client, case: Case, code: str, *, days: int = 1) -> Any:
    """Appeal some days after the end."""
    with time_machine.travel(NOON + timedelta(days=days), tick=False):
        return send(client, f"cases/{case.number}/appeals/", {"text": "现场没有更换。"}, Tracking_Code=code)


def test_a_yes_closes_and_is_written_down(closed: tuple[Case, str], client: Client) -> None:
    answer = rate(client, *closed, {"solved": "yes", "result": 5, "attitude": 4, "text": "谢谢。"})
    assert answer.status_code == 201, answer.content
    assert {"state": "closed", "solved": "yes", "reopens": False, "round": 1}.items() <= answer.json().items()
    assert (Rating.objects.get().result, Rating.objects.get().speed) == (5, None)


def test_the_first_no_opens_the_case_again(closed: tuple[Case, str], client: Client) -> None:
    assert {"state": "accepted", "solved": "no", "reopens": True, "round": 2}.items() <= rate(
        client, *closed, {"solved": "no"}
    ).json().items()


def test_a_second_rating_of_a_round_is_refused(closed: tuple[Case, str], client: Client) -> None:
    rate(client, *closed, {"solved": "yes"})
    is_problem(rate(client, *closed, {"solved": "no"}), 409)
    assert Rating.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "solved"),
        ({"solved": "maybe"}, "solved"),
        ({"solved": ""}, "solved"),
        ({"solved": ["yes"]}, "solved"),
        ({"solved": "yes", "result": 0}, "result"),
        ({"solved": "yes", "result": 6}, "result"),
        ({"solved": "yes", "speed": 2.5}, "speed"),
        ({"solved": "yes", "speed": True}, "speed"),
        ({"solved": "yes", "speed": int("9" * 40)}, "speed"),
        ({"solved": "yes", "text": "长" * 1001}, "text"),
        ([], "non_field_errors"),
    ],
)
def test_a_rating_that_says_nothing_is_told(closed: tuple[Case, str], client: Client, body: Any, field: str) -> None:
    assert field in is_problem(rate(client, *closed, body), 400)["errors"]
    assert not Rating.objects.exists()


def test_what_is_not_answered_cannot_be_rated(city: City, client: Client) -> None:
    filed = city.filed()
    is_problem(
        send(client, f"cases/{filed.case.number}/ratings/", {"solved": "yes"}, Tracking_Code=filed.tracking_code), 409
    )


def test_an_appeal_names_the_office_that_decides_and_by_when(closed: tuple[Case, str], client: Client) -> None:
    answer = appeal(client, *closed)
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["state"], told["office"]["code"]) == ("close-appealed", "review")
    assert told["decide_by"].startswith("2026-11-2")
    is_problem(appeal(client, *closed), 409)


def test_an_appeal_after_its_days_is_too_late(closed: tuple[Case, str], client: Client) -> None:
    assert is_problem(appeal(client, *closed, days=40), 409)["type"].endswith(":too-late")
    assert not Appeal.objects.exists()


def test_rating_and_appealing_cost_few_statements(
    closed: tuple[Case, str], client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(25):
        rate(client, *closed, {"solved": "yes", "text": "谢谢。"})
    with django_assert_max_num_queries(25):
        appeal(client, *closed)
