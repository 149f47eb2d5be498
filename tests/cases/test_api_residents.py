"""The reporter acts from a program: reply and withdraw, proved by code or by session, and nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from civic.cases.guards import TRACKED
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, send
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
ACTS = {
    "replies": {"text": "最南边的一盏。"},
    "withdrawal": None,
    "ratings": {"solved": "yes"},
    "appeals": {"text": "不同意。"},
}


def asked(city: City) -> tuple[str, str]:
    """The number and code of a case that waits for its resident."""
    filed = city.filed(by=city.mei)
    supervision.ask(filed.case, by=city.lin, text="是哪一盏灯？", at=LATER)
    return filed.case.number, filed.tracking_code


def test_a_reply_by_code_sends_the_case_on(city: City, client: Client) -> None:
    number, code = asked(city)
    answer = send(client, f"cases/{number}/replies/", {"text": "最南边的一盏。"}, Tracking_Code=code)
    assert answer.status_code == 201
    assert {"number": number, "state": "filed", "seq": 3}.items() <= answer.json().items()
    again = send(client, f"cases/{number}/replies/", {"text": "再说一次。"}, Tracking_Code=code)
    is_problem(again, 409)


def test_a_withdrawal_by_session_ends_the_report(city: City, as_person: Callable[..., Client]) -> None:
    filed = city.filed(by=city.mei)
    browser = as_person(city.mei)
    assert send(browser, f"cases/{filed.case.number}/withdrawal/", None).json()["state"] == "withdrawn"
    is_problem(send(browser, f"cases/{filed.case.number}/withdrawal/", None), 409)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["stranger", "gu", "chen", "lin"])
def test_nobody_but_the_reporter_acts_for_the_reporter(
    city: City, client: Client, as_person: Callable[..., Client], who: str, act: str
) -> None:
    case = city.case("closed" if act in ("ratings", "appeals") else "filed", by=city.mei)
    asking = client if who == "stranger" else as_person(getattr(city, who))
    is_problem(send(asking, f"cases/{case.number}/{act}/", ACTS[act]), 403)
    before = case.last_seq
    case.refresh_from_db()
    assert case.last_seq == before


@pytest.mark.parametrize("act", ACTS)
def test_nothing_may_be_done_to_a_case_that_may_not_be_seen(
    city: City, client: Client, as_person: Callable[..., Client], act: str
) -> None:
    case = city.filed(is_confidential=True).case
    for asking in (client, as_person(city.gu)):
        is_problem(send(asking, f"cases/{case.number}/{act}/", ACTS[act]), 404)
        is_problem(send(asking, f"cases/{case.number}/{act}/", ACTS[act], Tracking_Code="K7QM-2X4P-9TBD"), 404)


@pytest.mark.parametrize("act", ACTS)
def test_the_code_of_another_case_proves_nothing(city: City, client: Client, act: str) -> None:
    case, other = city.case("filed"), city.filed()
    is_problem(send(client, f"cases/{case.number}/{act}/", ACTS[act], Tracking_Code=other.tracking_code), 403)


@pytest.mark.parametrize(
    "body", [None, [], "text", {"text": None}, {"text": 5.5e300}, {"text": {"a": 1}}, {"text": "  "}, {}]
)
def test_a_reply_that_says_nothing_is_told(city: City, client: Client, body: object) -> None:
    number, code = asked(city)
    answer = send(client, f"cases/{number}/replies/", body, Tracking_Code=code)
    assert answer.status_code in (201, 400) if body == {"text": 5.5e300} else answer.status_code == 400


def test_a_session_that_once_showed_the_code_needs_its_form_token(city: City) -> None:
    number, _code = asked(city)
    browser = Client(enforce_csrf_checks=True)
    session = browser.session
    session[TRACKED] = [city.filed().case.pk - 1]
    session.save()
    assert browser.get(f"/api/v1/cases/{number}/").json()["reading"] == "party"
    is_problem(send(browser, f"cases/{number}/replies/", {"text": "最南边的一盏。"}), 403)


def test_a_code_needs_no_form_token(city: City) -> None:
    number, code = asked(city)
    assert (
        send(
            Client(enforce_csrf_checks=True), f"cases/{number}/replies/", {"text": "最南边的一盏。"}, Tracking_Code=code
        ).status_code
        == 201
    )
