"""This is mine too, on its page: counted and followed in one act; what may not be known is not there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from civic.accounts.rules import Contact
from civic.cases.models import Case, Support
from civic.cases.queries import Viewer, supporter_of
from civic.following import actions as following
from civic.following.models import Follow
from civic.lib.refusals import NotValid
from civic.notices.models import Notice
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, send
from tests.people import NOON, City

pytestmark = pytest.mark.django_db
EMAIL = "anna@example.com"


@pytest.fixture
def anna() -> Client:
    """A stranger at a browser that reads English."""
    return Client(HTTP_ACCEPT_LANGUAGE="en")


def page(case: Case) -> str:
    """Where somebody says that a case is hers too."""
    return f"/cases/{case.number}/mine-too/"


def read(answer: Any) -> str:
    """A page as text."""
    return str(answer.content.decode())


def counted(case: Case) -> int:
    """How many say so."""
    return Case.objects.get(pk=case.pk).supports


def test_a_stranger_is_counted_without_leaving_anything(city: City, anna: Client) -> None:
    case = city.case("in-hand")
    assert "Count me" in read(anna.get(page(case)))
    assert counted(case) == 0  # looking changes nothing
    assert "You are counted" in read(anna.post(page(case), {"address": ""}))
    assert (counted(case), Follow.objects.count()) == (1, 0)
    assert "You are counted here already" in read(anna.get(page(case)))
    assert "counted already" in read(anna.post(page(case), {"address": ""}))
    assert counted(case) == 1


def test_a_case_whose_place_is_told_in_words_only_can_be_joined(city: City, anna: Client) -> None:
    case = city.case("in-hand")
    Case.objects.filter(pk=case.pk).update(area=None, cell=None, public_address="望江路 18 号")
    said = read(anna.get(page(case)))
    assert "望江路 18 号" in said
    assert "Count me" in said


def test_a_report_like_one_whose_place_is_told_in_words_only_is_asked_about_it(city: City, anna: Client) -> None:
    case = city.case("in-hand", at=timezone.now() - timedelta(days=1))
    Case.objects.filter(pk=case.pk).update(
        area=None, cell=None, lat=None, lon=None, address="望江路 18 号", public_address="望江路 18 号"
    )
    words = "望江路 18 号对面的路灯不亮，晚上看不清路。"
    anna.post("/report/", {"kind": "complaint", "text": words, "matter": "0101"})
    anna.post("/report/where/", {"address": "望江路 18 号", "lat": "", "lon": ""})
    answer = anna.get("/report/similar/")
    assert answer.status_code == 200
    assert case.number in read(answer)


def test_with_an_address_she_is_counted_and_asked_there_first(city: City, anna: Client) -> None:
    case = city.case("in-hand")
    said = read(anna.post(page(case), {"address": EMAIL}))
    assert "an…@example.com" in said or "example.com" in said
    assert EMAIL not in said
    assert counted(case) == 1
    assert not Follow.objects.confirmed().exists()
    assert [one.verb for one in Notice.objects.filter(verb="follow-confirm")] == ["follow-confirm"]


def test_with_an_account_one_press_counts_and_follows(city: City, as_person: Callable[..., Client]) -> None:
    case = city.case("in-hand")
    as_person(city.gu).post(page(case), {"tells": "on"})
    assert counted(case) == 1
    assert Follow.objects.confirmed().filter(case=case, follower__person=city.gu).exists()


def test_who_wants_no_messages_is_counted_only(city: City, as_person: Callable[..., Client]) -> None:
    case = city.case("in-hand")
    as_person(city.gu).post(page(case), {})
    assert (counted(case), Follow.objects.count()) == (1, 0)


def test_both_or_neither(city: City) -> None:
    case = city.case("in-hand")
    with pytest.raises(NotValid):
        following.support_and_follow(
            case, by=supporter_of(Viewer(browser="a")), language="en", at=NOON, told={"contact": Contact()}
        )
    assert (counted(case), Support.objects.count()) == (0, 0)


def test_a_wrong_address_is_told_and_counts_nothing(city: City, anna: Client) -> None:
    case = city.case("in-hand")
    answer = anna.post(page(case), {"address": "not an address"})
    assert answer.status_code == 400
    assert "not an address" in read(answer)
    assert counted(case) == 0


def test_it_is_taken_back_with_a_press(city: City, anna: Client) -> None:
    case = city.case("in-hand")
    anna.post(page(case), {"address": ""})
    assert anna.post(page(case), {"take-back": "1"})["Location"] == f"/cases/{case.number}/"
    assert counted(case) == 0


def test_ones_own_and_a_closed_case_say_why_not(city: City, as_person: Callable[..., Client], anna: Client) -> None:
    own, closed = city.case("in-hand", by=city.gu), city.case("closed")
    gu = as_person(city.gu)
    assert "your own report" in read(gu.get(page(own)))
    assert gu.post(page(own), {}).status_code == 409
    assert "This case is closed" in read(anna.get(page(closed)))
    assert anna.post(page(closed), {"address": ""}).status_code == 409
    assert (counted(own), counted(closed)) == (0, 0)


def test_what_is_hidden_looks_like_a_number_never_issued(city: City, anna: Client) -> None:
    hidden = [city.filed(is_confidential=True).case, city.filed(kind="misconduct", matter=None).case]
    taken_down = city.case("in-hand")
    anna.post(page(taken_down), {"address": ""})
    assert counted(taken_down) == 1
    supervision.withhold(taken_down, by=city.mo, reason="personal", at=NOON + timedelta(days=1))
    for case in [*hidden, taken_down]:
        assert anna.get(page(case)).status_code == 404
        assert anna.post(page(case), {"address": ""}).status_code == 404
        assert anna.get(f"/api/v1/cases/{case.number}/").status_code == 404
    assert anna.get("/cases/26-0000-0000/mine-too/").status_code == 404


def test_of_an_unscreened_case_neither_words_nor_count_are_shown(city: City, anna: Client) -> None:
    case = city.filed("他家的门牌是八十八号，这里不亮。").case
    anna.post(page(case), {"address": ""})
    said = read(anna.get(page(case)))
    assert "八十八" not in said
    assert "mine too”" not in said


def test_who_comes_from_a_report_keeps_it_until_she_says_so(city: City, anna: Client) -> None:
    case = city.case("in-hand", at=timezone.now() - timedelta(days=1))
    anna.post("/report/", {"kind": "complaint", "text": "望江路 18 号对面的路灯不亮。", "matter": "0101"})
    anna.post("/report/where/", {"lat": "23.13", "lon": "113.30", "words": ""})
    said = read(anna.post(page(case), {"address": "", "from": "report"}))
    assert "Your own report has not been sent" in said
    assert anna.get("/report/check/").status_code == 200  # it is still there
    anna.post("/report/again/")
    assert anna.get("/report/check/").status_code == 302


def test_the_counts_stand_on_the_page_and_in_the_list(city: City, anna: Client) -> None:
    case = city.case("in-hand")
    anna.post(page(case), {"address": ""})
    for path in (f"/cases/{case.number}/", "/cases/"):
        assert "1 more says “mine too”." in read(anna.get(path)), path
    assert anna.get(f"/api/v1/cases/{case.number}/").json()["supports"] == 1
    assert anna.get("/api/v1/cases/").json()["results"][0]["supports"] == 1


# --- the machine's door ---


def test_a_program_supports_with_the_code_of_a_report_of_its_own(city: City, client: Client) -> None:
    case, own = city.case("in-hand"), city.filed()
    path = f"cases/{case.number}/supports/"
    answer = send(client, path, None, Tracking_Code=own.tracking_code)
    assert (answer.status_code, answer.json()) == (
        201,
        {"number": case.number, "is_counted": True, "supports": 1},
    )
    assert send(client, path, None, Tracking_Code=own.tracking_code).status_code == 200
    back = client.delete(f"/api/v1/{path}", headers={"Tracking-Code": own.tracking_code})
    assert (back.status_code, back.json()["supports"]) == (200, 0)
    assert client.delete(f"/api/v1/{path}", headers={"Tracking-Code": own.tracking_code}).status_code == 200


def test_a_program_supports_with_a_session(city: City, as_person: Callable[..., Client]) -> None:
    case = city.case("in-hand")
    assert send(as_person(city.gu), f"cases/{case.number}/supports/", None).status_code == 201


def test_a_program_without_either_or_with_a_wrong_code_is_refused(city: City, client: Client) -> None:
    case, own = city.case("in-hand"), city.filed()
    path = f"cases/{case.number}/supports/"
    is_problem(send(client, path, None), 403)
    is_problem(send(client, path, None, Tracking_Code="K7QM-2X4P-9TBD"), 403)
    is_problem(send(client, f"cases/{own.case.number}/supports/", None, Tracking_Code=own.tracking_code), 409)
    is_problem(send(client, "cases/26-0000-0000/supports/", None, Tracking_Code=own.tracking_code), 404)


def test_of_an_unscreened_case_a_program_learns_no_count(city: City, client: Client) -> None:
    case, own = city.filed().case, city.filed()
    answer = send(client, f"cases/{case.number}/supports/", None, Tracking_Code=own.tracking_code)
    assert (answer.status_code, answer.json()["supports"]) == (201, None)
