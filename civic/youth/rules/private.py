"""What in a child's words tells who it is or where to find it, and how that is said kindly. Pure.

Source: Law on the protection of minors, art. 73; Minors' network protection regulation, art. 38.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.private_data import evened, find_private
from civic.youth.rules.spotting import Spot, spots

HINTS = {
    "phone": _("There is a phone number: “{text}”. Leave it out: strangers read this page too."),
    "id-number": _("There is a number from an identity card: “{text}”. Leave it out and keep it secret."),
    "email": _("There is an e-mail address: “{text}”. Leave it out: strangers read this page too."),
    "account": _("There is the name of an account: “{text}”. Leave it out: strangers could write to you."),
    "link": _("There is a web address: “{text}”. Leave it out: here only your own words count."),
    "class": _("There is a class: “{text}”. Write “my class” instead: then nobody can find you by it."),
    "own-name": _("There is your own name. Leave it out: everybody knows you by your pseudonym here."),
    "own-school": _("There is the name of your school. Write “my school” instead: then nobody can find you by it."),
    "given-name": _("There may be your own name. Leave it out, or say below that it means something else."),
    "school": _("This looks like the name of a school: “{text}”. If it is yours, write “my school” instead."),
    "name": _("This looks like somebody’s name: “{text}”. Write “a friend” or “a neighbour” instead."),
    "address": _("This looks like an address: “{text}”. Choose the place in step 3 instead: that is exact enough."),
    "birthday": _("There is a day of birth: “{text}”. Leave it out: how old you are is enough."),
    "plate": _("This looks like the number plate of a car: “{text}”. Write “a car” instead."),
}
"""A child's sentence for each kind of private thing."""

BETWEEN = _("”, “")  # two words that stand in the quotation marks of one sentence

DOUBTFUL = frozenset({"given-name", "school", "name", "address", "birthday", "plate"})
"""What the child may keep by saying that it means something else; two readers look at it first."""

_DIGIT = "[一二三四五六七八九十0-9]"
_CLASS = re.compile(
    rf"(?:{_DIGIT}{{1,2}}年[级級]|[初高小][一二三1-6])[第]?\(?{_DIGIT}{{1,3}}\)?班"
    rf"|{_DIGIT}\({_DIGIT}{{1,2}}\)班?"
    rf"|(?:GRADE|YEAR) ?[0-9]{{1,2}},? ?CLASS ?[0-9A-Z]{{1,2}}\b|\bCLASS ?[0-9]{{1,2}}\b"
)
_SCHOOL = re.compile(
    r"([\u4e00-\u9fff]{2,10}?)(小学|小學|中学|中學|附小|附中|幼儿园|幼兒園|实验学校|實驗學校)(?![生们們])"
)
_SCHOOL_EN = re.compile(
    r"\b([A-Z][A-Za-z'’-]+(?: [A-Z0-9][A-Za-z0-9'’.-]*){0,3} "
    r"(?:Primary|Middle|High|Elementary|Secondary)(?: School)?)\b"
)
_PARTICLES = re.compile(
    r".*(?:我们|我們|你们|你們|他们|他們|的|在|是|去|到|和|与|與|每|个|個|所|有|从|從|过|過|了|给|給|离|離|向|让|讓|请|請"
    r"|边|邊|面|近|壁|上|下|里|裡|前|后|後|外|对|對|把|各|家|这|這|那|座|条|條|读|讀)"
)
_NO_SCHOOL_NAME = frozenset(
    [
        "附近",
        "隔壁",
        "城市",
        "农村",
        "農村",
        "全市",
        "所有",
        "很多",
        "许多",
        "周围",
        "周圍",
        "其他",
        "不少",
        "一些",
        "几所",
        "本市",
        "公立",
        "私立",
        "普通",
        "九年",
        "全区",
        "全區",
        "全城",
        "山区",
        "乡村",
        "鄉村",
        "一间",
        "一間",
        "或者",
        "以及",
        "区内",
        "今天",
        "我上",
        "学生",
        "老师",
        "家长",
        "孩子",
        "小朋友",
        "经过",
        "路过",
        "放学",
        "上学",
    ]
)
_LINK = re.compile(r"(?:HTTPS?://|WWW\.)[^\s，。]{2,}|\b[A-Z0-9-]{2,}\.(?:COM|CN|NET|ORG|TOP|CC)\b[^\s，。]*")


@dataclass(frozen=True)
class Found:
    """Something private: in which field, of which kind, and the words themselves."""

    field: str
    kind: str
    text: str

    @property
    def hint(self) -> Promise:
        """The kind sentence."""
        return format_lazy(HINTS[self.kind], text=self.text)

    @property
    def is_given_name(self) -> bool:
        """Is it the child's own given name, which may be an everyday word?"""
        return self.kind == "given-name"


def find_in(texts: Mapping[str, str], *, schools: Iterable[str] = ()) -> list[Found]:
    """Everything in a child's words that tells who somebody is or where to find it, field by field."""
    names = {evened(name): name for name in schools if len(name) > 1}
    found: dict[Found, None] = {}
    for field, text in texts.items():
        for one in _apart(text, names):
            found[Found(field, one.kind, text[one.start : one.end].strip())] = None
    return list(found)


def _apart(text: str, schools: Mapping[str, str]) -> list[Spot]:
    """Each place once: what lies within another is not told a second time; of two that are the same, the surer one."""
    every = sorted(_found_in(text, schools), key=lambda one: (one.kind in DOUBTFUL, one.start - one.end))
    kept: list[Spot] = []
    for one in every:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept)


def _found_in(text: str, schools: Mapping[str, str]) -> Iterator[Spot]:
    for span in find_private(text):
        yield Spot(*span)
    yield from spots(text)
    even = evened(text)
    for match in _CLASS.finditer(even):
        yield Spot(*match.span(), "class")
    for match in _LINK.finditer(even):
        yield Spot(*match.span(), "link")
    for school in schools:
        for match in re.finditer(re.escape(school), even):
            yield Spot(*match.span(), "school")
    for match in _SCHOOL.finditer(text):
        name = _PARTICLES.sub("", match[1])
        if len(name) > 1 and name not in _NO_SCHOOL_NAME:
            yield Spot(match.end() - len(name + match[2]), match.end(), "school")
    for match in _SCHOOL_EN.finditer(text):
        yield Spot(*match.span(1), "school")


def hints(found: Iterable[Found]) -> list[Any]:
    """One kind sentence for each sort of thing, naming every word of it once."""
    words: dict[str, dict[str, None]] = {}
    for one in found:
        words.setdefault(one.kind, {})[one.text] = None
    return [format_lazy(HINTS[kind], text=_listed(list(told))) for kind, told in words.items()]


def _listed(words: list[str]) -> Promise:
    return format_lazy("{}" + "{between}{}" * (len(words) - 1), *words, between=BETWEEN)


def stops(found: Iterable[Found], *, sure_of: Iterable[str]) -> list[Found]:
    """What of it keeps the words from being kept: everything but what the child says means something else."""
    sure = set(sure_of)
    return [one for one in found if one.kind not in DOUBTFUL or one.text not in sure]
