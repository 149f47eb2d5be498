"""Somebody's own phone: saying so, losing the connection, and what lies on it, read past the page."""

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from tests.journeys.conftest import Visitor

KEPT = """async () => {
  if (!(await indexedDB.databases()).some(one => one.name === "gongzhi-device")) return null;
  const db = await new Promise((resolve, reject) => {
    const asked = indexedDB.open("gongzhi-device");
    asked.onsuccess = () => resolve(asked.result); asked.onerror = () => reject(asked.error);
  });
  const all = store => new Promise(resolve => {
    const asked = db.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  const [drafts, photos] = [await all("drafts"), await all("photos")];
  db.close();
  return JSON.stringify({drafts, photos: photos.map(one => one.list.length)});
}"""
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const one of await (await caches.open(name)).keys()) found.push(one.url.replace(location.origin, ""));
  return found;
}"""
CACHED_WORDS = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const one of await cache.keys())
      if (!one.url.includes("/static/")) found.push(await (await cache.match(one)).text());
  }
  return found;
}"""
LAY_DOWN = """async ([text, row, age]) => {
  const box = window.gongzhiOutbox, now = Date.now();
  const draft = box.begin("short", now - (age || 0));
  Object.assign(draft.fields, {kind: "complaint", text});
  if (row.unsure) row.unsure = now - row.unsure;
  await box.keep(Object.assign(draft, {language: "en"}, row));
}"""
CHANGE = """async change => {
  const [one] = await gongzhiOutbox.all();
  await gongzhiOutbox.alter(one.id, row => {
    Object.assign(row.fields, change.fields);
    Object.assign(row, change.row);
  });
}"""
READY = "navigator.serviceWorker.ready.then(one => one.active.state)"


def kept(page: Page) -> list[dict[str, Any]]:
    """What lies on the device, read past the page."""
    said = page.evaluate(KEPT)
    return json.loads(said)["drafts"] if said else []


def photo() -> dict[str, Any]:
    """A photo large enough to be made smaller."""
    held = io.BytesIO()
    Image.effect_noise((3000, 1200), 60).convert("RGB").save(held, "JPEG", quality=80)
    return {"name": "路灯.jpg", "mimeType": "image/jpeg", "buffer": held.getvalue()}


def say_own_phone(visitor: Visitor) -> Page:
    """Open the form, and say "this is my own phone"."""
    page = visitor.go("/report/")
    page.click("#own-device summary")
    page.click("[data-own]")
    page.wait_for_selector("[data-part=on]:not([hidden])")
    assert page.evaluate(READY) in ("activating", "activated")
    page.wait_for_function("() => navigator.serviceWorker.controller")
    return page


@contextmanager
def offline(visitor: Visitor) -> Iterator[None]:
    """No connection; what the browser says about that is no fault of a page."""
    visitor.context.set_offline(True)
    yield
    visitor.context.set_offline(False)
    visitor.complaints[:] = [one for one in visitor.complaints if "ERR_INTERNET_DISCONNECTED" not in one]


def write(page: Page, text: str, **given: str) -> None:
    """Fill the form on one page, as little as it takes."""
    page.check('#short-form [name=kind][value="complaint"]')
    page.fill("#short-form [name=text]", text)
    for name, value in given.items():
        page.fill(f"#short-form [name={name}]", value)


def send_later(page: Page) -> None:
    """Press the button, and see the list."""
    page.click("#short-form .govuk-button-group > .govuk-button")
    page.wait_for_url("**/report/drafts/")


def wait_for(page: Page, state: str) -> None:
    """Until the first row says so."""
    page.wait_for_function(
        """state => document.querySelector("#kept li:first-child")?.innerText.includes(state)""", arg=state
    )


def lay_down(page: Page, text: str, *, age: float = 0, **row: Any) -> None:
    """A report lies on this phone, last changed so many milliseconds ago, as if it had been left there."""
    page.evaluate(LAY_DOWN, [text, row, age])


def change(page: Page, *, fields: dict[str, str] | None = None, **row: Any) -> None:
    """Change the newest report on this phone behind the page's back."""
    page.evaluate(CHANGE, {"fields": fields or {}, "row": row})


def until_kept(page: Page, holds: Callable[[list[dict[str, Any]]], bool]) -> None:
    """Look at what lies on the phone until it is so."""
    for _each in range(100):
        if holds(kept(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(kept(page))


def until(page: Page, asked: str) -> None:
    """Ask the page until it says yes."""
    for _each in range(100):
        if page.evaluate(asked):
            return
        page.wait_for_timeout(100)
    raise AssertionError(asked)


def sync(visitor: Visitor, *, times: int) -> None:
    """The browser tells the worker that the connection is back."""
    seen: list[dict[str, Any]] = []
    session = visitor.context.new_cdp_session(visitor.page)
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: seen.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    visitor.page.wait_for_timeout(300)
    for _each in range(times):
        session.send(
            "ServiceWorker.dispatchSyncEvent",
            {
                "origin": visitor.site,
                "registrationId": seen[-1]["registrationId"],
                "tag": "outbox",
                "lastChance": False,
            },
        )
    session.detach()
