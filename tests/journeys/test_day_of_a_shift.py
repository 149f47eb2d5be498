"""The day of a shift on phones: what a phone keeps while it reaches nobody, and what a leader puts right afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Route

from civic.accounts.models import Person
from civic.attendances import actions
from civic.attendances.models import Attendance, Scan, WalkIn
from civic.attendances.queries.codes import code_key, leaders_drawing
from civic.attendances.rules import step_of, typed_code
from civic.shifts.models import Shift
from civic.volunteers.models import Volunteer
from tests.attendances.photos import photo
from tests.journeys.conftest import Site, Visitor
from tests.journeys.phone import offline, say_own_phone, until
from tests.journeys.walking import PHONE, Walk, in_chinese
from tests.people import NOON, sign_in
from tests.volunteers.ground import DAY, HOUR, Helpers, activity, coming, found_helpers, shift, volunteer

BEGUN = NOON + timedelta(seconds=10)  # not at the seam of two codes
KEPT = "JSON.parse(localStorage['gongzhi-scans'] || '[]').length"


@pytest.fixture(scope="module")
def helpers(site: Site) -> Helpers:
    """The helpers of the ground, and an activity."""
    made = found_helpers()
    activity(made)
    return made


@contextmanager
def _later(phone: Visitor, span: timedelta) -> Iterator[None]:
    """The city's clock and the phone's go on together."""
    with time_machine.travel(timezone.now() + span):
        phone.page.clock.fast_forward(int(span.total_seconds() * 1000))
        yield


def _shift(helpers: Helpers, *people: Volunteer) -> Shift:
    today = shift(helpers.organisation.activities.get(), starts=NOON)
    for one in people:
        coming(today, one)
    return today


@contextmanager
def _phone(site: Site, person: Person | None, at: datetime, language: str = "en") -> Iterator[Visitor]:
    with time_machine.travel(at), site.visitor(person, language=language, width=PHONE["width"]) as visitor:
        visitor.page.clock.install()  # the phone's own clock goes with the city's
        yield visitor
        visitor.complaints.clear()  # of a connection that was not there


def _digits(of: Shift) -> str:
    return typed_code(code_key(), shift=of.pk, volunteer=None, step=step_of(timezone.now()))


def _press(visitor: Visitor, words: str, digits: str) -> None:
    visitor.page.fill("[name=code]", digits)
    visitor.page.get_by_role("button", name=words, exact=True).click()


def test_a_phone_with_bars_that_reaches_nobody_keeps_the_scan(site: Site, helpers: Helpers) -> None:
    today, wu = _shift(helpers, helpers.wu), helpers.wu
    with _phone(site, wu.person, BEGUN) as phone:
        page = phone.go("/volunteer/here/")
        page.route("**/healthz", lambda route: route.abort())
        _press(phone, "Check in", _digits(today))
        until(page, f"{KEPT} === 1")
        assert "Scans wait on this phone" in phone.words
        page.unroute("**/healthz")
        with _later(phone, timedelta(seconds=21)):
            page.wait_for_selector("text=Checked in at 12:00.")
        assert page.evaluate(KEPT) == 0
    assert Attendance.objects.get(shift=today).volunteer == wu
    today.attendances.update(out_at=NOON + HOUR)


def test_a_whole_day_without_a_connection_arrives_in_its_order(site: Site, helpers: Helpers) -> None:
    lin = volunteer("lin8")
    today = _shift(helpers, lin)
    with _phone(site, lin.person, BEGUN) as phone:
        page = phone.go("/volunteer/here/")
        phone.context.set_offline(True)
        _press(phone, "Check in", _digits(today))
        until(page, f"{KEPT} === 1")
        with _later(phone, 2 * HOUR):
            _press(phone, "Check out", _digits(today))
            until(page, f"{KEPT} === 2")
            assert page.locator("form[data-scan] button[type=submit]").is_hidden()
            phone.context.set_offline(False)
            page.wait_for_selector("text=You were here from 12:00 to 14:00.")
    assert Scan.objects.filter(shift=today, verdict="counted").count() == 2


def test_a_scan_is_sent_for_whoever_kept_it_and_from_a_page_without_a_form(site: Site, helpers: Helpers) -> None:
    hong, other = volunteer("hong8"), volunteer("qing8")
    today = _shift(helpers, hong, other)
    with _phone(site, hong.person, BEGUN) as phone:
        page = phone.go("/volunteer/here/")
        phone.context.set_offline(True)
        _press(phone, "Check in", _digits(today))
        until(page, f"{KEPT} === 1")
        page.goto("about:blank")  # her page is gone before the connection is back, and sends nothing any more
        page.close()
        phone.context.set_offline(False)
        _hand_over(phone, other)
        page = phone.page = phone.context.new_page()
        phone.go("/volunteer/here/")
        with _later(phone, HOUR):
            page.wait_for_timeout(500)
            assert page.evaluate(KEPT) == 1
            assert "Scans wait on this phone" not in phone.words
            assert not Attendance.objects.filter(shift=today).exists()
            with _later(phone, DAY):
                _hand_over(phone, hong)
                phone.go("/volunteer/here/")
                page.wait_for_selector("text=It is noted.")
                assert page.locator("form[data-scan]").count() == 0
    assert Attendance.objects.get(shift=today).in_at.hour == NOON.hour


def test_a_square_opened_without_a_connection_or_a_page_is_kept_and_counts_once(site: Site, helpers: Helpers) -> None:
    """The phone's own camera opens the address of the square; the worker answers, since nobody else does."""
    xue = volunteer("xue8")
    today = _shift(helpers, xue)
    with _phone(site, xue.person, BEGUN) as phone:
        page = say_own_phone(phone)
        square = leaders_drawing(today, at=timezone.now()).address.removeprefix(settings.SITE_URL)
        with offline(phone):
            page.goto(phone.site + square)
            assert "This phone does not know who you are yet." in phone.words
            assert page.locator("button[name=direction]:visible").count() == 0
        page.wait_for_selector("text=The square is read.")  # back, her own page opens by itself
        with offline(phone):
            page.goto(f"{phone.site}/volunteer/here/")
            assert "Scan the leader’s square with the camera of your phone" in phone.words
            page.goto(phone.site + square)
            assert "You are offline." in phone.words
            assert xue.person is not None
            assert xue.person.email not in page.content()
            page.get_by_role("button", name="Check in", exact=True).click()
            until(page, f"{KEPT} === 1")
            assert "It is kept on this phone with its hour" in phone.words
            sent: list[int] = []
            page.route("**/api/v1/volunteer/scans/", lambda route: _lose_once(route, sent))
        page.wait_for_url("**/volunteer/here/")  # her own page; the answer to what it sends is lost
        for _each in range(100):
            if sent:
                break
            page.wait_for_timeout(100)
        page.wait_for_timeout(500)
        assert page.evaluate(KEPT) == 1
        with _later(phone, timedelta(seconds=21)):
            page.wait_for_selector("text=Checked in at 12:00.")
        assert page.evaluate(KEPT) == 0
        assert len(sent) == 2
    assert Scan.objects.filter(shift=today).count() == 1
    assert Attendance.objects.get(shift=today).volunteer == xue


def _lose_once(route: Route, sent: list[int]) -> None:
    """What was sent arrives; the first answer does not."""
    answer = route.fetch()
    sent.append(answer.status)
    if len(sent) == 1:
        route.abort()
    else:
        route.fulfill(response=answer)


def _hand_over(phone: Visitor, to: Volunteer) -> None:
    """Another volunteer signs in on the same phone."""
    client = Client()
    assert to.person is not None
    sign_in(client, to.person)
    phone.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": phone.site}])


def test_a_forgotten_check_out_and_a_walk_in_with_a_photo_that_a_second_person_approves(
    site: Site, helpers: Helpers
) -> None:
    mei, came = volunteer("mei8"), volunteer("walked8")
    today = _shift(helpers, mei)
    Attendance.objects.create(shift=today, volunteer=mei, signup=today.signups.get(), in_at=NOON, in_how="leaders-code")
    page_of = f"/volunteer/lead/{today.number}/"
    with _phone(site, helpers.leader, NOON + 3 * HOUR, "zh-hans") as phone:
        walk, page = Walk(phone), phone.page
        walk.look(page_of, is_public=False)
        page.get_by_role("link", name=in_chinese("Came without signing up")).click()
        page.fill("[name=number]", str(came.number))
        page.fill("[name=words]", "签到表第三行")
        sheet = photo()
        page.set_input_files("[name=photo]", {"name": "sheet.jpg", "mimeType": "image/jpeg", "buffer": sheet.read()})
        walk.send("form[enctype] button[type=submit]", "written", is_public=False)
        assert page.locator("[name=yes]").count() == 0
        walk.look(f"{page_of}close/", is_public=False)
        walk.send("form.stack button[type=submit]", "nothing was said", is_public=False)
        page.fill("[name^='went.']", "2026-11-03T13:40")
        walk.send("form.stack button[type=submit]", "closed", is_public=False)
        assert walk.faults == []
    actions.prepare_photos()
    with _phone(site, helpers.luo, NOON + 4 * HOUR, "zh-hans") as phone:
        walk = Walk(phone)
        walk.look(f"{page_of}walk-ins/", is_public=False)
        assert phone.page.locator("a[href$='/photo/']").count() == 1
        walk.send("[name=yes]", "approved", is_public=False)
        assert walk.faults == []
    assert WalkIn.objects.get().is_approved
    stays = {one.volunteer: one.out_how for one in today.attendances.select_related("volunteer")}
    assert stays == {mei: "closing", came: "by-hand"}
