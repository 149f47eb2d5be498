"""The pages of the day, as a volunteer, a leader, an office and a stranger meet them."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from civic.accounts.models import Person
from civic.attendances import actions
from civic.attendances.models import Attendance, Complaint, Finding, Injury, NoShow, Scan, WalkIn
from civic.attendances.queries import contact_of_leader
from civic.offices.models import Office
from civic.shifts.models import Shift
from civic.volunteers.models import Manager, Organisation
from tests.attendances.ground import Day, found_day
from tests.attendances.photos import photo
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import HOUR, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db
PAGES = ["", "code/", "walk-ins/", "absences/", "injuries/", "close/"]


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def browser(person: object = None, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    if person is not None:
        sign_in(client, person)  # type: ignore[arg-type]
    return client


def test_a_volunteer_types_the_digits_and_is_there(day: Day) -> None:
    wu = browser(day.wus)
    with time_machine.travel(NOON, tick=False):
        told = wu.get("/volunteer/here/").content.decode()
        assert "Lamps of the old bridge" in told
        assert "13800138000" in told
        there = wu.post("/volunteer/here/S-0001/", {"code": day.digits(NOON), "direction": "in"}, follow=True)
    assert "You are checked in." in there.content.decode()
    assert Attendance.objects.get().in_at == NOON
    with time_machine.travel(NOON + HOUR, tick=False):
        code = day.digits(NOON + HOUR)
        early = wu.post("/volunteer/here/S-0001/", {"code": code, "direction": "out"})
        assert early.status_code == 400
        assert "You go before the end" in early.content.decode()
        gone = wu.post("/volunteer/here/S-0001/", {"code": code, "direction": "out", "reason": "下雨"}, follow=True)
    assert "from 12:00 to 13:00" in gone.content.decode()


def test_a_phone_that_does_not_know_where_it_is_checks_in_all_the_same(day: Day) -> None:
    with time_machine.travel(NOON, tick=False):
        told = {"code": day.digits(NOON), "direction": "in", "lat": "here", "lon": "nan", "accuracy": "-"}
        assert browser(day.wus).post("/volunteer/here/S-0001/", told).status_code == 302
    assert Attendance.objects.get().in_at == NOON


def test_a_square_scanned_with_the_phones_own_camera_fills_the_form(day: Day) -> None:
    with time_machine.travel(NOON, tick=False):
        code = day.leaders_code(NOON)
        told = browser(day.wus).get("/volunteer/here/", {"code": code}).content.decode()
    assert f'value="{code}"' in told


def test_what_does_not_count_is_said_beside_the_digits(day: Day) -> None:
    wu = browser(day.wus)
    with time_machine.travel(NOON, tick=False):
        for given in ({}, {"code": "1"}, {"code": "1", "direction": "up"}, {"code": "x" * 400, "direction": "in"}):
            assert wu.post("/volunteer/here/S-0001/", given).status_code == 400
        far = {"code": day.digits(NOON), "direction": "in", "lat": "23.2", "lon": "113.3", "accuracy": "10"}
        told = wu.post("/volunteer/here/S-0001/", far)
    assert told.status_code == 409
    assert "too far from the place" in told.content.decode()


def test_the_leaders_contact_is_shown_on_the_day_only(day: Day) -> None:
    assert contact_of_leader(day.wu, day.shift, NOON - 3 * HOUR) == ("华组长", "13800138000")
    assert contact_of_leader(day.wu, day.shift, NOON - 3 * HOUR - timedelta(minutes=1)) is None
    assert contact_of_leader(day.wu, day.shift, NOON + 6 * HOUR) is None
    assert contact_of_leader(volunteer("xiaoyu"), day.shift, NOON) is None


def test_the_leader_sees_who_is_there_and_takes_a_code(day: Day) -> None:
    leader = browser(day.leader)
    with time_machine.travel(NOON, tick=False):
        told = leader.get("/volunteer/lead/S-0001/").content.decode()
        assert "吴晓晴" in told
        assert day.digits(NOON) in told
        assert "<svg" in told
        own = day.digits(NOON, day.wu)
        assert own in browser(day.wus).get("/volunteer/here/S-0001/code/").content.decode()
        after = leader.post("/volunteer/lead/S-0001/", {"code": own, "direction": "in"}, follow=True)
    assert day.wu.number is not None
    assert f"{day.wu.number}: It is noted." in after.content.decode()
    assert Attendance.objects.get().in_how == "volunteers-code"


def test_the_code_renews_itself_without_javascript_too(day: Day) -> None:
    with time_machine.travel(NOON, tick=False):
        told = browser(day.leader).get("/volunteer/lead/S-0001/code/").content.decode()
        part = browser(day.leader).get("/volunteer/lead/S-0001/code/?part=1").content.decode()
    assert '<meta http-equiv="refresh" content="30">' in told
    assert "<html" not in part
    assert day.digits(NOON) in part


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_leader_answers(day: Day, page: str, language: str) -> None:
    with time_machine.travel(NOON + HOUR, tick=False):
        assert browser(day.leader, language).get(f"/volunteer/lead/S-0001/{page}").status_code == 200
        assert browser(day.leader, language).get("/volunteer/lead/").status_code == 200
        assert browser(day.wus).get(f"/volunteer/lead/S-0001/{page}").status_code == 403
        assert browser(day.leader).get(f"/volunteer/lead/S-0009/{page}").status_code == 404
        assert browser().get(f"/volunteer/lead/S-0001/{page}").status_code == 302


def test_an_hour_by_hand_and_a_closing_on_the_page(day: Day) -> None:
    leader, number = browser(day.leader), day.wu.number
    with time_machine.travel(NOON + HOUR, tick=False):
        assert leader.get(f"/volunteer/lead/S-0001/hand/{number}/").status_code == 200
        bad = leader.post(f"/volunteer/lead/S-0001/hand/{number}/", {"direction": "in", "told_at": "soon"})
        assert bad.status_code == 400
        given = {"direction": "in", "told_at": "2026-11-03T12:05", "reason": "没带手机"}
        assert leader.post(f"/volunteer/lead/S-0001/hand/{number}/", given).status_code == 302
    there = Attendance.objects.get()
    with time_machine.travel(NOON + 3 * HOUR, tick=False):
        for said in ("", "soon", "2026-11-03T11:00"):
            assert leader.post("/volunteer/lead/S-0001/close/", {f"went.{there.pk}": said}).status_code == 400
        done = leader.post("/volunteer/lead/S-0001/close/", {f"went.{there.pk}": "2026-11-03T13:30"}, follow=True)
    assert "Closed." in done.content.decode()
    there.refresh_from_db()
    assert there.out_how == "closing"


def test_a_shift_that_cannot_be_closed_shows_why_and_no_button(day: Day) -> None:
    leader, button = browser(day.leader), "Close the shift</button>"
    for at, state, offers, said in (
        (day.shift.ends_at - HOUR / 60, "open", False, "This shift is not over yet."),
        (day.shift.ends_at, "open", True, "Nothing is guessed"),
        (day.shift.ends_at, "closed", False, "This shift was closed or called off."),
        (day.shift.ends_at, "called-off", False, "This shift was closed or called off."),
    ):
        Shift.objects.update(state=state, reason="雨" if state == "called-off" else "")
        with time_machine.travel(at, tick=False):
            page = leader.get("/volunteer/lead/S-0001/close/").content.decode()
        assert (button in page, said in page) == (offers, True), (state, said)


def test_whoever_did_not_come_is_said_so_disputes_it_and_another_decides(day: Day) -> None:
    with time_machine.travel(NOON + HOUR, tick=False):
        leader, luo, wu = browser(day.leader), browser(day.helpers.luo), browser(day.wus)
        page = "/volunteer/lead/S-0001/absences/"
        for act in ("", "absent-", "absent-x", "sing-1", "absent-" + "9" * 30):
            assert leader.post(page, {"act": act}).status_code == 404
        assert leader.post(page, {"act": f"away-{day.signup.pk}"}).status_code == 400
        assert leader.post(page, {"act": f"absent-{day.signup.pk}"}).status_code == 302
        missed = NoShow.objects.get()
        assert "That is not so" in wu.get("/volunteer/here/").content.decode()
        assert wu.post(f"/volunteer/here/absences/{missed.pk}/", {"words": ""}).status_code == 400
        assert wu.post(f"/volunteer/here/absences/{missed.pk}/", {"words": "我在南头。"}).status_code == 302
        assert "Excuse it" in luo.get(page).content.decode()
        assert leader.post(page, {"act": f"yes-{missed.pk}", "reason": "好"}).status_code == 403
        assert luo.post(page, {"act": f"yes-{missed.pk}", "reason": "有人看到她。"}).status_code == 302
    missed.refresh_from_db()
    assert missed.state == "excused"


def test_a_walk_in_is_written_by_one_and_approved_by_another(day: Day) -> None:
    other, page = volunteer("xiaoyu"), "/volunteer/lead/S-0001/walk-ins/"
    with time_machine.travel(NOON + 3 * HOUR, tick=False):
        leader, luo = browser(day.leader), browser(day.helpers.luo)
        given = {
            "number": other.number,
            "came_at": "2026-11-03T12:00",
            "went_at": "2026-11-03T13:00",
            "words": "签到表",
        }
        assert leader.post(page, given).status_code == 400
        assert leader.post(page, {**given, "photo": photo()}).status_code == 302
        made = WalkIn.objects.get()
        assert luo.get(f"{page}{made.pk}/photo/").status_code == 404
        actions.prepare_photos()
        assert luo.get(f"{page}{made.pk}/photo/")["Content-Type"] == "image/jpeg"
        assert leader.post(f"{page}{made.pk}/", {"yes": "1"}).status_code == 403
        assert luo.post(f"{page}{made.pk}/", {}).status_code == 400
        assert luo.post(f"{page}{made.pk}/", {"yes": "1"}).status_code == 302
        assert "approved" in luo.get(page).content.decode()
    assert Attendance.objects.get().volunteer == other


def test_an_injury_names_the_number_to_call(day: Day) -> None:
    with time_machine.travel(NOON + HOUR, tick=False):
        wu, leader = browser(day.wus), browser(day.leader)
        assert wu.post("/volunteer/here/S-0001/hurt/", {"happened_at": "", "words": ""}).status_code == 400
        given = {"happened_at": "2026-11-03T12:30", "words": "扭了脚"}
        told = wu.post("/volunteer/here/S-0001/hurt/", given, follow=True).content.decode()
        assert "020-12345" in told
        made = Injury.objects.get()
        page = "/volunteer/lead/S-0001/injuries/"
        assert "扭了脚" in leader.get(page).content.decode()
        assert leader.post(f"{page}{made.pk}/", {"claim": ""}).status_code == 400
        assert leader.post(f"{page}{made.pk}/", {"claim": "BX-7"}).status_code == 302
        again = {"volunteer": day.wu.number, **given}
        assert leader.post(page, again).status_code == 302
        assert leader.post(page, {**again, "volunteer": "V1"}).status_code == 400
    assert Injury.objects.count() == 2


def test_a_finding_is_filed_from_the_shift(day: Day) -> None:
    with time_machine.travel(NOON + HOUR, tick=False):
        wu = browser(day.wus)
        assert wu.get("/volunteer/here/S-0001/found/").status_code == 200
        assert wu.post("/volunteer/here/S-0001/found/", {"text": ""}).status_code == 400
        given = {"text": "老桥北头第三盏路灯不亮，已经三天。", "photo": photo()}
        told = wu.post("/volunteer/here/S-0001/found/", given, follow=True).content.decode()
    assert Finding.objects.get().case.number in told
    with time_machine.travel(NOON + 9 * HOUR, tick=False):
        assert wu.get("/volunteer/here/S-0001/found/").status_code == 404


def test_a_complaint_goes_around_who_is_named(day: Day) -> None:
    body = Organisation.objects.create(
        code="company", kind="company", name_zh_hans="云桥便利", state="active", asked_at=NOON, answer_due_at=NOON
    )
    boss = Person.objects.create_user("boss")
    Manager.objects.create(organisation=body, person=boss, task="manager", named_by=boss, named_at=NOON)
    day.helpers.organisation.office = Office.objects.get(code="supervision")
    day.helpers.organisation.save()
    wu, luo = browser(day.wus), browser(day.helpers.luo)
    with time_machine.travel(NOON, tick=False):
        assert wu.post("/volunteer/complaints/about/company/", {"words": ""}).status_code == 400
        told = wu.post("/volunteer/complaints/about/company/", {"words": "不让休息。"}, follow=True)
        assert "looks into it" in told.content.decode()
        made = Complaint.objects.get()
        assert browser(boss).get(f"/volunteer/complaints/{made.pk}/").status_code == 404
        assert browser(boss).get("/desk/volunteers/complaints/").status_code == 403
        assert "company" not in luo.get("/desk/volunteers/complaints/").content.decode().lower().split("<main")[0]
        desk = f"/desk/volunteers/complaints/{made.pk}/"
        assert luo.get(desk).status_code == 200
        assert luo.post(desk, {"answer": ""}).status_code == 400
        assert luo.post(desk, {"answer": "已整改。", "is_upheld": "yes"}).status_code == 302
        assert "已整改。" in wu.get(f"/volunteer/complaints/{made.pk}/").content.decode()


def test_a_phone_hands_in_what_it_kept(day: Day) -> None:
    wu, address = browser(day.wus), "/api/v1/volunteer/scans/"
    row = {"nonce": str(uuid4()), "code": day.digits(NOON), "direction": "in", "told_at": NOON.isoformat()}
    row |= {"shift": "S-0001", "lat": None, "lon": None, "accuracy": None, "reason": ""}
    with time_machine.travel(NOON + 2 * HOUR, tick=False):
        sent = {"sent_at": (NOON + 2 * HOUR).isoformat(), "scans": [row]}
        for _turn in range(2):
            told = wu.post(address, json.dumps(sent), content_type="application/json")
            assert told.json() == {"scans": [{"nonce": row["nonce"], "verdict": "counted", "sentence": "It is noted."}]}
        for bad in ({}, {**sent, "scans": []}, {**sent, "scans": [row] * 101}, {**sent, "sent_at": "soon"}):
            assert wu.post(address, json.dumps(bad), content_type="application/json").status_code == 400
        assert browser().post(address, json.dumps(sent), content_type="application/json").status_code == 403
    assert Scan.objects.count() == 1
    assert Attendance.objects.get().in_at == NOON


def test_whoever_leads_sees_what_is_on_before_what_is_over(city: City) -> None:
    helpers = found_helpers()
    made, day = activity(helpers), 24 * HOUR
    done, unclosed, ahead = (shift(made, starts=NOON + days * day) for days in (-3, -2, 1))
    Shift.objects.filter(pk=done.pk).update(state="closed")
    with time_machine.travel(NOON, tick=False):
        answer = browser(helpers.leader).get("/volunteer/lead/")
    assert [one.number for one in answer.context["rows"]] == [unclosed.number, ahead.number]
    assert [one.number for one in answer.context["over"]] == [done.number]
    assert answer.content.decode().count("over, close its list") == 1
