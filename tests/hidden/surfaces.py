"""Every surface a stranger can ask: read off the resolver, so that a new route is looked at without being named. A
route with a parameter nobody has a filler for fails by name."""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from django.db import transaction
from django.test import Client

from civic.lib.codes import new_number
from tests.doors.answers import body_of, same
from tests.hidden.ground import Hidden, Hideaway, canary
from tests.house.test_routes import routes

LANGUAGES = ("en", "zh-hans", "zh-hant")
ELSEWHERE = ("admin/", "demo/")  # the administrators' own doors (tests/doors/test_admin.py); the demo, which is no city
CHANGING = ("Content-Length", "Expires")  # with every answer
STRANGER = "203.0.113.9"  # asks from far away, not from this machine
# what each parameter of an address is filled with, beside what a case gives: number, photo, size
FILLERS: dict[str, tuple[str, ...]] = {
    "size": ("large", "small"),
    "layer": ("management",),
    "code": ("99010200100101", "dongqiao-lamps", "0101", "0102", "990102001001"),
    "office": ("dongqiao-lamps",),
    "area": ("990102",),
    "matter": ("0101",),
    "slug": ("nowhere", "rule-of-the-town"),
    "topic": ("C26-000000", "C26-000001", "C26-000002", "C26-000003", "C26-000009"),
    "stage": ("planning",),
    "verb": ("accept",),
    "name": ("mei",),
    "token": ("nothing",),
    "uidb36": ("1",),
    "key": ("1", "2", "3"),
    "pk": ("1",),
    "ward": ("1",),
    "sheet": ("1",),
    "of": ("1",),
    "other": ("P3-0001",),
    "secret": ("nothing",),
    "step": ("saw",),
    "photo": ("1", "2", "3"),
    "month": ("2026-11",),
    "phase": ("final",),
    "place": ("1",),
    "seq": ("1",),
    "course": ("first-aid",),
}
# what fits the addresses of one kind alone, so that nobody asks for a promise by the code of an office
FITTING: dict[str, dict[str, tuple[str, ...]]] = {
    "promises/": {"code": ("P26-00001", "P26-00008", "P26-00009")},
    "api/v1/promises/": {"code": ("P26-00001", "P26-00008", "P26-00009")},
    "topics/": {"slug": ("T26-00001", "T26-00002")},
    "api/v1/topics/": {"code": ("T26-00001", "T26-00002")},
}
NOBODY = new_number(26)  # never issued
NO_WORD = canary("of nothing at all")
EMPTY = (23.139, 113.309)  # nothing was ever reported here
UUID = "00000000-0000-4000-8000-000000000000"
_PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>")


def parameters(path: str) -> list[tuple[str, str]]:
    """The parameters of a route: kind and name."""
    return [(kind or "str", name) for kind, name in _PARAMETER.findall(path)]


@cache
def our_routes() -> tuple[str, ...]:
    """Every address that is the site's own."""
    return tuple(sorted({path for path, _pattern in routes() if not path.startswith(ELSEWHERE) and "^" not in path}))


def unfilled(path: str) -> list[str]:
    """The parameters of a route that nobody has a filler for."""
    known = {*FILLERS, "number"}
    return [f"{kind}:{name}" for kind, name in parameters(path) if name not in known and kind != "uuid"]


def plain() -> Iterator[str]:
    """The addresses of all routes, as far as no case is needed for them."""
    for path in our_routes():
        if any(name == "number" or kind == "uuid" for kind, name in parameters(path)):
            continue
        yield from filled(path, {})


def of_case(number: str, photos: list[str]) -> Iterator[str]:
    """The addresses of all routes that lead to a case or to a photo."""
    for path in our_routes():
        kinds = parameters(path)
        if any(name == "number" or kind == "uuid" for kind, name in kinds):
            given = {"number": (number,)} | {name: (*photos, UUID) for kind, name in kinds if kind == "uuid"}
            yield from filled(path, given)


def filled(path: str, given: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A route with every combination of its fillers."""
    names = [name for _kind, name in parameters(path)]
    fitting = next((fits for start, fits in FITTING.items() if path.startswith(start)), {})
    for values in itertools.product(*(given.get(name) or fitting.get(name) or FILLERS[name] for name in names)):
        where = path
        for value in values:
            where = _PARAMETER.sub(quote(value), where, count=1)
        yield f"/{where}"


# Every question an address may be asked beside its path, by the name it is asked under: what is asked of it. Which
# names an address reads is found out by watching it; a name that is not here fails the test.
QUESTIONS = {
    "q": "words",
    "number": "number",
    "near": "point",
    "bbox": "point",
    "lat": "point",
    "lon": "point",
    "zoom": "point",
    "cursor": "page",
    "after": "page",
    "older": "page",
    "newer": "page",
    "limit": "page",
    "page": "page",
    "kind": "narrowed",
    "state": "narrowed",
    "matter": "narrowed",
    "office": "narrowed",
    "area": "narrowed",
    "since": "narrowed",
    "until": "narrowed",
    "solved": "narrowed",
    "month": "narrowed",
    "mark": "narrowed",
    "owner": "narrowed",
    "year": "narrowed",
    "language": "narrowed",
    "stands": "narrowed",
    "topic": "narrowed",
    "outcome": "narrowed",
    "round": "narrowed",
    "edition": "narrowed",
    "order": "narrowed",
    "for": "",  # the round a report is begun for
    # of the catalogue, the grid and the form: no case stands behind them
    "by": "",
    "tag": "",
    "parent": "",
    "component": "",
    "draft": "",  # a token; tests/cases/test_drafts.py
    "then": "",
    "place": "",  # what somebody calls the middle of her circle
    "about": "",  # which proposal was just reported, to lead back to it
    "areas": "",  # shifts, behind which stand no cases: in one's own areas, and in the evening
    "evening": "",
    "steps": "",  # how far a family or a child has come in a form of its own
}
NARROWED = (  # lists narrowed to what hidden things have in common; pages that are none
    "kind=misconduct",
    "state=withdrawn",
    "state=merged",
    "solved=yes&state=closed",
    "bbox=113.1,23.0,113.5,23.3&zoom=18",
    "bbox=113.1,23.0,113.5,23.3&zoom=9",
    "office=dongqiao-lamps&area=990102&matter=0102",
    "month=2026-11&by=office&language=zh-hans",
    "since=2026-11-03&until=2026-11-03",
    "stands=supporting&topic=lamp&order=supported",
    "stands=ended&outcome=adopted&round=riverside&order=ending",
    "edition=3&topic=way&area=990102",
    "cursor=cD0xJm49Mg%3D%3D&after=1&older=1&page=2&limit=1",
)


def _square(lat: float, lon: float) -> str:
    """A few metres around a point, as each surface is asked for it."""
    box = f"{lon - 3e-5:.6f},{lat - 3e-5:.6f},{lon + 3e-5:.6f},{lat + 3e-5:.6f}"
    return f"bbox={box}&near={lat:.6f},{lon:.6f},3&lat={lat:.6f}&lon={lon:.6f}&zoom=18"


def questions_about(
    one: Hidden, read: set[str], *, only_known: bool = False
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """What only the hidden thing would answer, the same about something that is not there, and what of both she said
    herself; of a point `only_known` names are given."""
    kinds = {QUESTIONS.get(name, "") for name in read}
    if "words" in kinds:
        for word in list(one.words.values())[:2]:
            yield f"q={word}", f"q={NO_WORD}", (word, NO_WORD)
    if one.case is not None and one.knows == "nothing":
        for name in ("q", "number"):
            if name in read:
                yield f"{name}={one.case.number}", f"{name}={NOBODY}", (one.case.number, NOBODY)
    if "point" in kinds and one.point is not None and one.knows != "public":
        here, nowhere = _square(*one.point), _square(*EMPTY)
        if only_known:
            here, nowhere = (
                "&".join(part for part in square.split("&") if part.split("=")[0] in read) for square in (here, nowhere)
            )
        said = tuple(part for square in (here, nowhere) for part in re.findall(r"\d+\.\d+", square))
        yield here, nowhere, said


@dataclass(frozen=True)
class Seen:
    """One answer of the site to a stranger."""

    where: str
    status: int
    text: str  # body and headers
    validators: tuple[str, str]

    def without(self, *said: str) -> str:
        """All of it but what changes with every answer, and what she said herself."""
        text = self.text
        if "<feed" in text and "<entry" not in text:  # an empty feed is as new as the moment it is asked for
            text = re.sub(r"<updated>[^<]*</updated>|ETag: \S+", "", text)
        return same(f"{self.status} {text}", *said)


def look(where: str, *, language: str = "en", method: str = "get", **headers: str) -> Seen:
    """Ask as somebody who has never been here."""
    client = Client(
        headers={"accept-language": language, **headers}, raise_request_exception=False, REMOTE_ADDR=STRANGER
    )
    with transaction.atomic():
        answer: Any = getattr(client, method)(where)
        transaction.set_rollback(True)
    told = "\n".join(f"{name}: {value}" for name, value in answer.items() if name not in CHANGING)
    cookies = "\n".join(f"{name}={one.value}" for name, one in answer.cookies.items() if name != "csrftoken")
    validators = (answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
    return Seen(where, answer.status_code, f"{told}\n{cookies}\n{body_of(answer)}", validators)


def is_shut(seen: Seen) -> bool:
    """Was she led to sign in? The door stands before everything else."""
    return seen.status == 302 and "Location: /accounts/login/" in seen.text


def secrets_in(seen: Seen, town: Hideaway) -> list[str]:
    """What stands in an answer that must not: words, points, photos, numbers of cases nobody may know."""
    found = []
    for name, one in town.hidden.items():
        pieces = dict(one.words)
        if one.case is not None and one.knows == "nothing":
            pieces["number"] = one.case.number
        if one.point is not None and one.knows != "public":
            pieces |= {"north of the point": f"{one.point[0]:.6f}"[:8], "east of the point": f"{one.point[1]:.6f}"[:9]}
        pieces |= {f"photo {place}": key for place, key in enumerate(one.photos)}
        pieces |= {f"photo {place} in hex": key.replace("-", "") for place, key in enumerate(one.photos)}
        found += [f"{seen.where} tells {piece} of “{name}”: {said}" for piece, said in pieces.items()
                  if said in seen.text and said not in seen.where]  # fmt: skip
    return found
