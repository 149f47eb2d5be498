"""Chromium before a live city: one browser a worker, one city a file of journeys, no network but this machine."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client, override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import people
from tests.conftest import forget_all
from tests.ground import Ground

WHOLE = shutil.which("chromium") or shutil.which("chromium-browser")
SHELL = shutil.which("chromium-headless-shell")  # the same engine without what draws a window: half the work
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no network but this machine
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe().axe_script
RUN_AXE = """async options => !window.axe ? null : (await axe.run(document, options)).violations.flatMap(found =>
  found.nodes.map(node => `${found.id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 120)}`))"""
PATIENCE = 20_000  # milliseconds: a machine under load is slow, not wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser, and the database as the served city has it."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


class Browsers:
    """Debian's Chromium, started when it is first asked for: whole, or as its shell where that will do."""

    def __init__(self, playwright: Playwright) -> None:
        self._playwright = playwright
        self._started: dict[str, Browser] = {}

    def browser(self, *, whole: bool) -> Browser:
        """Without Chromium these tests are left out, unless the run requires them."""
        program = WHOLE if whole else SHELL or WHOLE
        if program is None:
            lacking = "Chromium is not installed, so no journey was made (Debian: apt install chromium fonts-noto-cjk)."
            if os.environ.get("BROWSER_REQUIRED") == "1":
                pytest.fail(lacking)
            pytest.skip(lacking)
        if program not in self._started:
            self._started[program] = self._playwright.chromium.launch(
                executable_path=program, chromium_sandbox=False, args=FLAGS
            )
        return self._started[program]

    def close(self) -> None:
        """End what was started."""
        for browser in self._started.values():
            browser.close()


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    """The browsers of one worker."""
    with sync_playwright() as playwright:
        started = Browsers(playwright)
        yield started
        started.close()


@pytest.fixture
def _django_db_helper() -> None:
    """Nothing is swept between two journeys: `site` opens the database for a whole file and sweeps behind it."""


@pytest.fixture(autouse=True)
def _quiet() -> None:
    """The files of a journey live as long as its city."""


@dataclass
class Visitor:
    """Somebody at a browser of their own, and what that browser complained about."""

    context: BrowserContext
    page: Page
    site: str
    language: str
    complaints: list[str] = field(default_factory=list)
    went_out: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(self.site + path)
        return self.page

    def hear(self, said: ConsoleMessage) -> None:
        """Keep what the browser calls an error; a page that refuses is meant to answer 4xx and is none."""
        answered_so = said.text.startswith("Failed to load resource") and said.location["url"] == self.page.url
        if said.type == "error" and not answered_so:
            self.complaints.append(f"{self.page.url}: {said.text}")

    def press(self, selector: str) -> None:
        """Press what leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.click(selector)

    @property
    def words(self) -> str:
        """What the page says, as somebody reads it."""
        return self.page.inner_text("body")

    def axe(self) -> list[str]:
        """What axe finds on the page, as readable lines."""
        options = {"resultTypes": ["violations"], "runOnly": STANDARDS}
        found: list[str] | None = self.page.evaluate(RUN_AXE, options)
        if found is None:
            self.page.evaluate(AXE)
            self.context.add_init_script(AXE)  # half a megabyte is sent and read once, not for every page
            found = self.page.evaluate(RUN_AXE, options)
        assert found is not None
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if raised is not None and (folder := os.environ.get("SCREENSHOTS")):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=f"{folder}/{id(self)}.png", full_page=True)
        self.context.close()
        if raised is None:
            assert self.complaints == []
            assert self.went_out == []


@dataclass
class Site:
    """The live city: its address, its people, and browsers for them."""

    url: str
    city: people.City
    browser: Browser

    def visitor(
        self,
        person: people.Person | None = None,
        *,
        language: str = "en",
        width: int = 1280,
        script: bool = True,
        **context: Any,
    ) -> Visitor:
        """A fresh browser, signed in as somebody if said."""
        opened = self.browser.new_context(
            base_url=self.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=script,
            locale="zh-CN" if language == "zh-hans" else "zh-TW" if language == "zh-hant" else "en-GB",
            reduced_motion="reduce",
            **context,
        )
        opened.set_default_timeout(PATIENCE)
        visitor = Visitor(opened, opened.new_page(), self.url, language)
        # listened to, not intercepted: a browser that is intercepted keeps no style and no script from page to page
        opened.on("request", lambda request: self._note(request, visitor))
        visitor.page.on("console", visitor.hear)
        visitor.page.on("pageerror", lambda raised: visitor.complaints.append(str(raised)))
        if person is not None:
            client = Client()
            people.sign_in(client, person)
            opened.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.url}])
        return visitor

    def _note(self, request: Request, visitor: Visitor) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            visitor.went_out.append(request.url)


@pytest.fixture(scope="module")
def site(
    request: pytest.FixtureRequest,
    browsers: Browsers,
    django_db_setup: Ground,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Site]:
    """A city that is served, kept for all journeys of one file and swept away after them."""
    browser = browsers.browser(whole=request.node.get_closest_marker("whole_browser") is not None)
    folder = tmp_path_factory.mktemp("city")
    with (
        django_db_blocker.unblock(),
        override_settings(UPLOAD_DIR=folder / "uploads", MEDIA_ROOT=folder / "pictures"),
    ):
        forget_all()
        server = LiveServer("127.0.0.1")
        yield Site(server.url, people.City(), browser)
        server.stop()
        forget_all()
        django_db_setup.restore()
