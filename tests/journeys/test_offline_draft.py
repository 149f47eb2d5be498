"""A report written without a connection, on somebody's own phone: it is kept, it is sent by itself, once, and nothing
is kept where it must not be."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from civic.cases.models import Case, Photo
from tests.journeys.conftest import Site, Visitor

WORDS = "老桥南站往南二十步，路灯不亮一个星期了。"
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
            send_later(page)
            wait_for(page, "Waits for a connection")
            assert resident.page.inner_text("#waits").endswith("1")
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
        resident.press("#kept [data-act=open]")
        assert WORDS in resident.words
