"""The desk's pages and the programs' door: points, weights, assessments; by the same acts, and counted in queries."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from civic.cases.models import Case, Point
from civic.desk.actions import move_assessment, move_suggestion
from civic.lib.refusals import Conflict, NotValid
from civic.suggestions.models import Assessment
from tests.people import City
from tests.suggestions.ground import DAY, HOUR, fresh
from tests.suggestions.weighing import AT_WORK, POINTS, SAID, asked, assessed, named, officer, weighed

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
AsPerson = Callable[[Any], Client]
FORM = SAID | {"cost": "12,500.50"}
DUE = localdate(AT_WORK + 7 * DAY).isoformat()


@pytest.fixture
def now(time_machine: Any) -> None:
    """The hour in which the office works on it."""
    time_machine.move_to(AT_WORK + HOUR, tick=False)


def press(client: Client, address: str, said: dict[str, Any]) -> str:
    """The page that comes of a press."""
    return client.post(address, said, headers=EN, follow=True).content.decode()


def queries(client: Client, address: str) -> int:
    """How many a page asks, once what is kept is known."""
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def test_from_the_case_to_the_answer_by_the_pages(city: City, as_person: AsPerson, now: None) -> None:
    dan, case = officer(city, "dan"), named(city)
    chen, page = as_person(city.chen), f"/desk/suggestions/{case.number}/"
    assert page in chen.get(f"/desk/cases/{case.number}/", headers=EN).content.decode()
    press(chen, f"{page}name-points/", {"points": "装两张长椅\n加一盏灯", "seq": fresh(case).last_seq})
    assert [point.text for point in Point.objects.filter(case=case)] == ["装两张长椅", "加一盏灯"]
    told = press(chen, f"{page}ask-assessment/", {"office-1": "drains", "due": DUE, "text": "能装吗？"})
    assert "Asked for an assessment" in told
    asking = Assessment.objects.get()
    at_drains = as_person(dan)
    assert "Nobody waits" not in at_drains.get("/desk/assessments/", headers=EN).content.decode()
    body = at_drains.get(f"/desk/assessments/{asking.pk}/", headers=EN).content.decode()
    assert "装两张长椅" in body
    assert "能装吗？" in body
    assert at_drains.get(page).status_code == 404  # the case lies on another desk
    assert "Handed in" in press(at_drains, f"/desk/assessments/{asking.pk}/give-assessment/", FORM)
    assert Assessment.objects.get().said() == SAID
    press(chen, f"/desk/assessments/{asking.pk}/take-over/", {"parts": ["cost"]})
    assert Assessment.objects.get().taken == ["cost"]
    said = {"weight-1": "taken", "reason-1": "会装。", "weight-2": "not-taken", "reason-2": "灯够亮。"}
    assert "Every point is weighed" in press(chen, f"{page}weigh/", said | {"seq": fresh(case).last_seq})
    assert fresh(case).unweighed == 0


def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(
    city: City, as_person: AsPerson, now: None
) -> None:
    dan, case = officer(city, "dan"), named(city)
    chen, page = as_person(city.chen), f"/desk/suggestions/{case.number}/"
    answer = chen.post(f"{page}weigh/", {"weight-1": "taken", "reason-1": "", "reason-2": "因为近。"}, headers=EN)
    body = answer.content.decode()
    assert answer.status_code == 400
    assert "Say why: whoever made this point reads it." in body
    assert "Choose how this point weighs." in body
    assert "因为近。" in body
    asking = asked(city, case)
    answer = as_person(dan).post(f"/desk/assessments/{asking.pk}/give-assessment/", FORM | {"cost": "一万"}, headers=EN)
    assert answer.status_code == 400
    assert "Write an amount in yuan" in answer.content.decode()
    assert SAID["text"] in answer.content.decode()
    late = chen.post(f"{page}name-points/", {"points": "别的", "seq": 1}, headers=EN)
    assert late.status_code == 409
    assert "别的" in late.content.decode()
    for verb in ("ask-assessment", "give-assessment", "nonsense"):
        assert chen.post(f"{page}{verb}/", {}).status_code in (400, 404)


def test_the_answer_says_at_the_desk_what_it_waits_for(city: City, as_person: AsPerson) -> None:
    case = named(city)
    body = as_person(city.chen).get(f"/desk/cases/{case.number}/", headers=EN).content.decode()
    assert "3 points of this suggestion are not weighed yet" in body
    answer = as_person(city.chen).post(f"/desk/cases/{case.number}/answer/", {"text": "会装。"}, headers=EN)
    assert answer.status_code == 409
    assert "会装。" in answer.content.decode()


def test_programs_do_the_same_by_the_same_acts(city: City, as_person: AsPerson, now: None) -> None:
    dan, case = officer(city, "dan"), named(city)
    chen, door = as_person(city.chen), f"/api/v1/desk/suggestions/{case.number}/"

    def send(client: Client, address: str, said: dict[str, Any]) -> Any:
        return client.post(address, json.dumps(said), content_type="application/json", headers=EN)

    told = chen.get(door).json()
    assert {"name-points", "weigh", "ask-assessment"} <= set(told["open"])
    assert [point["text"] for point in told["points"]] == POINTS
    assert send(chen, door, {"verb": "ask-assessment", "offices": ["drains"], "due": DUE}).status_code == 201
    [waiting] = as_person(dan).get("/api/v1/desk/assessments/").json()
    assert (waiting["number"], waiting["cost"]) == (case.number, None)
    moves = f"/api/v1/desk/assessments/{waiting['key']}/moves/"
    given = send(as_person(dan), moves, {"verb": "give-assessment", **FORM})
    assert (given.status_code, given.json()["cost"]) == (201, "12,500.50")
    assert send(chen, moves, {"verb": "take-over", "parts": ["law"]}).json()["taken"] == ["law"]
    weights = [{"number": number, "weight": "taken", "reason": "好。"} for number in (1, 2, 3)]
    assert send(chen, door, {"verb": "weigh", "weights": weights}).status_code == 201
    assert chen.get(door).json()["unweighed"] == 0
    assert send(chen, door, {"verb": "weigh", "weights": [{"number": 1, "weight": "maybe"}]}).status_code == 400
    assert send(as_person(city.lin), door, {"verb": "weigh", "weights": weights}).status_code == 403
    assert send(as_person(dan), door, {"verb": "weigh", "weights": weights}).status_code == 403
    asked(city, case, "phone-desk")
    pia = as_person(officer(city, "pia", office="phone-desk"))
    assert pia.get(door).status_code == 404  # until she takes a part in it
    assert [one["office"]["code"] for one in as_person(dan).get(door).json()["assessments"]] == ["drains"]
    assert Client().get(door).status_code in (401, 403)


def test_the_desk_refuses_what_is_no_act_and_what_was_not_read(city: City) -> None:
    case = named(city)
    with pytest.raises(NotValid):
        move_suggestion(case, "shrug", by=city.chen, given={}, at=AT_WORK)
    asking = asked(city, case)
    with pytest.raises(NotValid):
        move_assessment(asking, "shrug", by=city.chen, given={}, at=AT_WORK)
    with pytest.raises(Conflict):
        move_suggestion(case, "name-points", by=city.chen, given={"points": "别的"}, seen=1, at=AT_WORK)
    for verb, given in (
        ("weigh", {"weights": "x"}),
        ("weigh", {"weights": [{"number": "1"}]}),
        ("name-points", {"points": 7}),
        ("ask-assessment", {"offices": ["none"], "due": DUE}),
        ("ask-assessment", {"offices": ["drains"], "due": "x"}),
    ):
        with pytest.raises(NotValid):
            move_suggestion(case, verb, by=city.chen, given=given, at=AT_WORK)


@pytest.mark.usefixtures("clock_stands")
def test_the_pages_ask_the_same_whatever_the_rows(city: City, as_person: AsPerson, now: None) -> None:
    dan, case = officer(city, "dan"), named(city)
    asked(city, case)
    chen, at_drains = as_person(city.chen), as_person(dan)
    pages = [(at_drains, "/desk/assessments/"), (chen, "/desk/assessments/?which=asked")]
    few = [queries(client, address) for client, address in pages]
    for _number in range(10):
        asked(city, named(city))
    assert [queries(client, address) for client, address in pages] == few
    one = queries(chen, f"/desk/suggestions/{case.number}/")
    for code in ("phone-desk", "records"):
        assessed(asked(city, case, code), by=officer(city, f"of-{code}", office=code))
    weighed(city, fresh(case))
    assert queries(chen, f"/desk/suggestions/{case.number}/") == one


def test_points_cost_the_public_page_one_query(city: City, client: Client) -> None:
    case = named(city)
    with_points = queries(client, f"/suggestions/{case.number}/")
    Case.objects.filter(pk=case.pk).update(point_count=0, unweighed=0)
    assert with_points - queries(client, f"/suggestions/{case.number}/") == 1


def test_only_those_who_work_with_it_get_in(city: City, as_person: AsPerson) -> None:
    asking = asked(city, named(city))
    for person in (city.lin, city.mo, city.zhao, city.rui):
        assert as_person(person).get(f"/desk/assessments/{asking.pk}/").status_code == 404
        assert as_person(person).get("/desk/assessments/").status_code == 403
    assert as_person(city.mei).get(f"/desk/assessments/{asking.pk}/").status_code in (302, 403)
    assert as_person(city.chen).get(f"/desk/assessments/{asking.pk}/").status_code == 200
