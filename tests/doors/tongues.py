"""In which language the words of a page stand: read as a screen reader reads it, part by part, with the language each
part says it is in."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}
SILENT = {
    "script",
    "style",
    "code",
    "pre",
    "title",
}  # what programs read; a title repeats the heading, and cannot be marked
SAID = ("aria-label", "title", "alt", "placeholder")  # attributes that are read out or shown
LATIN = re.compile(r"(?<![\w@./:_#-])[A-Za-z]*[a-z]{3,}(?![\w@/:_-]|\.\w)")
HOLE = re.compile(r"%?\{\w+\}")  # filled by a script
HAN = re.compile(r"[\u4e00-\u9fff]+")
# names that are the same in every language, the languages by their own names, and values in the open files
NAMES = {
    "Gongzhi",
    "Python",
    "JavaScript",
    "WebP",
    "Atom",
    "Cookie",
    "Chrome",
    "Edge",
    "Firefox",
    "Safari",
    "English",
    "yes",
    "partly",
    "other",
}
OWN_NAMES = {"简体中文", "繁體中文"}
# the commonest signs that only one of the two scripts has
ONLY_HANS = set("这个们为发会来时对说过还没样实现问题办边进动网单处员电话选应该请谁让给图区")
ONLY_HANT = set("這個們為發會來時對說過還沒樣實現問題辦邊進動網單處員電話選應該請誰讓給圖區")


@dataclass
class Part:
    """Some words of a page, and the language they are said to be in."""

    words: str
    tongue: str
    is_users: bool  # somebody wrote it: which language, nobody asked


@dataclass
class _Open:
    tag: str
    tongue: str
    is_users: bool
    is_silent: bool


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [_Open("", "", False, False)]
        self.parts: list[Part] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above, said = self.open[-1], {name: value or "" for name, value in attrs}
        here = _Open(
            tag,
            said.get("lang", above.tongue).lower(),
            "lang" not in said and (above.is_users or said.get("dir") == "auto" or tag == "bdi"),
            above.is_silent or tag in SILENT,
        )
        for name, value in said.items():
            is_for_scripts = name.startswith("data-") and " " in value and not value.startswith(("{", "[", "/"))
            if tag != "link" and (name in SAID or is_for_scripts):
                self.parts.append(Part(value, here.tongue, here.is_users))
        if tag not in VOID:
            self.open.append(here)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(one.tag == tag for one in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        here = self.open[-1]
        if data.strip() and not here.is_silent and here.tag != "textarea":
            self.parts.append(Part(" ".join(data.split()), here.tongue, here.is_users))


def parts_of(body: str) -> list[Part]:
    """What is read on a page, in its order."""
    reader = _Reader()
    reader.feed(body)
    return reader.parts


def strange(body: str) -> list[str]:
    """The words that are not of the language they are said to be in."""
    found = []
    for part in parts_of(body):
        if part.is_users or not part.tongue:
            continue
        if part.tongue == "en":
            wrong = [word for word in HAN.findall(part.words) if word not in OWN_NAMES]
        elif part.tongue.startswith("zh"):
            wrong = [word for word in LATIN.findall(HOLE.sub("", part.words)) if word not in NAMES]
            other = ONLY_HANS - ONLY_HANT if part.tongue == "zh-hant" else ONLY_HANT - ONLY_HANS
            wrong += [sign for sign in part.words if sign in other]
        else:
            wrong = []
        if wrong:
            found.append(f"{part.tongue}: {', '.join(dict.fromkeys(wrong))} in “{part.words[:90]}”")
    return list(dict.fromkeys(found))
