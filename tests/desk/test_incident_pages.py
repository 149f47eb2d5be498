"""Incidents at the desk and in public: who opens, who commands, who only reads; nothing hidden can be counted."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.actions import end_incident, tend_incidents, write_bulletin
from civic.cases.models import Case, Incident
from civic.supervision import actions as supervision
from tests.cases.test_incident import DAY, HOUR, opened
from tests.duty import colleague
from tests.people import NOON, City

Sign = Callable[[Any], Client]
GIVEN = {
    "name_zh_hans": "东桥停电",
    "reason": "变电站故障，三条街停电。",
    "areas": ["990102"],
    "families": ["lamp"],
    "gathers_from": "2026-11-03T08:00",
    "until": "2026-11-05T18:00",
}


@pytest.fixture(autouse=True)
def _noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def test_the_committee_opens_one_on_the_page_and_commands_it_there(city: City, as_person: Sign) -> None:
    case = city.case("accepted", at=NOON - 3 * HOUR)
    sun = as_person(city.sun)
    wrong = sun.post("/desk/incidents/open/", {**GIVEN, "commander": city.sun.officer.number, "reason": ""})
    assert wrong.status_code == 400
    assert "Say why" in wrong.content.decode()
    assert sun.post("/desk/incidents/open/", {**GIVEN, "commander": city.sun.officer.number}).status_code == 302
    incident = Incident.objects.get()
    assert [matter.code for matter in incident.matters.all()] == ["0101"]
    tend_incidents(at=NOON)
    page, path = sun.get(f"/desk/incidents/{incident.pk}/").content.decode(), f"/desk/incidents/{incident.pk}/"
    assert case.number in page
    assert sun.post(path + "bulletin/", {"text": ""}).status_code == 400
    assert sun.post(path + "bulletin/", {"text": "已派发电车。"}).status_code == 302
    assert sun.post(path + "leave/", {"number": case.number}).status_code == 302
    assert sun.post(path + "join/", {"number": case.number}).status_code == 302
    assert sun.post(path + "join/", {"number": case.number}).status_code == 409
    assert sun.post(path + "join/", {"number": "26-0000-0000"}).status_code == 400
    assert sun.post(path + "extend/", {"until": "2026-11-06T18:00", "text": "还要一天。"}).status_code == 302
    assert sun.post(path + "end/", {"text": "来电了。"}).status_code == 302
    assert sun.post(path + "bulletin/", {"text": "又停了。"}).status_code == 409
    told = [one.text for one in incident.bulletins.all()]
    assert told == ["来电了。", "还要一天。", "已派发电车。"]


@pytest.mark.parametrize(
    ("who", "lists", "opens", "reads", "writes"),
    [
        ("sun", 200, 200, 200, 302),  # commands it
        ("hai", 200, 200, 200, 403),  # of the committee too
        ("heng", 200, 200, 200, 403),  # heads the command centre
        ("zhao", 200, 403, 404, 404),
        ("shen", 200, 403, 404, 404),
        ("chen", 200, 403, 404, 404),
        ("lin", 200, 403, 404, 404),
        ("mo", 200, 403, 404, 404),
        ("rui", 200, 403, 404, 404),
        ("he", 200, 403, 404, 404),
        ("mei", 403, 403, 403, 403),
    ],
)
def test_who_opens_reads_and_commands(
    city: City, as_person: Sign, who: str, lists: int, opens: int, reads: int, writes: int
) -> None:
    colleague(city, "hai", "committee", "council", side="decide")
    colleague(city, "heng", "head", "command")
    incident = opened(city)
    client, path = as_person(getattr(city, who)), f"/desk/incidents/{incident.pk}/"
    assert client.get("/desk/incidents/").status_code == lists
    assert client.get("/desk/incidents/open/").status_code == opens
    assert client.get(path).status_code == reads
    for verb, given in (("bulletin", {"text": "水退了。"}), ("end", {"text": "结束。"})):
        assert client.post(f"{path}{verb}/", given).status_code == writes
    assert Incident.objects.filter(state="ended").exists() == (writes == 302)


def test_a_commander_of_the_acting_side_sees_counts_and_only_the_cases_of_her_own_desk(
    city: City, as_person: Sign
) -> None:
    city.case("filed", at=NOON - HOUR, published=False, text="王小明家的灯不亮。")
    incident = opened(city, commander=city.shen)
    tend_incidents(at=NOON)
    page = as_person(city.shen).get(f"/desk/incidents/{incident.pk}/").content.decode()
    assert "王小明" not in page
    assert "None of its cases lies on your desk now." in page


def test_a_case_that_is_not_on_the_commanders_desk_looks_like_none(city: City, as_person: Sign) -> None:
    case = city.case("filed", published=False)
    incident = opened(city, commander=city.shen)
    answer = as_person(city.shen).post(f"/desk/incidents/{incident.pk}/join/", {"number": case.number})
    assert answer.status_code == 400
    assert "There is no such case on your desk." in answer.content.decode()


# --- in public ---


def test_everybody_reads_the_bulletin_newest_first_with_the_office_and_no_name(city: City, client: Client) -> None:
    incident = opened(city)
    write_bulletin(incident, text="先清主干道。", by=city.sun, at=NOON)
    write_bulletin(incident, text="主干道通了。", by=city.sun, at=NOON + HOUR)
    page = client.get(f"/incidents/{incident.slug}/").content.decode()
    assert page.index("主干道通了") < page.index("先清主干道")
    assert "City Management Committee of Yunqiao" in page
    assert "Sun" not in page
    assert city.sun.officer.number not in page
    assert client.get("/incidents/").status_code == 200
    assert client.get("/incidents/no-such-thing/").status_code == 404


def test_what_is_not_public_is_neither_listed_nor_counted(city: City, client: Client) -> None:
    shown = city.case("accepted", at=NOON - 3 * HOUR)
    hidden = city.case("accepted", at=NOON - 3 * HOUR)
    supervision.withhold(hidden, by=city.mo, reason="不宜公开。", at=NOON - HOUR)
    fresh = city.filed(at=NOON - HOUR).case
    incident = opened(city)
    tend_incidents(at=NOON)
    page = client.get(f"/incidents/{incident.slug}/").content.decode()
    assert shown.number in page
    assert hidden.number not in page
    assert fresh.number not in page
    assert "1 public case." in page


def test_banners_stand_on_home_cell_and_report_while_it_is_under_way(city: City, client: Client) -> None:
    incident = opened(city)
    cell = "/cells/management/99010200100101/"
    for path in ("/", cell, "/report/"):
        assert f"/incidents/{incident.slug}/" in client.get(path).content.decode(), path
    end_incident(incident, text="结束。", by=city.sun, at=NOON + HOUR)
    for path in ("/", cell, "/report/"):
        assert incident.slug not in client.get(path).content.decode(), path


def test_the_case_page_says_whose_incident_holds_its_clock(city: City, client: Client) -> None:
    case = city.case("in-hand", at=NOON - 8 * HOUR)
    incident = opened(city)
    tend_incidents(at=NOON)
    page = client.get(f"/cases/{case.number}/").content.decode()
    assert "the clock stands still since it began" in page
    assert f"/incidents/{incident.slug}/" in page
    with time_machine.travel(NOON + DAY, tick=False):
        end_incident(incident, text="结束。", by=city.sun, at=NOON + DAY)
        tend_incidents(at=NOON + DAY)
        page = client.get(f"/cases/{case.number}/").content.decode()
    assert "The clock runs again since" in page
    assert "the clock stands still since it began" not in page


def test_the_public_page_costs_the_same_with_few_cases_and_with_many(city: City, client: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/incidents/{incident.slug}/").status_code == 200
        return len(queries)

    incident = opened(city)
    city.case("accepted", at=NOON)
    asked()
    few = asked()
    for turn in range(25):
        supervision.publish(
            city.filed(at=NOON + timedelta(minutes=turn)).case, by=city.mo, title="灯", text="灯不亮。", at=NOON + HOUR
        )
    assert Case.objects.filter(incident=incident).count() == 26
    assert asked() == few
