"""The pages of tasks: what whoever does one sees of a case, and what nobody does."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.cases.actions import prepare_photos
from civic.cases.models import Case, Photo, Task
from civic.cases.queries import STRANGER, Viewer, reads_as, visible_to
from civic.cases.rules.looking import Reason
from civic.handling import actions as handling
from civic.offices.queries import hand_of
from civic.supervision import actions as supervision
from tests.cases.api_door import photo
from tests.helpers import DAY, HOUR, WORDS, given, helped
from tests.pages import read
from tests.people import NOON, City

__all__ = ["helped"]
REPORT = "望江路 18 号对面的路灯不亮一个星期了，我叫王小美。"


def viewer(city: City, who: str) -> Viewer:
    person = getattr(city, who)
    return Viewer(person=person, officer=hand_of(person, on=NOON.date()))


# --- no case leaks: who sees how much of a case that nobody has screened, and what a task changes in it ---

SEES = {  # before a task, with a task handed on, joint, upstream; then the same where confidence was promised
    "chen": ("desk", "desk", "desk", "desk", "desk"),
    "lin": ("desk", "desk", "desk", "desk", "desk"),
    "jiao": ("nothing", "nothing", "desk", "nothing", "nothing"),
    "gui": ("nothing", "nothing", "nothing", "desk", "nothing"),
    "ping": ("nothing", "nothing", "nothing", "nothing", "nothing"),
    "gang": ("nothing", "nothing", "nothing", "nothing", "nothing"),
    "rui": ("nothing", "nothing", "nothing", "nothing", "nothing"),
    "mei": ("nothing", "nothing", "nothing", "nothing", "nothing"),
}
TASKS = (None, ("delegated", "bridge-committee"), ("joint", "traffic-police"), ("upstream", "planning"))


def _seen(city: City, case: Case, who: str) -> str:
    found = visible_to(viewer(city, who)).filter(pk=case.pk).first()
    return reads_as(found, viewer(city, who)) if found is not None else "nothing"


def test_who_sees_how_much_of_a_case_with_a_task(helped: City) -> None:
    wrong = []
    for place, task in enumerate((*TASKS, ("joint", "traffic-police"))):
        case = helped.case("in-hand", published=False, is_confidential=place == 4)
        if task is not None:
            given(helped, case, *task)
        for who, seen in SEES.items():
            if (told := _seen(helped, case, who)) != seen[place]:
                wrong.append((place, who, told))
        assert not visible_to(STRANGER).filter(pk=case.pk).exists()
    assert wrong == []


def test_once_a_task_is_settled_the_case_is_gone_from_whoever_helped(helped: City) -> None:
    case = helped.case("in-hand", published=False)
    task = given(helped, case, "joint", "traffic-police")
    handling.accept_task(task, by=helped.jiao, at=NOON + 6 * HOUR)
    assert _seen(helped, case, "jiao") == "desk"
    handling.withdraw_task(task, by=helped.chen, reason="改期。", at=NOON + 7 * HOUR)
    assert _seen(helped, case, "jiao") == "nothing"


def test_an_office_with_a_joint_task_sees_no_contact(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand", published=False, email="mei@example.com")
    given(helped, case, "joint", "traffic-police")
    jiao = as_person(helped.jiao)
    assert jiao.get(f"/desk/cases/{case.number}/").status_code == 200
    page = jiao.post(f"/desk/cases/{case.number}/contact/", {"purpose": "联系住户", "reason": Reason.values[0]})
    assert page.status_code == 403
    assert "mei@example.com" not in page.content.decode()


@pytest.mark.parametrize("confidential", [True, False])
def test_whoever_does_a_task_reads_the_words_of_the_office_and_never_those_of_the_resident(
    helped: City, as_person: Any, *, confidential: bool
) -> None:
    case = helped.case(
        "in-hand",
        text=REPORT,
        title="王小美家门口",
        published=False,
        is_confidential=confidential,
        email="mei@x.example",
    )
    task = given(helped, case)
    ping = as_person(helped.ping)
    for path in ("/desk/tasks/", f"/desk/tasks/{task.pk}/", "/desk/"):
        page = ping.get(path, HTTP_ACCEPT_LANGUAGE="en", follow=True).content.decode()
        for secret in ("王小美", "一个星期了", "mei@x.example"):
            assert secret not in page, path
    assert WORDS in page
    assert ("geo:" in ping.get(f"/desk/tasks/{task.pk}/").content.decode()) is not confidential


@pytest.mark.parametrize(
    ("who", "status"),
    [("ping", 200), ("chen", 200), ("shen", 200), ("gang", 404), ("jiao", 404), ("lin", 404), ("sun", 404)],
)
def test_a_task_is_open_to_whoever_does_it_and_to_the_leading_office(
    helped: City, as_person: Any, who: str, status: int
) -> None:
    task = given(helped, helped.case("in-hand"))
    client = as_person(getattr(helped, who))
    assert client.get(f"/desk/tasks/{task.pk}/").status_code == status
    assert client.post(f"/desk/tasks/{task.pk}/accept-task/").status_code in ({404} if status == 404 else {302, 403})


@pytest.mark.parametrize("path", ["/desk/cases/{}/", "/desk/cases/{}/contact/", "/api/v1/desk/cases/{}/moves/"])
def test_whoever_only_does_tasks_has_no_other_door(helped: City, as_person: Any, path: str) -> None:
    case = helped.case("in-hand", published=False)
    task = given(helped, case)
    handling.accept_task(task, by=helped.ping, at=NOON + 6 * HOUR)
    answer = as_person(helped.ping).post(path.format(case.number), {}) if "contact" in path else None
    answer = answer or as_person(helped.ping).get(path.format(case.number))
    assert answer.status_code == 404


def test_from_asked_to_done_in_two_presses_without_a_script(helped: City, as_person: Any) -> None:
    task = given(helped, helped.case("in-hand"))
    ping = as_person(helped.ping)
    page = read(ping.get(f"/desk/tasks/{task.pk}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Accept the task" in page
    assert ping.post(f"/desk/tasks/{task.pk}/accept-task/").status_code == 302
    sent = ping.post(f"/desk/tasks/{task.pk}/report-task/", {"text": "护栏装好了。", "photo": [photo("after.jpg")]})
    assert sent.status_code == 302
    task.refresh_from_db()
    assert task.state == "done"
    assert Photo.objects.filter(case=task.case).count() == 1


def test_a_report_without_words_keeps_the_page_and_says_what_is_missing(helped: City, as_person: Any) -> None:
    task = given(helped, helped.case("in-hand"))
    handling.accept_task(task, by=helped.ping, at=NOON + 6 * HOUR)
    page = as_person(helped.ping).post(f"/desk/tasks/{task.pk}/report-task/", {"text": " "}, HTTP_ACCEPT_LANGUAGE="en")
    assert page.status_code == 400
    assert "Write something here" in read(page)


def test_whoever_was_slower_reads_why_and_keeps_her_words(helped: City, as_person: Any) -> None:
    task = given(helped, helped.case("in-hand"))
    handling.withdraw_task(task, by=helped.chen, reason="不用了。", at=NOON + 6 * HOUR)
    assert as_person(helped.ping).get(f"/desk/tasks/{task.pk}/").status_code == 404  # taken back: it is hers no more
    other = given(helped, task.case)
    handling.accept_task(other, by=helped.ping, at=NOON + 6 * HOUR)
    handling.report_task(other, by=helped.ping, text="好了。", at=NOON + 7 * HOUR)
    page = as_person(helped.ping).post(
        f"/desk/tasks/{other.pk}/report-task/", {"text": "我也装好了。"}, HTTP_ACCEPT_LANGUAGE="en"
    )
    assert page.status_code == 409
    assert "我也装好了。" in read(page)


def test_photos_are_seen_as_far_as_they_were_released(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand", published=False)
    first = case.lines.get(seq=1)
    from civic.cases.actions import keep_photos

    shown, hidden = keep_photos([photo("a.jpg"), photo("b.jpg", "red")], case=case, line=first, at=NOON)
    prepare_photos(at=NOON)
    task = given(helped, case, release=[shown.key])
    ping = as_person(helped.ping)
    assert ping.get(f"/desk/tasks/{task.pk}/photos/{shown.pk}/small/").status_code == 200
    assert ping.get(f"/desk/tasks/{task.pk}/photos/{hidden.pk}/small/").status_code == 404
    assert ping.get(f"/cases/{case.number}/photos/{shown.key}/small/").status_code == 404
    assert as_person(helped.gang).get(f"/desk/tasks/{task.pk}/photos/{shown.pk}/small/").status_code == 404


def test_the_reporter_sees_no_photo_of_a_helper_before_it_is_screened(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand", by=helped.mei)
    task = given(helped, case)
    handling.accept_task(task, by=helped.ping, at=NOON + 6 * HOUR)
    handling.report_task(task, by=helped.ping, text="好了。", photos=[photo("after.jpg")], at=NOON + 7 * HOUR)
    prepare_photos(at=NOON + 8 * HOUR)
    [taken] = Photo.objects.filter(case=case)
    mei = as_person(helped.mei)
    assert mei.get(f"/cases/{case.number}/photos/{taken.key}/small/").status_code == 404
    assert str(taken.key) not in mei.get(f"/cases/{case.number}/").content.decode()
    supervision.publish(case, by=helped.mo, title="路灯不亮", text="路灯不亮。", at=NOON + 9 * HOUR)
    assert mei.get(f"/cases/{case.number}/photos/{taken.key}/small/").status_code == 200


# --- in public ---


def test_a_case_shows_in_public_what_a_firm_and_a_team_do_beside_the_lead(helped: City, client: Any) -> None:
    case = helped.case("in-hand")
    firm = given(helped, case, to="cable-firm", public="更换老桥南站的电缆。")
    given(helped, case, to="night-team", text="夜里请看守路口，不要公开。")
    handling.accept_task(firm, by=helped.gang, at=NOON + 6 * HOUR)
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    for said in ("Dongqiao Street Lighting", "Guangming Cables", "Under way", "Night Watch Volunteers"):
        assert said in page
    assert "更换老桥南站的电缆。" in page
    assert "Waiting to be accepted" in page
    assert "夜里请看守路口" not in page


def test_nothing_of_it_shows_before_the_case_is_published(helped: City, client: Any) -> None:
    case = helped.case("in-hand", published=False)
    given(helped, case, to="cable-firm", public="更换老桥南站的电缆。")
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Guangming Cables" not in page
    assert "更换老桥南站的电缆" not in page


def test_a_task_upstream_shows_its_stage_and_its_day_in_public(helped: City, client: Any) -> None:
    case = helped.case("in-hand")
    given(helped, case, "upstream", "planning", root="planning", days=20)
    page = read(client.get(f"/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "The cause lies in: Planning." in page
    assert "1 December" in page


# --- the list ---


def test_the_nearest_day_comes_first(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand")
    late = given(helped, case, days=9, text="不急的。")
    soon = given(helped, case, days=1, text="急的。")
    page = as_person(helped.ping).get("/desk/tasks/").content.decode()
    assert page.index(f"/desk/tasks/{soon.pk}/") < page.index(f"/desk/tasks/{late.pk}/")


def test_a_long_list_costs_as_many_queries_as_a_short_one_and_is_paged(helped: City, as_person: Any) -> None:
    case, counts = helped.case("in-hand"), []
    line = given(helped, case).given
    ping = as_person(helped.ping)
    for rows in (9, 60):
        _multiply(line.task, rows)
        with CaptureQueriesContext(connection) as asked:
            page = ping.get("/desk/tasks/")
        counts.append(len(asked))
    assert counts[1] <= counts[0]
    assert page.content.decode().count("tasks__name") == 30
    assert 'rel="next"' in page.content.decode()


def _multiply(task: Task, rows: int) -> None:
    """As many tasks beside this one, each given by a copy of its line."""
    for _turn in range(rows):
        number = Task.objects.filter(case=task.case).count() + 1
        line = type(task.given).objects.get(pk=task.given_id)
        line.pk, line.seq = None, 1000 + number
        line.digest = f"{number:064d}"
        line.save(force_insert=True)
        copy = Task.objects.create(
            case=task.case,
            number=number,
            kind="delegated",
            giver=task.giver,
            taker=task.taker,
            given=line,
            due_at=task.due_at + DAY,
            given_at=task.given_at,
        )
        copy.shares.create(office=task.taker)


def test_the_leading_office_gives_a_task_at_the_desk(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand")
    chen = as_person(helped.chen)
    page = read(chen.get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Give a task" in page
    asked = {"task": "delegated", "office": "bridge-committee", "text": WORDS, "days": "3", "place": "桥头"}
    assert chen.post(f"/desk/cases/{case.number}/give-task/", asked).status_code == 302
    page = read(chen.get(f"/desk/cases/{case.number}/", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Tasks beside the case" in page
    assert "1 · Old Bridge Committee" in page
    given_page = read(chen.get("/desk/tasks/?which=given", HTTP_ACCEPT_LANGUAGE="en"))
    assert "Old Bridge Committee" in given_page


def test_the_api_gives_a_task_by_the_same_act(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand")
    body = {"verb": "give-task", "task": "joint", "office": "traffic-police", "text": WORDS, "days": 5}
    url = f"/api/v1/desk/cases/{case.number}/moves/"
    answer = as_person(helped.chen).post(url, body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert Task.objects.get(case=case).kind == "joint"
    refused = as_person(helped.chen).post(url, body | {"days": 0}, content_type="application/json")
    assert refused.status_code == 400
    assert "days" in refused.json()["errors"]


def test_a_program_reads_its_tasks_and_moves_them_by_the_same_acts(helped: City, as_person: Any) -> None:
    case = helped.case("in-hand", text=REPORT, published=False)
    task = given(helped, case)
    ping = as_person(helped.ping)
    answer = ping.get("/api/v1/desk/tasks/")
    [told] = answer.json()["results"]
    assert (told["key"], told["words"], told["open"]) == (task.pk, WORDS, ["accept-task", "refuse-task"])
    assert "王小美" not in answer.content.decode()
    url, body = f"/api/v1/desk/tasks/{task.pk}/moves/", {"verb": "accept-task"}
    assert ping.post(url, body, content_type="application/json").json()["state"] == "accepted"
    assert ping.post(url, body, content_type="application/json").status_code == 409
    assert as_person(helped.gang).post(url, body, content_type="application/json").status_code == 404
    assert as_person(helped.chen).post(url, body, content_type="application/json").status_code == 403
