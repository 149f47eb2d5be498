"""Ten fingers and no mouse: where the focus goes, that it is seen and marked, how far it is to the next press."""

from dataclasses import dataclass

from playwright.sync_api import Page

FOCUS = """() => { const one = document.activeElement, { left, right, top, bottom } = one.getBoundingClientRect();
  const above = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
  const label = one.labels?.[0];
  const drawn = [one, label].filter(Boolean).flatMap(each => [null, "::before", "::after"].map(
    part => getComputedStyle(each, part)));
  return { words: (one.ariaLabel ?? (label ?? one).innerText ?? "").trim(), tag: one.tagName,
           seen: !!above && (one.contains(above) || above.contains(one) || !!label?.contains(above)),
           // the calendar inside a field for a day is the browser's own, and marked by it
           marked: !one.matches(":focus") ||
             drawn.some(style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 1) }; }"""


@dataclass
class Hands:
    """Ten fingers, no mouse. Whatever they come to has to be seen: not under a sticky head, not under a bar; with
    `marks` it has to be marked as well."""

    page: Page
    marks: bool = False

    def press(self, *keys: str) -> None:
        """Press some keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        """Type some words."""
        self.page.keyboard.insert_text(words)

    def go(self, *keys: str) -> None:
        """Press keys of which the last leads to another page."""
        self.press(*keys[:-1])
        with self.page.expect_navigation():
            self.press(keys[-1])

    @property
    def at(self) -> str:
        """The words of what has the focus."""
        return self._found(marks=False)

    def _found(self, *, marks: bool) -> str:
        found = self.page.evaluate(FOCUS)
        assert found["seen"], f"hidden: {found}"
        assert found["marked"] or not marks, f"not marked: {found}"
        return str(found["words"] or found["tag"])

    def tab_to(self, words: str, *, within: int, key: str = "Tab") -> None:
        """Tab until something that says so has the focus, in so many presses at most."""
        passed: list[str] = []
        for _press in range(within):
            self.press(key)
            passed.append(self._found(marks=self.marks))
            if passed[-1].startswith(words):
                return
        raise AssertionError(f"{words!r} is not within {within} presses: {passed}")
