"""Coming back with number and code."""

import re
from typing import Any

import pytest
from django.test import Client

from civic.cases.guards import TRACKED
from civic.lib.codes import read_number
from tests.doors.answers import NOWHERE
from tests.people import City

pytestmark = pytest.mark.django_db
WRONG = "Number and code do not belong together"


def test_number_and_code_open_the_case_and_keep_it_open(city: City) -> None:
    filed = city.filed()
    client = Client()
    answer = client.post("/track/", {"number": filed.case.number, "code": filed.tracking_code})
    assert answer.headers["Location"] == f"/cases/{filed.case.number}/"
    assert client.session[TRACKED] == [filed.case.pk]
    assert "望江路 18 号对面的路灯" in client.get(f"/cases/{filed.case.number}/").content.decode()


def test_both_may_be_typed_as_people_type(city: City) -> None:
    filed = city.filed()
    number = " 编号：" + filed.case.number.replace("-", "").translate(
        str.maketrans("0123456789", "０１２３４５６７８９")
    )
    code = filed.tracking_code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert Client().post("/track/", {"number": number, "code": code}).status_code == 302


def test_a_wrong_pair_gets_one_sentence_that_gives_neither_away(city: City) -> None:
    filed, other = city.filed(), city.filed()
    pages = []
    for number, code in (
        (filed.case.number, "AAAA-BBBB-CCCC"),
        (filed.case.number, other.tracking_code),
        (filed.case.number, "nonsense"),
        ("26-0000-0000", filed.tracking_code),
        ("nonsense", filed.tracking_code),
        ("x" * 3000, "y" * 3000),
    ):
        client = Client()
        page = client.post("/track/", {"number": number, "code": code})
        assert page.status_code == 200
        assert WRONG in page.content.decode()
        assert TRACKED not in client.session
        pages.append(page.content.decode().count("govuk-error-message"))
    assert len(set(pages)) == 1


def test_right_and_wrong_ask_the_database_the_same(city: City, django_assert_num_queries: Any) -> None:
    filed = city.filed()
    Client().post("/track/", {"number": "nonsense", "code": "nonsense"})  # what the frame keeps in mind is read once
    for number, code in (
        (filed.case.number, "AAAA-BBBB-CCCC"),
        ("26-0000-0000", filed.tracking_code),
        ("nonsense", "nonsense"),
    ):
        with django_assert_num_queries(2):
            Client().post("/track/", {"number": number, "code": code})


def test_what_is_missing_is_told_beside_its_field(city: City) -> None:
    page = Client().post("/track/", {"number": "", "code": ""}).content.decode()
    assert page.count("Enter the number of the case.") == 2
    assert page.count("Enter the secret code from your receipt.") == 2


def test_guessing_is_stopped_with_a_time_to_come_back(city: City, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"track-network": (2, 600)}
    filed = city.filed()
    client = Client()
    for _turn in range(2):
        client.post("/track/", {"number": filed.case.number, "code": "AAAA-BBBB-CCCC"})
    page = client.post("/track/", {"number": filed.case.number, "code": filed.tracking_code})
    assert page.status_code == 429
    assert int(page.headers["Retry-After"]) > 0
    assert "12345" in page.content.decode()


def test_a_number_alone_leads_to_the_public_page(city: City) -> None:
    case = city.case("answered")
    assert Client().get(f"/track/?number={case.number}").headers["Location"] == f"/cases/{case.number}/"


def test_a_number_alone_never_tells_whether_a_hidden_case_exists(city: City) -> None:
    hidden = city.filed(is_confidential=True).case
    pages = [Client().get("/track/", {"number": number}) for number in (hidden.number, "26-0000-0000")]
    assert [page.status_code for page in pages] == [200, 200]
    assert "There is no public case with this number" in pages[0].content.decode()


def test_a_number_that_is_none_says_what_one_looks_like(city: City) -> None:
    page = Client().get("/track/?number=26-7041-5837x").content.decode()
    assert "This is not a case number" in page
    assert 'value="26-7041-5837x"' in page


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_a_number_shown_as_an_example_is_one(language: str, client: Client) -> None:
    page = client.get(f"/track/?number=x&lang={language}").content.decode()
    shown = re.findall(r"\d\d-\d{4}-\d{4}", page)
    assert len(shown) >= 2
    assert all(read_number(number) == number for number in shown)


def test_the_form_asks_nothing_of_a_visitor_without_a_number(city: City, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert Client().get("/track/").status_code == 200


def _told(client: Client, number: str, code: str, network: str) -> tuple[int, str]:
    answer = client.post("/track/", {"number": number, "code": code}, REMOTE_ADDR=network)
    said = re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode())
    return answer.status_code, re.sub(r"in \d+ seconds", "soon", said)


def test_guessing_one_case_costs_growing_time_and_never_tells_whether_it_exists(city: City) -> None:
    filed = city.filed()
    told = {}
    for number, network in ((filed.case.number, "203.0.113.1"), (NOWHERE, "203.0.113.2")):
        told[number] = [_told(Client(), number, "AAAA-BBBB-CCCC", network) for _turn in range(8)]
    assert told[filed.case.number] == told[NOWHERE]
    assert [status for status, _said in told[NOWHERE]] == [200] * 6 + [429] * 2
    answer = Client().post(
        "/track/", {"number": filed.case.number, "code": filed.tracking_code}, REMOTE_ADDR="203.0.113.1"
    )
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 5
    elsewhere = {"number": filed.case.number, "code": filed.tracking_code}
    assert Client().post("/track/", elsewhere, REMOTE_ADDR="203.0.113.3").status_code == 302


def test_programs_wait_as_long(city: City) -> None:
    filed = city.case("in-hand", published=False), NOWHERE
    for number in (filed[0].number, NOWHERE):
        statuses = [
            Client()
            .get(f"/api/v1/cases/{number}/", headers={"Tracking-Code": "AAAA-BBBB-CCCC"}, REMOTE_ADDR="203.0.113.7")
            .status_code
            for _turn in range(8)
        ]
        assert statuses[6:] == [429, 429], number
        assert set(statuses[:6]) <= {403, 404}
