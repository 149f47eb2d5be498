"""A report written without a connection, on somebody's own phone: it is kept, it is sent by itself, once, and nothing
is kept where it must not be."""

import json

import pytest
from django.test import Client, override_settings
from playwright.sync_api import Route, expect

from civic.accounts.models import Person
from civic.cases.models import Case, Photo
from portal import worker
from tests import people
from tests.journeys.conftest import Site
from tests.journeys.phone import (
    CACHED,
    CACHED_WORDS,
    change,
    kept,
    lay_down,
    offline,
    photo,
    say_own_phone,
    send_later,
    sync,
    until,
    until_kept,
    wait_for,
    write,
)

WORDS = "老桥南站往南二十步，路灯不亮一个星期了。"
DAY = 24 * 3600 * 1000


def test_an_offline_draft_is_sent_by_itself(site: Site) -> None:
    before = Case.objects.count()
    with site.visitor(language="en", width=390) as resident:
        page = say_own_phone(resident)
        with offline(resident):
            page.goto(f"{resident.site}/report/")
            expect(page.locator("h1")).to_have_text("Write it down, it is sent by itself")
            assert "You are offline." in resident.words
            write(page, WORDS, words="老桥南站", email="mei@example.com")
            page.set_input_files("#short-form [name=photo]", files=[photo()])
            page.wait_for_selector("#chosen img")
            assert resident.axe() == []
            send_later(page)
            wait_for(page, "Waits for a connection")
            assert page.inner_text("#waits").endswith("1")
            assert resident.axe() == []
            assert Case.objects.count() == before
        wait_for(page, "Number")
        case = Case.objects.latest("pk")
        assert Case.objects.count() == before + 1
        assert page.inner_text("#kept .receipt__no") == case.number
        assert len(page.inner_text("#kept .receipt__code")) == 14
        assert Photo.objects.filter(case=case).count() == 1
        assert case.lines.get().words.text == WORDS
        [row] = kept(page)
        assert row["fields"] == {}
        assert resident.axe() == []
        resident.press("#kept [data-act=open]")
        assert WORDS in resident.words


def test_what_fails_is_tried_again_and_arrives_once_whoever_sends_it(site: Site) -> None:
    """Our fault first, then no answer to a report that did arrive, then two tabs and the worker at the same time."""
    before = Case.objects.count()
    answers = ["fault", "lost"]

    def answer(route: Route) -> None:
        said = answers.pop(0) if answers else ""
        if said == "fault":
            route.fulfill(status=503, headers={"Retry-After": "1"}, content_type="text/html", body="<h1>down</h1>")
        elif said == "lost":
            route.fetch()  # it reaches the city, and the answer is lost
            route.abort("connectionreset")
        else:
            route.continue_()

    with site.visitor(language="en") as resident:
        resident.context.add_init_script("delete ServiceWorkerRegistration.prototype.sync")  # as in most browsers
        page = say_own_phone(resident)
        resident.context.route("**/api/v1/cases/**", answer)
        page.goto(f"{resident.site}/report/offline/")
        write(page, WORDS)
        send_later(page)
        until_kept(page, lambda rows: rows[0]["held"] == "network")  # after our fault it was tried again by itself
        assert answers == []
        assert Case.objects.count() == before + 1
        wait_for(page, "Not sent yet")
        page.click("[data-part=send]")
        wait_for(page, "Number")
        assert Case.objects.count() == before + 1
        number = page.inner_text("#kept .receipt__no")
        assert number == Case.objects.latest("pk").number

        other = resident.context.new_page()
        other.goto(f"{resident.site}/report/drafts/")
        with offline(resident):
            page.goto(f"{resident.site}/report/offline/")
            write(page, "桥头的井盖松了。")
            send_later(page)
            wait_for(page, "Waits for a connection")
        for one in (page, other):  # every tab that is open hears that the connection is back, more than once
            one.evaluate("() => { for (let n = 0; n < 5; n += 1) dispatchEvent(new Event('online')); }")
        sync(resident, times=3)
        wait_for(page, "Number")
        assert Case.objects.count() == before + 2
        other.close()
        resident.complaints[:] = [one for one in resident.complaints if "503" not in one and "ERR_" not in one]


def test_the_worker_sends_when_no_page_is_open(site: Site) -> None:
    before = Case.objects.count()
    with site.visitor(language="en") as resident:
        page = say_own_phone(resident)
        # a page that sends nothing itself is as good as none
        page.evaluate("() => { gongzhiOutbox.send = gongzhiOutbox.waiting = () => new Promise(() => {}); }")
        lay_down(page, "工人路的树倒了。", state="waiting")
        sync(resident, times=3)
        until_kept(page, lambda rows: rows[0]["state"] == "sent")
        assert Case.objects.count() == before + 1
        [row] = kept(page)
        assert row["number"] == Case.objects.latest("pk").number


def test_what_is_refused_waits_for_its_holder_with_the_reason(site: Site) -> None:
    before = Case.objects.count()
    with site.visitor(language="zh-hans") as resident:
        page = say_own_phone(resident)
        lay_down(page, "路灯不亮。", state="waiting")
        change(page, fields={"phone": "12"}, language="zh-hans")
        key = kept(page)[0]["key"]
        page.goto(f"{resident.site}/report/drafts/")
        page.wait_for_selector("#kept [data-act=change]")
        reason = page.inner_text("#kept .kept__wrong")
        assert "电话" in reason
        page.click("#kept [data-act=change]")
        page.wait_for_selector("[data-part=wrong]:not([hidden])")
        assert page.inner_text("[data-part=wrong] li") == reason
        page.fill("#short-form [name=phone]", "")
        send_later(page)
        page.wait_for_selector("#kept .receipt__no")
        assert Case.objects.count() == before + 1
        assert kept(page)[0]["key"] != key, "a changed report is another one to the server"
        resident.complaints[:] = [one for one in resident.complaints if "400" not in one]


def test_what_may_have_arrived_is_asked_about_and_seven_days_end_a_draft(site: Site) -> None:
    before = Case.objects.count()
    with site.visitor(language="en") as resident:
        page = say_own_phone(resident)
        lay_down(page, "垃圾三天没收。", state="waiting", unsure=1.1 * DAY, held="network")
        for state, age in (("typed", 7.1), ("asks", 7.1), ("typed", 6.9)):
            lay_down(page, f"{state} {age}", age=age * DAY, state=state)
        page.goto(f"{resident.site}/report/drafts/")
        page.wait_for_selector("#kept [data-act=again]")
        assert {row["title"] for row in kept(page)} == {"垃圾三天没收", "typed 6.9"}
        assert "it is not sent by itself" in resident.words
        assert Case.objects.count() == before
        page.click("#kept [data-act=again]")
        wait_for(page, "Number")
        assert Case.objects.count() == before + 1


def test_a_draft_is_kept_as_typed_resumed_and_gone_with_one_tap(site: Site) -> None:
    with site.visitor(language="en") as resident:
        page = say_own_phone(resident)
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", WORDS)
        page.reload()  # as when the browser was put away: nothing was sent
        expect(page.locator("[name=text]")).to_have_value(WORDS)
        with resident.context.new_page() as second:
            second.goto(f"{resident.site}/report/")
            expect(second.locator("[data-part=found] [data-title]")).to_contain_text("路灯不亮")
            second.check('[name=kind][value="thanks"]')
            second.fill("[name=text]", "谢谢修灯的师傅。")
            until_kept(second, lambda rows: {row["fields"]["kind"] for row in rows} == {"complaint", "thanks"})
        resident.press("#report-form .govuk-button")
        page.fill("[name=words]", "老桥南站往南")
        until_kept(page, lambda rows: "老桥南站往南" in [row["fields"].get("words") for row in rows])
        resident.context.clear_cookies()  # the draft on the server is out of reach
        page.goto(f"{resident.site}/report/drafts/")
        mine = page.locator("#kept li", has_text="路灯不亮")
        mine.locator("[data-act=change]").click()
        page.wait_for_url("**/report/?draft=*")
        expect(page.locator("[name=text]")).to_have_value(WORDS)
        resident.press("#report-form .govuk-button")
        expect(page.locator("[name=words]")).to_have_value("老桥南站往南")
        on = "#report-form .govuk-button-group > .govuk-button:not([type=button])"
        for _step in ("where", "photos", "contact", "check"):
            resident.press(on)
        number = page.inner_text("#r-no")
        until_kept(page, lambda rows: number in [row.get("number") for row in rows])
        page.goto(f"{resident.site}/report/drafts/")
        page.click("[data-part=clear]")
        page.wait_for_selector("[data-part=off]:not([hidden])")
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
        assert page.evaluate(CACHED) == []
        assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
        assert kept(page) == []


def test_what_is_confidential_is_never_kept(site: Site) -> None:
    with site.visitor(language="en") as resident:
        page = say_own_phone(resident)
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", "科长收了红包。")
        until_kept(page, lambda rows: len(rows) == 1)
        page.check('[name=kind][value="misconduct"]')
        until_kept(page, lambda rows: not rows)
        page.fill("[name=text]", "科长收了两个红包。")
        page.wait_for_timeout(600)
        assert kept(page) == []
        resident.press("#report-form .govuk-button")
        page.fill("[name=words]", "办公楼三层")
        page.wait_for_timeout(600)
        assert kept(page) == []
        resident.go("/report/again/")
    with site.visitor(language="en") as other:
        page = say_own_phone(other)
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", WORDS)
        other.press("#report-form .govuk-button")
        page.wait_for_timeout(600)
        page.goto(f"{other.site}/report/contact/")
        page.fill("[name=email]", "mei@example.com")
        until_kept(page, lambda rows: [row["fields"].get("email") for row in rows] == ["mei@example.com"])
        page.check("[name=confidential]")
        until_kept(page, lambda rows: not rows)
        other.press("#report-form .govuk-button")
        page.goto(f"{other.site}/report/")
        page.wait_for_timeout(600)
        assert kept(page) == []


def test_on_a_device_that_is_not_ones_own_nothing_is_left_at_all(site: Site) -> None:
    with site.visitor(language="en") as visitor:
        page = visitor.go("/report/")
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", WORDS)
        page.wait_for_timeout(600)
        visitor.press("#report-form .govuk-button")
        visitor.go("/report/drafts/")
        visitor.go("/report/offline/")
        assert page.locator("#short-form").is_hidden()
        assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
        assert page.evaluate("() => [localStorage.length, sessionStorage.length]") == [0, 0]
        assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
        assert page.evaluate("async () => (await caches.keys()).length") == 0
    with site.visitor(language="en", script=False) as without:
        page = without.go("/report/offline/")
        page.check('[name=kind][value="complaint"]')
        page.fill("[name=text]", WORDS)
        without.press("#short-form .govuk-button-group > .govuk-button")
        assert "Where is it?" in without.words
        assert "needs JavaScript" in without.go("/report/drafts/").inner_text("main")


@pytest.mark.parametrize("handle", ["mei", "lin"])
def test_nobodys_pages_are_kept_for_the_next(site: Site, handle: str) -> None:
    """The worker's cache after a walk through what somebody signed in may see: files, and three pages."""
    person: Person = getattr(site.city, handle)
    with site.visitor(language="en") as resident:
        page = say_own_phone(resident)
        client = Client()
        people.sign_in(client, person)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": resident.site}
        resident.context.add_cookies([cookie])
        for path in ["/me/", "/report/", "/cases/", "/", "/track/", "/accounts/login/", "/desk/"]:
            page.goto(resident.site + path)
        keys = [one for one in page.evaluate(CACHED) if not one.startswith("/static/")]
        assert len(keys) == 9
        kept_pages = ("/report/offline/?lang=", "/report/drafts/?lang=", "/volunteer/here/offline/?lang=")
        assert all(one.startswith(kept_pages) for one in keys)
        for words in page.evaluate(CACHED_WORDS):
            assert person.email not in words
            assert "csrfmiddlewaretoken" not in words
        with offline(resident):
            page.goto(f"{resident.site}/me/")
            assert "You are offline." in resident.words
            assert person.email not in resident.words
        resident.complaints.clear()


def test_an_update_leaves_open_pages_alone_and_the_switch_takes_all_of_it_away(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.visitor(language="en") as resident:
        page = say_own_phone(resident)
        page.wait_for_timeout(500)
        [first] = page.evaluate("() => caches.keys()")
        session = resident.context.new_cdp_session(page)
        wrong = {one["errorId"] for one in session.send("Page.getInstallabilityErrors")["installabilityErrors"]}
        assert wrong <= {"in-incognito"}, "a visitor of the tests is always incognito"
        assert json.loads(session.send("Page.getAppManifest")["data"])["start_url"] == "/report/"
        monkeypatch.setattr(worker, "version", lambda: "another")
        page.goto(f"{resident.site}/report/")
        page.evaluate(
            "async () => { const here = await navigator.serviceWorker.getRegistration('/'); await here.update(); }"
        )
        until(page, "async () => Boolean((await navigator.serviceWorker.getRegistration('/')).waiting)")
        assert set(page.evaluate("() => caches.keys()")) == {first, "gongzhi-another"}, "both, while a page is open"
        with resident.context.new_page() as other:
            page.goto("about:blank")  # nobody is left who was loaded with the old one
            other.wait_for_timeout(500)
            other.goto(f"{resident.site}/report/drafts/")
            until(other, "async () => (await caches.keys()).join() === 'gongzhi-another'")
        with override_settings(KEEP_ON_DEVICE=False):
            page.goto(f"{resident.site}/report/drafts/")
            lay_down(page, "路灯不亮。", state="typed")
            page.evaluate(
                "async () => { const one = await navigator.serviceWorker.getRegistration('/'); await one.update(); }"
            )
            until(page, "async () => !(await caches.keys()).length")
            page.reload()
            assert page.evaluate("() => navigator.serviceWorker.controller") is None
            assert len(kept(page)) == 1, "what was written is not taken away"
            resident.complaints.clear()
