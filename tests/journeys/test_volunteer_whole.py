"""A volunteer's whole way on a narrow phone: from joining to a certificate that a stranger checks. The clock of the
city is moved along; the phones keep their own, and the connection is lost when it is needed."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, Route

from civic.accounts.models import Person
from civic.attendances.models import Attendance, Scan
from civic.attendances.queries import leaders_drawing
from civic.hours import actions as hours
from civic.hours.models import BookEntry, Objection
from civic.lib.papers import is_offered
from civic.places.rules.plates import plate_drawing
from civic.shifts.models import Shift, Signup
from civic.volunteers.models import Volunteer
from tests.attendances.ground import second_manager
from tests.courses.ground import course, qualification
from tests.journeys.conftest import Site
from tests.journeys.phone import until
from tests.journeys.walking import PHONE, Walk, in_chinese
from tests.people import NOON
from tests.volunteers.ground import DAY, HOUR, Helpers, activity, coming, found_helpers, shift
from tests.volunteers.joining import applicant, card

MINUTE = timedelta(minutes=1)
SERVED = range(83, 86)  # from five past twelve until half past one, by a clock that goes on
NAME, CONTACT = "周小满", "13900139000"
DRAWN = "document.querySelector('.code__qr').innerHTML"
SAME = """([drawn, told]) => {
  const box = document.createElement("div");
  box.innerHTML = told;
  return box.innerHTML === drawn;
}"""
KEPT = "JSON.parse(localStorage['gongzhi-scans']).length"
LENS = """
  navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
  window.BarcodeDetector = class { async detect() { return window.seen ? [{ rawValue: window.seen }] : []; } };
"""


@dataclass
class Round:
    """The helpers, the only shift, and who applies."""

    helpers: Helpers
    second: Person
    shift: Shift
    zhou: Person


@pytest.fixture(scope="module")
def ground(site: Site) -> Round:
    """A shift with one place, taken by wu, that asks for what a course gives."""
    helpers = found_helpers()
    patrol = qualification(helpers)
    course(helpers, gives=patrol)
    only = shift(activity(helpers), starts=NOON + 2 * DAY, places=1)
    only.posts.update(qualification=patrol)
    coming(only, helpers.wu)
    return Round(helpers, second_manager(helpers), only, applicant("zhou"))


@contextmanager
def _narrow(site: Site, person: Person | None, at: datetime, **said: str) -> Iterator[Walk]:
    with (
        time_machine.travel(at),
        site.visitor(person, language=said.get("language", "zh-hans"), width=PHONE["width"]) as visitor,
    ):
        walk = Walk(visitor)
        yield walk
        assert walk.faults == []


def _press(walk: Walk, words: str, name: str, *, role: str = "button", is_public: bool = True) -> None:
    with walk.visitor.page.expect_navigation():
        walk.visitor.page.get_by_role(role, name=words, exact=True).click()
    walk.here(name, is_public=is_public)


def test_from_joining_to_a_certificate_a_stranger_checks(site: Site, ground: Round) -> None:
    _joins(site, ground)
    _is_taken_on(site, ground)
    _learns_and_stands_in_line(site, ground)
    _is_offered_and_comes(site, ground)
    _scans_without_a_connection(site, ground)
    _goes(site, ground)
    _is_written_down(site, ground)
    _objects(site, ground)
    _is_put_right_by_another(site, ground)
    number = _has_it_certified(site, ground)
    _is_checked_by_a_stranger(site, number)


def _joins(site: Site, ground: Round) -> None:
    with _narrow(site, ground.zhou, NOON) as walk:
        page = walk.visitor.page
        walk.look("/volunteer/")
        _press(walk, in_chinese("Become a volunteer"), "join", role="link")
        for name, value in (
            ("name", NAME),
            ("born_on", "1996-05-01"),
            ("document_number", card()),
            ("contact", CONTACT),
        ):
            page.fill(f"[name={name}]", value)
        page.check("[name=sex][value=female]")
        page.check("[name=document][value=id-card]")
        page.select_option("[name=lives_in]", label="东桥区")
        page.check("[name=kinds][value=patrol]")
        _press(walk, in_chinese("Apply"), "applied")


def _is_taken_on(site: Site, ground: Round) -> None:
    with _narrow(site, ground.helpers.luo, NOON + HOUR) as walk:
        walk.look("/desk/volunteers/", is_public=False)
        walk.look("/desk/volunteers/applicants/", is_public=False)
        with walk.visitor.page.expect_navigation():
            walk.visitor.page.locator(".callrow a").first.click()
        walk.here("one applicant", is_public=False)
        walk.visitor.page.fill("[name=purpose]", "核对身份证")
        _press(walk, in_chinese("Open it"), "opened", is_public=False)
        assert NAME in walk.visitor.words
        walk.send("[action$='take-on/'] button", "taken on", is_public=False)


def _learns_and_stands_in_line(site: Site, ground: Round) -> None:
    with _narrow(site, ground.zhou, NOON + 2 * HOUR) as walk:
        page = walk.visitor.page
        walk.look("/volunteer/me/")
        walk.look("/volunteer/")
        walk.look(f"/volunteer/shifts/{ground.shift.number}/")
        _press(walk, in_chinese("Look for a course"), "courses", role="link")
        _press(walk, "怎样巡查", "course", role="link")
        page.check("[name=q1][value='0']")
        page.check("[name=q2][value='1']")
        _press(walk, in_chinese("Hand in my answers"), "not passed")
        page.check("[name=q1][value='1']")
        page.check("[name=q2][value='1']")
        _press(walk, in_chinese("Hand in my answers"), "passed")
        walk.look("/volunteer/qualifications/")
        walk.look(f"/volunteer/shifts/{ground.shift.number}/")
        _press(walk, in_chinese("Join the waiting list"), "in line")


def _is_offered_and_comes(site: Site, ground: Round) -> None:
    with _narrow(site, ground.helpers.wu.person, NOON + 3 * HOUR) as walk:
        walk.look("/volunteer/mine/")
        walk.look(f"/volunteer/shifts/{ground.shift.number}/")
        walk.visitor.page.get_by_text(in_chinese("I cannot come"), exact=True).first.click()
        walk.send("form[action$='/cancel/'] button", "cancelled")
    with _narrow(site, ground.zhou, NOON + 4 * HOUR) as walk:
        walk.look("/volunteer/mine/")
        walk.look(f"/volunteer/shifts/{ground.shift.number}/")
        _press(walk, in_chinese("I come"), "comes")
    assert Signup.objects.get(volunteer__person=ground.zhou).state == "coming"


def _scans_without_a_connection(site: Site, ground: Round) -> None:
    """The leader shows the square; the volunteer's phone reads it, and has lost its connection when she presses."""
    begun = NOON + 2 * DAY + 5 * MINUTE
    with _narrow(site, ground.helpers.leader, begun) as leader, _narrow(site, ground.zhou, begun) as walk:
        leader.look("/volunteer/organisations/", is_public=False)
        _press(leader, in_chinese("Shifts I lead"), "led", role="link", is_public=False)
        _press(leader, "老桥巡灯", "the leader's page", role="link", is_public=False)
        leader.look(f"/volunteer/lead/{ground.shift.number}/code/", is_public=False)
        page = walk.visitor.page
        page.clock.install()
        walk.look("/volunteer/")
        walk.send("main a[href='/volunteer/here/']", "here")
        walk.look(_read(leader.visitor.page, ground.shift))
        walk.visitor.context.set_offline(True)
        page.get_by_role("button", name=in_chinese("Check in"), exact=True).click()
        until(page, "document.querySelector('[data-scan-says]').innerText !== ''")
        walk.here("kept on the phone")
        assert page.evaluate(KEPT) == 1
        assert not Scan.objects.exists()
        sent = _lose_the_first_answer(page)
        page.clock.fast_forward("10:00")
        with time_machine.travel(timezone.now() + 10 * MINUTE):
            walk.visitor.context.set_offline(False)
            _until(page, lambda: len(sent) == 1)
            page.clock.fast_forward("00:21")
            page.get_by_text(in_chinese("Checked in at %(came)s.") % {"came": "12:05"}).wait_for()
            page.wait_for_load_state()
            walk.here("checked in")
        assert page.evaluate(KEPT) == 0
        walk.visitor.complaints.clear()  # of the connection and of the answer that were lost
    assert sent[0]["scans"] == sent[1]["scans"]
    there = Attendance.objects.get()
    assert begun <= there.in_at < begun + MINUTE
    assert Scan.objects.get().verdict == "counted"


def _until(page: Page, holds: Callable[[], bool]) -> None:
    for _each in range(100):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.inner_text("main"))


def _lose_the_first_answer(page: Page) -> list[Any]:
    """What reaches the city is taken, and the first answer never arrives. What was sent, as it comes in."""
    sent: list[Any] = []

    def pass_on(route: Route) -> None:
        answer = route.fetch()
        sent.append(json.loads(route.request.post_data or "{}"))
        if len(sent) == 1:
            route.abort()
        else:
            route.fulfill(response=answer)

    page.route("**/api/v1/volunteer/scans/", pass_on)
    return sent


def _read(page: Page, of: Shift) -> str:
    """What the square on a screen says: the address of the volunteer's page whose drawing it is."""
    drawn, now = page.evaluate(DRAWN), timezone.now()
    for back in range(3):
        address = leaders_drawing(of, at=now - back * timedelta(seconds=30)).address
        if page.evaluate(SAME, [drawn, plate_drawing(address, inline=True)]):
            return address.removeprefix(settings.SITE_URL)
    raise AssertionError("No code of ours stands on this screen.")


def _goes(site: Site, ground: Round) -> None:
    """Half an hour before the end she reads the square with the camera inside the page, and says why she goes."""
    end = NOON + 2 * DAY + 90 * MINUTE
    with _narrow(site, ground.helpers.leader, end) as leader, _narrow(site, ground.zhou, end) as walk:
        page = walk.visitor.page
        leader.visitor.go(f"/volunteer/lead/{ground.shift.number}/")
        page.add_init_script(LENS)
        walk.look("/volunteer/here/")
        page.get_by_role("button", name=in_chinese("Scan the square")).click()
        page.wait_for_selector("video.camera")
        walk.here("the camera")
        page.evaluate("seen => { window.seen = seen }", _read(leader.visitor.page, ground.shift))
        page.wait_for_selector("video.camera", state="detached")
        walk.here("read")
        _press(walk, in_chinese("Check out"), "why so early")
        page.fill("[name=reason]", "雨大，组长让先走")
        _press(walk, in_chinese("Check out"), "gone")
        assert "12:05" in walk.visitor.words
        assert "13:30" in walk.visitor.words


def _is_written_down(site: Site, ground: Round) -> None:
    with _narrow(site, ground.helpers.leader, NOON + 2 * DAY + 3 * HOUR) as walk:
        number = ground.shift.number
        walk.visitor.go(f"/volunteer/lead/{number}/")
        _press(walk, in_chinese("Close the shift"), "close", role="link", is_public=False)
        _press(walk, in_chinese("Close the shift"), "closed", is_public=False)
    hours.set_due(at=NOON + 2 * DAY + 4 * HOUR)  # the sweep of every hour
    with _narrow(site, ground.helpers.luo, NOON + 3 * DAY) as walk:
        walk.look("/volunteer/organisations/helpers/manage/", is_public=False)
        _press(walk, in_chinese("Hours to write down"), "to write down", role="link", is_public=False)
        _press(walk, "老桥巡灯", "one shift", role="link", is_public=False)
        _press(walk, in_chinese("Write the hours down"), "written down", is_public=False)
    assert BookEntry.objects.get().credited in SERVED


def _objects(site: Site, ground: Round) -> None:
    with _narrow(site, ground.zhou, NOON + 3 * DAY + HOUR) as walk:
        walk.look("/volunteer/hours/")
        with walk.visitor.page.expect_navigation():
            walk.visitor.page.locator("a[href$='/object/']").click()
        walk.here("object")
        walk.visitor.page.fill("[name=words]", "雨停后我又回来，待到两点。")
        walk.visitor.page.fill("[name=wanted]", "115")
        _press(walk, in_chinese("Object"), "objected")


def _is_put_right_by_another(site: Site, ground: Round) -> None:
    """Whoever wrote the line is not asked; the second manager corrects it, and the first line stays."""
    objection = f"/volunteer/organisations/helpers/objections/{Objection.objects.get().pk}/"
    with _narrow(site, ground.helpers.luo, NOON + 4 * DAY) as walk:
        walk.look(objection, is_public=False)
        assert walk.visitor.page.locator("[name=answer]").count() == 0
    with _narrow(site, ground.second, NOON + 4 * DAY + HOUR) as walk:
        walk.look("/volunteer/organisations/helpers/hours/", is_public=False)
        walk.visitor.press(f"a[href='{objection}']")
        walk.visitor.page.fill("[name=answer]", "组长证实您回来过。")
        walk.visitor.page.fill("[name=minutes]", "115")
        _press(walk, in_chinese("Answer it"), "answered", is_public=False)
    first, back, right = BookEntry.objects.order_by("seq")
    assert (back.reverses, back.credited) == (first, -first.credited)
    assert (right.kind, right.credited) == ("correction", 115)


def _has_it_certified(site: Site, ground: Round) -> str:
    with _narrow(site, ground.zhou, NOON + 5 * DAY) as walk:
        page = walk.visitor.page
        walk.look("/volunteer/hours/")
        assert "组长证实您回来过。" in walk.visitor.words
        walk.look("/volunteer/honours/")
        walk.look("/volunteer/certificates/")
        _press(walk, in_chinese("Issue it"), "certificate")
        number = page.inner_text(".cert .codebox")
        for told in (NAME, "老桥巡灯", "云桥志愿服务中心", "115"):
            assert told in walk.visitor.words
        if is_offered():
            with page.expect_download() as download:
                page.get_by_role("link", name=in_chinese("Save as PDF")).click()
            assert download.value.path().read_bytes().startswith(b"%PDF-")
    return number


def _is_checked_by_a_stranger(site: Site, number: str) -> None:
    with _narrow(site, None, NOON + 6 * DAY) as walk:
        page = walk.visitor.page
        walk.look("/volunteer/check/")
        page.fill("[name=number]", number.lower().replace("-", " "))
        _press(walk, in_chinese("Check it"), "checked")
        assert page.locator("main dl dt").count() == 5
        for secret in (NAME, CONTACT, "zhou", "老桥", str(Volunteer.objects.get(person__handle="zhou").number)):
            assert secret not in page.content()
