"""The page on which whoever is named objects: no account, no script, a code to come back with; the machine's door."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from civic.cases.models import Case, Objection
from civic.supervision import actions as supervision
from tests.cases.api_door import is_problem, send
from tests.feedback.test_object_to import NAME, named, page
from tests.pages import read
from tests.people import NOON, City

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _afternoon() -> Any:
    with time_machine.travel(NOON + 20 * HOUR, tick=False):
        yield


def sent(client: Client, case: Case, **given: Any) -> Any:
    """The form as a browser without scripts sends it."""
    url = f"/cases/{case.number}/object/?again=1"
    token = re.search(r'name="token" value="([^"]+)"', client.get(url).content.decode())
    assert token is not None
    return client.post(url, {"token": token[1], "speaks_for": "person", **given})


def code_in(answer: Any) -> str:
    found = re.search(r'id="r-code">([0-9A-Z-]+)<', answer.content.decode())
    assert found is not None
    return found[1]


def test_the_public_page_leads_a_stranger_there_and_back_with_a_code(city: City) -> None:
    case, client = named(city), Client()
    assert f"/cases/{case.number}/object/" in page(case)
    answer = sent(client, case, concern="data", quote=NAME)
    assert answer.status_code == 200
    assert "1 thing has left the page already" in read(answer)
    assert NAME not in page(case)
    later = Client()  # another browser: only the code knows
    assert "Waits for a moderator" not in read(later.get(f"/cases/{case.number}/object/"))
    opened = later.post(f"/cases/{case.number}/object/", {"follow": "1", "code": code_in(answer).lower()}, follow=True)
    assert "Waits for a moderator" in read(opened)
    assert "It is decided by" in read(opened)
    tracked = Client().post("/track/", {"number": case.number, "code": code_in(answer)})
    assert tracked.headers["Location"] == f"/cases/{case.number}/object/"


def test_a_wrong_code_opens_nothing_and_guessing_is_stopped(city: City, settings: Any) -> None:
    case, other = named(city), city.case("filed")
    done = city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    for number, code in ((case.number, "AAAA-BBBB-CCCC"), (other.number, done.code), (case.number, "")):
        answer = Client().post(f"/cases/{number}/object/", {"follow": "1", "code": code})
        assert answer.status_code == 400
        assert "does not belong to an objection" in read(answer)
    settings.LIMITS = settings.LIMITS | {"track-network": (1, 600)}
    told = [Client().post(f"/cases/{case.number}/object/", {"follow": "1", "code": "x"}).status_code for _ in range(5)]
    assert told[-1] == 429


def test_the_code_still_works_when_the_case_has_left_the_public(city: City) -> None:
    case, client = named(city), Client()
    code = code_in(sent(client, case, concern="untrue", words="全部都是假的事。"))
    waiting = Objection.objects.get()
    supervision.decide_objection(
        case, by=city.mo, objection=waiting.pk, remedy="withdraw", reason="确是私事。", at=NOON + 21 * HOUR
    )
    assert Client().get(f"/cases/{case.number}/object/").status_code == 404
    opened = Client().post("/track/", {"number": case.number, "code": code}, follow=True)
    assert "The whole case has left the public." in read(opened)
    assert "确是私事。" in read(opened)


def test_a_number_never_issued_and_a_case_nobody_screened_look_the_same(city: City) -> None:
    unscreened = city.case("filed", published=False)
    for number in ("26-0000-0000", unscreened.number, "nonsense"):
        assert Client().get(f"/cases/{number}/object/").status_code == 404


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(city: City) -> None:
    case = named(city)
    answer = sent(Client(), case, concern="", words="我的名字在上面。")
    assert answer.status_code == 400
    assert read(answer).count("Choose what it is about.") == 2
    assert "我的名字在上面。" in answer.content.decode()


def test_a_teenager_who_floods_is_slowed_down(city: City, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"report-network": (2, 3600)}
    case, client = named(city), Client()
    told = [sent(client, case, concern="untrue", words=f"不是这样的 {turn}。") for turn in range(3)]
    assert [answer.status_code for answer in told] == [200, 200, 429]
    assert told[2].headers["Retry-After"]
    assert "不是这样的 2。" in told[2].content.decode()
    assert Objection.objects.count() == 2


def test_sending_the_form_twice_gives_the_same_receipt(city: City) -> None:
    case, client = named(city), Client()
    given = {"token": "the-same-token", "concern": "data", "quote": NAME, "speaks_for": "person"}
    codes = {code_in(client.post(f"/cases/{case.number}/object/?again=1", given)) for _turn in range(2)}
    assert len(codes) == 1
    assert Objection.objects.count() == 1


def test_the_photos_stand_there_with_boxes_and_one_may_be_chosen_by_its_link(city: City) -> None:
    case = named(city)
    photo = case.photos.create(line=case.lines.get(seq=1), state="ready", digest="1", received_at=NOON, is_public=True)
    client = Client()
    shown = client.get(f"/cases/{case.number}/object/?photo={photo.key}").content.decode()
    assert re.search(rf'value="{photo.key}"[^>]*checked', shown)
    sent(client, case, concern="photo", photos=[str(photo.key)])
    photo.refresh_from_db()
    assert not photo.is_public


def test_it_is_taken_back_or_erased_by_whoever_holds_the_code_only(city: City) -> None:
    case, client = named(city), Client()
    sent(client, case, concern="data", quote=NAME)
    url = f"/cases/{case.number}/object/"
    Client().post(url, {"act": "take-back"})
    assert Objection.objects.waiting().exists()
    assert "You took the objection back." in read(client.post(url, {"act": "take-back"}, follow=True))
    assert NAME in page(case)
    sent(client, case, concern="untrue", words="不是这样的。")
    waiting = Objection.objects.waiting().get()
    supervision.decide_objection(
        case, by=city.mo, objection=waiting.pk, remedy="refuse", reason="属实。", at=NOON + 21 * HOUR
    )
    assert "属实。" in read(client.get(url))
    client.post(url, {"act": "erase"})
    waiting.refresh_from_db()
    assert (waiting.words, waiting.reason) == ("", "")


def test_the_public_page_says_that_somebody_objects_but_not_who_or_what(city: City) -> None:
    case = named(city)
    city.objected(case, "untrue", words="秘密的理由。", at=NOON + 11 * HOUR)
    assert "has objected" in page(case)
    assert "秘密的理由" not in page(case)


# --- the reporter's page ---


def test_the_reporter_finds_the_appeal_on_her_page_until_it_is_used(city: City, as_person: Any) -> None:
    case, mei = city.filed(by=city.mei).case, as_person(city.mei)
    url = f"/cases/{case.number}/appeal-withholding/"
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    assert url in mei.get(f"/cases/{case.number}/").content.decode()
    assert mei.post(url, {"text": " "}).status_code == 400
    told = read(mei.post(url, {"text": "里面没有骂人的话。"}, follow=True))
    assert "Another moderator decides, with reasons." in told
    assert f'href="{url}"' not in mei.get(f"/cases/{case.number}/").content.decode()
    assert "You have appealed already" in read(mei.get(url))
    assert mei.post(url, {"text": "再来一次。"}).status_code == 409


def test_a_stranger_cannot_appeal_for_the_reporter(city: City) -> None:
    case = city.case("filed", published=False)
    supervision.withhold(case, by=city.mo, ground="insult", at=NOON + HOUR)
    assert Client().get(f"/cases/{case.number}/appeal-withholding/").status_code == 404
    open_one = city.case("filed")
    assert Client().get(f"/cases/{open_one.number}/appeal-withholding/").status_code == 403


# --- the machine's door ---


def test_a_program_objects_and_follows_it_with_the_code(city: City, client: Client) -> None:
    case = named(city)
    path = f"cases/{case.number}/objections/"
    answer = send(client, path, {"concern": "data", "quote": NAME, "contact": {"email": "yan@example.com"}})
    assert answer.status_code == 201, answer.content
    told = answer.json()
    assert (told["number"], told["hidden"]) == (case.number, 1)
    stands = client.get(f"/api/v1/{path}", headers={"Tracking-Code": told["tracking_code"]})
    assert stands.json()["decision"] == ""
    is_problem(client.get(f"/api/v1/{path}", headers={"Tracking-Code": "AAAA-BBBB-CCCC"}), 404)
    is_problem(send(client, path, {"concern": "untrue"}), 400)
    is_problem(send(client, "cases/26-0000-0000/objections/", {"concern": "untrue"}), 404)


def test_a_program_appeals_for_the_reporter_with_the_code_of_the_case(city: City, client: Client) -> None:
    filed = city.filed()
    supervision.withhold(filed.case, by=city.mo, ground="insult", at=NOON + HOUR)
    path, body = f"cases/{filed.case.number}/withholding-appeals/", {"text": "没有骂人。"}
    answer = send(client, path, body, Tracking_Code=filed.tracking_code)
    assert answer.status_code == 201, answer.content
    is_problem(send(client, path, body, Tracking_Code=filed.tracking_code), 409)
    is_problem(send(client, path, body), 404)


def test_the_moves_of_the_desk_name_the_objections_and_remedies(city: City, as_person: Any) -> None:
    case = named(city)
    done = city.objected(case, quote=NAME, at=NOON + 11 * HOUR)
    moves = as_person(city.mo).get(f"/api/v1/desk/cases/{case.number}/moves/").json()["open"]
    demands = {one["name"]: one for move in moves if move["verb"] == "decide-objection" for one in move["demands"]}
    assert demands["objection"]["choices"] == [str(done.objection.pk)]
    assert set(demands["remedy"]["choices"]) == {"hide", "reply", "unfounded", "withdraw", "refuse"}
    body = {"verb": "decide-objection", "objection": done.objection.pk, "remedy": "hide", "reason": "您说得对。"}
    answer = send(as_person(city.mo), f"desk/cases/{case.number}/moves/", body)
    assert answer.status_code == 201, answer.content


def test_the_desk_shows_the_objection_to_who_decides_and_to_nobody_else(city: City, as_person: Any) -> None:
    case = named(city, state="in-hand")
    done = city.objected(case, quote=NAME, words="请把我的名字拿掉。", at=NOON + 11 * HOUR)
    url = f"/desk/cases/{case.number}/decide-objection/"
    shown = as_person(city.mo).get(url).content.decode()
    assert "请把我的名字拿掉。" in shown
    for who in ("chen", "lin"):
        assert (
            "请把我的名字拿掉。"
            not in as_person(getattr(city, who)).get(f"/desk/cases/{case.number}/").content.decode()
        )
    given = {
        "objection": done.objection.pk,
        "remedy": "reply",
        "reason": "可以说。",
        "reply": "我是店主，电话13900139000。",
    }
    answer = as_person(city.mo).post(url, given)
    assert answer.status_code == 400
    assert "13900139000" in answer.content.decode()
    assert 'name="keep"' in answer.content.decode()
    again = as_person(city.mo).post(url, given | {"replace": "1"}).content.decode()
    assert "我是店主，电话〔电话〕。" in again
    done_page = as_person(city.mo).post(url, given | {"reply": "我是店主。"}, follow=True)
    assert "Objection decided" in read(done_page)
