"""A message on one's own phone: drawn by the worker, opened, stopped with one press; offered only where it works."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from playwright.sync_api import Page, expect

from civic.following.models import Follow
from civic.notices.models import Device
from tests.devices import KEY, Phone
from tests.journeys.conftest import Site, Visitor

SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(
  one => ({title: one.title, body: one.body, path: one.data.path, actions: one.actions.map(act => act.title)}))"""
PRESS = """async action => {
  const soon = async there => {
    for (let each = 0; each < 200; each++) {
      const found = there(await self.registration.getNotifications());
      if (found) return found;
      await new Promise(done => setTimeout(done, 100));
    }
  };
  const one = await soon(([first]) => first);
  const opened = [];
  self.clients.openWindow = async address => { opened.push(address); return null; };
  const waits = [];
  const event = new NotificationEvent("notificationclick", {notification: one, action});
  event.waitUntil = work => waits.push(work);
  self.dispatchEvent(event);
  await Promise.all(waits);
  await soon(all => !all.some(other => other.title === one.title && other.data.path === one.data.path));  // it is gone
  return opened;
}"""
pytestmark = pytest.mark.whole_browser  # its shell draws no notifications
STANDS_FOR_THE_VENDOR = """fields => {
  Notification.requestPermission = async () => "granted";
  PushManager.prototype.subscribe = async function (asked) {
    window.asked = {visible: asked.userVisibleOnly, bytes: asked.applicationServerKey.length};
    return {endpoint: fields.endpoint, toJSON: () => ({keys: {p256dh: fields.p256dh, auth: fields.auth}})};
  };
}"""


WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"


@pytest.fixture(autouse=True)
def _with_a_key() -> Iterator[None]:
    with override_settings(VAPID_PRIVATE_KEY=KEY):
        yield


def deliver(visitor: Visitor, words: str) -> None:
    """The vendor hands a message to the worker, and again where nothing comes of it: vendors do, and so does a worker
    that was put to sleep between two messages."""
    seen: list[dict[str, Any]] = []
    session = visitor.context.new_cdp_session(visitor.page)
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: seen.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    visitor.page.wait_for_timeout(300)
    for _each in range(3):
        said = {"origin": visitor.site, "registrationId": seen[-1]["registrationId"], "data": words}
        session.send("ServiceWorker.deliverPushMessage", said)
        if shown(visitor.page):
            break
    session.detach()


def shown(page: Page) -> list[dict[str, Any]]:
    """What lies on the screen of the phone."""
    for _each in range(70):
        if found := page.evaluate(SHOWN):
            return list(found)
        page.wait_for_timeout(100)
    return []


def test_it_is_asked_for_drawn_opened_and_stopped(site: Site) -> None:
    case, phone = site.city.case("accepted"), Phone()
    with site.visitor(width=390) as resident:
        resident.context.grant_permissions(["notifications"], origin=resident.site)
        resident.page.add_init_script(f"({STANDS_FOR_THE_VENDOR})({json.dumps(phone.fields)})")
        page = resident.go(f"/cases/{case.number}/follow/")
        assert page.evaluate(WORKERS) == 0, "not before somebody asks for it"
        assert resident.axe() == []
        page.click("[data-push-ask]")
        page.wait_for_url(f"**/cases/{case.number}/")
        assert page.evaluate(WORKERS) == 1
        device, follow = Device.objects.get(), Follow.objects.get()
        assert follow.follower.browser_hash == device.browser_hash
        assert case.number in resident.go("/following/here/").inner_text("main")
        assert resident.axe() == []

        words = {"title": f"Case {case.number}", "body": "Accepted", "lang": "en", "path": f"/cases/{case.number}/"}
        words |= {"tag": "thing:1", "stop": f"/following/stop/{follow.stop_token}/"}
        words |= {"stop_label": "Stop this", "stopped": "Stopped."}
        deliver(resident, json.dumps(words))
        [message] = shown(page)
        assert message == {"title": words["title"], "body": "Accepted", "path": words["path"], "actions": ["Stop this"]}
        [worker] = resident.context.service_workers
        assert worker.evaluate(PRESS, "") == [f"{resident.site}/cases/{case.number}/"]

        deliver(resident, json.dumps(words | {"path": "https://evil.example/x"}))
        assert worker.evaluate(PRESS, "") == [f"{resident.site}/"], "never a page of somebody else"

        deliver(resident, json.dumps(words))
        assert worker.evaluate(PRESS, "stop") == []
        assert [one["title"] for one in shown(page)] == ["Stopped."]
        assert not Follow.objects.exists()
        assert not Device.objects.exists()

        worker.evaluate("async () => (await self.registration.getNotifications()).forEach(one => one.close())")
        deliver(resident, "no words of ours")
        [message] = shown(page)
        assert (message["title"], message["actions"]) == ("共治 Gongzhi", [])


def test_it_is_offered_only_where_the_browser_can(site: Site) -> None:
    case = site.city.case("accepted")
    address = f"/cases/{case.number}/follow/"
    with site.visitor() as resident:
        expect(resident.go(address).locator("[data-push-ask]")).to_be_visible()
        resident.page.add_init_script("Notification.requestPermission = async () => 'denied'")
        page = resident.go(address)
        page.click("[data-push-ask]")
        expect(page.locator("[data-push-says]")).to_contain_text("e-mail works all the same")
        assert resident.axe() == []
        assert not Device.objects.exists()
        resident.page.add_init_script("delete window.PushManager")
        expect(resident.go(address).locator("[data-push-ask]")).to_be_hidden()
    with site.visitor(script=False) as resident:
        expect(resident.go(address).locator("[data-push-ask]")).to_be_hidden()
