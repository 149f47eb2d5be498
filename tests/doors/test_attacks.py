"""Addresses nobody was meant to write: pages far away, marks of other lists, words for numbers. Nothing breaks, and
nothing opens."""

import re
from typing import Any

import pytest
from django.db import transaction

from tests.doors.answers import body_of
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES
from tests.doors.test_leaks import hidden_from
from tests.doors.test_routes import address
from tests.doors.town import BY_NAME, WHOLE, Somebody, Town, drawn

WRONG = (
    "after=-1",
    "after=99999999999999999999999",
    "after=%00",
    "after=cD0xJm49Mg%3D%3D",
    "after=2026-11-03T04:00:00|1",
    "after=%F0%9F%9A%A8",
    "older=-1&newer=x",
    "page=-7",
    "page=0",
    "page=9999999999999999999",
    "page=１２",
    "cursor=%00",
    "cursor=cD0yMDI2",
    "cursor=-1",
    "format=json",
    "format=xml&format=api",
    "view=999999",
    "view=-1",
    "view=saved-1",
    "which=all&what=everything&days=-1",
    "q=%27%22%3E%3Cscript%3E&sort=-secret",
    "q=" + "琉" * 300,
    "state=bogus&kind=bogus&office=bogus&area=bogus&matter=bogus",
    "mine=1&flagged=1&deadline=1&priority=9",
    "bbox=nan,nan,inf,inf&zoom=-3",
    "bbox=1,2,3&near=x&lat=1e999&lon=nan",
    "near=91,181,-1&since=2026-13-45&until=0000-00-00",
    "week=2026-02-31&day=x&monday=9999-12-31",
    "since=9999-12-31&until=0001-01-01&person=1&about=x",
    "lang=xx&text=huge&map=sideways&next=//evil.example",
    "_method=DELETE&HTTP_X=1&is_superuser=1&reporter=1",
)
LISTS = [
    row
    for row in ROUTES.values()
    if "GET" in row.methods and "<" not in row.path and row.guard not in ("demo", "theirs", "owner")
]
WHO = ("stranger", "lin", "chen", "shen", "he", "dong", "ping", "root", "mo", "sun")


def get(town: Town, who: Somebody, where: str) -> Any:
    """One request of hers, taken back."""
    with transaction.atomic():
        answer = town.client(who).get(where)
        answer.body = body_of(answer)
        transaction.set_rollback(True)
    return answer


@pytest.mark.parametrize("row", LISTS, ids=lambda one: one.path or "home")
def test_no_question_breaks_a_page_or_opens_it(town: Town, row: Any) -> None:
    inside = [BY_NAME[name] for name in WHO if lets_in(row, BY_NAME[name]) == "in"]
    if row.path == "readyz":
        return
    for number, asked in enumerate(WRONG):
        if not drawn(row.path, asked, one_in=24):
            continue
        turn = inside[number % len(inside) :][:1] if inside else [BY_NAME["lin"]]  # refused, and no 500 either
        for who in (inside or turn) if WHOLE else turn:
            answer = get(town, who, f"{address(row.path)}?{asked}")
            assert answer.status_code < 500, (who.name, row.path, asked)
            assert not str(answer.headers.get("Location", "")).startswith("//evil"), (row.path, asked)


def test_a_page_without_its_last_stroke_leads_to_the_page_and_tells_nothing(town: Town) -> None:
    for path, row in ROUTES.items():
        if not path.endswith("/") or not drawn(path, "stroke", one_in=8):
            continue
        who = BY_NAME[("stranger", "lin", "he")[len(path) % 3]]
        answer = get(town, who, address(path).rstrip("/"))
        assert answer.status_code in (301, 302, 401, 403, 404), path
        if answer.status_code == 301:
            assert answer.headers["Location"].endswith("/"), path
        assert not answer.body or "琉" not in answer.body, row.path


@pytest.mark.parametrize(
    ("giver", "taker", "where", "mark"),
    [
        ("lin", "chen", "/api/v1/desk/cases/", "cursor"),
        ("lin", "lu", "/api/v1/desk/cases/", "cursor"),
        ("lin", "pan", "/desk/?view=all", "after"),
        ("lin", "stranger", "/api/v1/cases/", "cursor"),
    ],
)
def test_the_mark_of_another_persons_list_opens_no_row_of_it(
    town: Town, settings: Any, giver: str, taker: str, where: str, mark: str
) -> None:
    """A page key says where to go on in one's own list; whoever hands one over hands over nothing."""
    first = get(town, BY_NAME[giver], where + ("&" if "?" in where else "?") + "page_size=2&size=2")
    marks = set(re.findall(rf"{mark}=([^&\"\s]+)", first.body)) | {"1", "MQ%3D%3D"}
    who = BY_NAME[taker]
    hidden = [word for words in hidden_from(who, town).values() for word in words]
    for one in marks:
        answer = get(town, who, f"{where}{'&' if '?' in where else '?'}{mark}={one}")
        assert answer.status_code < 500
        assert [word for word in hidden if word in answer.body] == []


def test_numbers_that_are_none_are_not_there(town: Town) -> None:
    strange = ("26-0000-0000", "0", "-1", "99-9999-9999", "26-", "２６", "%2e%2e", "null", "1" * 400, "26-7530-8476'--")
    for name in ("stranger", "lin", "he"):
        for begin, end in (
            ("/cases/", "/"),
            ("/desk/cases/", "/"),
            ("/api/v1/cases/", "/timeline/"),
            ("/api/v1/desk/cases/", "/moves/"),
            ("/desk/phone/cases/", "/"),
        ):
            for number in strange:
                if drawn(name, begin, number, one_in=5):
                    status = get(town, BY_NAME[name], f"{begin}{number}{end}").status_code
                    assert status in (301, 302, 403, 404), (name, begin, number, status)


@pytest.mark.parametrize("path", sorted(row.path for row in ROUTES.values() if "<int:key>" in row.path))
def test_a_key_as_long_as_one_likes_is_not_there(town: Town, path: str) -> None:
    row = ROUTES[path]
    named = ("lin", "chen", "he", "root", "sun", "mo")
    who = next((BY_NAME[name] for name in named if lets_in(row, BY_NAME[name]) == "in"), None)
    is_let_in = who is not None  # into the track of the little mayor nobody of this town is: she is refused instead
    who = who or BY_NAME["lin"]
    for key in ("9" * 18, "9" * 19, "9" * 40, "0"):
        client = town.client(who)
        with transaction.atomic():
            where = address(path, key=key, office="dongqiao-lamps")
            answer = client.get(where) if "GET" in row.methods else client.post(where, {"day": "2026-12-01"})
            status = answer.status_code
            transaction.set_rollback(True)
        known = (404, 400, 415, 302) if "phone" in path else (404, 400, 415)
        assert status in (known if is_let_in else (*known, 302, 403)), (path, key, status)
