"""How a page is looked at in Chromium: on a phone, with large letters, on a desk; axe finds nothing on any of them."""

import os
from collections.abc import Callable

from django.utils.translation import gettext, override

from tests.journeys.conftest import Visitor

LANGUAGES = ["zh-hans", "en"]
PHONE, HALF, DESK = {"width": 360, "height": 740}, {"width": 640, "height": 740}, {"width": 1280, "height": 800}
WHOLE_MATRIX = (
    os.environ.get("WHOLE_MATRIX") == "1"
)  # axe for every language at every width; else Chinese narrow, English wide
TARGET = 44
# what a thumb must hit; links inside a sentence are as high as their line
TOUCHED = ", ".join(
    "main " + one
    for one in (
        ".govuk-button:not(.govuk-button--link)",
        "select",
        "textarea",
        "input:not([type=hidden]):not([type=radio]):not([type=checkbox]):not([type=file])",
        ".govuk-radios__item",
        ".govuk-checkboxes__item",
    )
)
TOO_WIDE = """() => document.documentElement.scrollWidth <= window.innerWidth ? "" :
  document.documentElement.scrollWidth + " px: " + [...document.querySelectorAll("body *")]
    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 1)
    .slice(0, 3).map(one => one.outerHTML.slice(0, 90)).join(" | ")"""
TOO_WIDE_WITH_LARGE_LETTERS = f"""() => {{ const letters = document.documentElement.style;
  letters.fontSize = "32px"; const wide = ({TOO_WIDE})(); letters.fontSize = ""; return wide; }}"""
TOO_LOW = """([touched, least]) => [...document.querySelectorAll(touched)]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().width > 1)
  .map(one => [Math.round(one.getBoundingClientRect().height), one.outerHTML.slice(0, 90)])
  .filter(([height]) => height < least).map(([height, words]) => `${height} px high: ${words}`)"""


def in_chinese(words: str) -> str:
    """What stands on a Chinese page for these words: a journey goes on when a translation gets better."""
    with override("zh-hans"):
        return gettext(words)


class Walk:
    """One walk through pages by one visitor; every fault is written down with its page, and told together at the
    end."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.faults: list[str] = []

    def look(self, path: str, *, status: int = 200, is_public: bool = True) -> None:
        """Open an address and look at the page."""
        answer = self.visitor.page.goto(self.visitor.site + path)
        assert answer is not None
        if answer.status != status:
            self.faults.append(f"{path}: answered {answer.status}, not {status}")
        self.here(path, is_public=is_public)

    def here(self, name: str, *, is_public: bool = True) -> None:
        """Look at the page that is open: on a phone, with large letters, then on a desk."""
        page = self.visitor.page
        page.set_viewport_size(PHONE)
        faults = [f"runs off the phone, {wide}"] if (wide := page.evaluate(TOO_WIDE)) else []
        faults += page.evaluate(TOO_LOW, [TOUCHED, TARGET]) if is_public else []
        is_chinese = self.visitor.language != "en"
        faults += self.visitor.axe() if is_chinese or WHOLE_MATRIX else []
        if is_public:  # whose reader has doubled the letters (WCAG 1.4.4, 1.4.10)
            page.set_viewport_size(HALF)
            wide = page.evaluate(TOO_WIDE_WITH_LARGE_LETTERS)
            faults += [f"letters twice as large run off: {wide}"] if wide else []
        if WHOLE_MATRIX or not is_chinese:
            page.set_viewport_size(DESK)
            faults += [f"wide {fault}" for fault in self.visitor.axe()]
        self.faults += [f"{name}: {fault}" for fault in faults]

    def send(self, selector: str, name: str, *, is_public: bool = True) -> None:
        """Press what leads to another page, and look at that."""
        self.visitor.press(selector)
        self.here(name, is_public=is_public)


def walked(visitor: Visitor, walk: Callable[[Walk], None]) -> list[str]:
    """The faults of a walk."""
    with visitor:
        walking = Walk(visitor)
        walk(walking)
        return walking.faults
