"""No case leaks across areas, offices or sides: everybody walks every page that can be asked for, and every link found
on it, and nowhere stands a number or a word of a case that is not hers to know of."""

import re
from collections import Counter, deque
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import transaction

from civic.cases.models import Case
from tests.doors.answers import body_of
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES
from tests.doors.sight import glimpses, is_reporter, on_desk, reads_whole
from tests.doors.test_routes import address
from tests.doors.town import BY_NAME, CAST, WHOLE, Somebody, Town, mark
from tests.people import NOON

WALKERS = ["stranger", "pan", "lu", "he"]
QUERIES = {  # what lists, files, maps and searches are asked beside their bare address
    "desk/": ("view=all", "view=all&q={mark}", "view=all&q={number}", "view=all&kind=misconduct", "view=all&map=on"),
    "desk/export/": ("view=all",),
    "desk/map.json": ("view=all&zoom=18",),
    "desk/tasks/": ("which=given", "which=reported"),
    "cases/": ("q={mark}", "q={number}", "office=dongqiao-lamps", "area=990101", "kind=misconduct"),
    "cases/map.json": ("bbox=113.1,23.0,113.5,23.3&zoom=18",),
    "api/v1/cases/": ("q={mark}", "kind=misconduct", "near=23.13,113.30,2000", "bbox=113.1,23.0,113.5,23.3"),
    "api/v1/desk/cases/": ("state=filed",),
    "cells/": ("lat=23.13&lon=113.30", "lat=23.13&lon=113.22"),
    "report/find/": ("q={mark}",),
    "components/": ("q={mark}",),
    "matters/": ("q={mark}",),
    "offices/": ("q={mark}",),
}
GIVEN = {"office": "dongqiao-lamps", "layer": "management", "code": "99010200100101", "slug": "x", "key": "1"}
_LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
_SKIP = ("/static/", "/accounts/", "/me/erase", "/admin/jsi18n")


def hidden_from(who: Somebody, town: Town) -> dict[str, list[str]]:
    """By case, what she must not meet: its number, where not even a glimpse is hers, and its words as handed in."""
    found = {}
    for key, case in town.cases.items():
        words = []
        if not (reads_whole(who, case) or glimpses(case)):
            words.append(case.number)
        if not (on_desk(who, case) or is_reporter(who, case)):
            words.append(mark(key))
        if words:
            found[key] = words
    return found


def starts(who: Somebody, town: Town) -> list[str]:
    """Every address that can be asked for, with the arguments of the town, bare and with its queries."""
    hidden = list(hidden_from(who, town))
    lost = [key for key in ("about-lamps", "in-hexin", "at-drains") if key in hidden][: 9 if WHOLE else 1]
    secret = town.cases[lost[0] if lost else "in-hand"]
    found = []
    for path, row in ROUTES.items():
        if "GET" not in row.methods or lets_in(row, who) != "in" or row.guard in ("theirs", "owner"):
            continue
        if "<" in path and not WHOLE:
            continue  # cases stand in test_cases.py, the rest is reached by its links
        where = address(path, **(GIVEN | {"number": secret.number}))
        found.append(where)
        for query in QUERIES.get(path, ()):
            for key in lost if "{" in query else ("",):
                case = town.cases.get(key)
                told = query.format(mark=mark(key), number=case.number if case else "")
                found.append(f"{where}?{told}")
    if who.is_root:
        found += ["/admin/", "/admin/accounts/person/", "/admin/offices/post/"]
    return found


def walk(town: Town, who: Somebody, *, most: int) -> dict[str, str]:
    """Every page she can ask for, and what hangs on it one level deep; of each kind of address a few."""
    client, seen, kinds = town.client(who), {}, Counter[str]()
    queue: deque[tuple[str, int]] = deque((where, 0) for where in starts(who, town))
    while queue:
        where, depth = queue.popleft()
        if where in seen:
            continue
        with transaction.atomic():
            answer: Any = client.get(where)
            body = body_of(answer)
            transaction.set_rollback(True)
        assert answer.status_code < 500 or where == "/readyz", (who.name, where)
        seen[where] = body + str(answer.headers.get("Location", ""))
        for link in _LINK.findall(body) if depth == 0 else ():
            kind = re.sub(r"\d[\d-]*|[?].*", "#", link)
            if not link.startswith(_SKIP) and kinds[kind] < most:
                kinds[kind] += 1
                queue.append((link.replace("&amp;", "&"), 1))
    return seen


@pytest.mark.parametrize("name", WALKERS if not WHOLE else [who.name for who in CAST])
def test_nothing_of_a_case_that_is_not_hers_stands_on_any_page(town: Town, name: str) -> None:
    who = BY_NAME[name]
    hidden, leaks = hidden_from(who, town), []
    pages = walk(town, who, most=20 if WHOLE else 1)
    assert len(pages) > 20
    for where, body in pages.items():
        for key, words in hidden.items():
            repeated = {word for word in words if word in unquote(where)}  # what she asked for herself is hers to read
            leaks += [
                f"{where} tells {who.name} of {key}: {word}" for word in words if word in body and word not in repeated
            ]
            if repeated and f"/cases/{town.cases[key].number}/" in body.replace(unquote(where), ""):
                leaks.append(f"{where} leads {who.name} to {key}")
    assert not leaks, "\n".join(leaks)


def test_the_same_walk_meets_the_words_as_somebody_who_may_read_them(town: Town) -> None:
    """So that the walk above proves something."""
    body = " ".join(walk(town, BY_NAME["lin"], most=1).values())
    met = [key for key, case in town.cases.items() if on_desk(BY_NAME["lin"], case) and case.number in body]
    assert len(met) > 10
    assert any(mark(key) in body for key in met)


@pytest.mark.parametrize("name", ["stranger", "pan", "lu", "chen"])
def test_counts_and_lists_are_the_same_with_and_without_what_is_hidden(town: Town, name: str) -> None:
    """No number on a page tells that there is one case more."""
    who = BY_NAME[name]
    addresses = ["/", "/cases/", "/cases/map.json?bbox=113.1,23.0,113.5,23.3&zoom=18", "/api/v1/cases/"]
    if who.is_officer:
        addresses += ["/desk/?view=all", "/desk/map.json?view=all", "/desk/export/?view=all", "/api/v1/desk/cases/"]
        addresses += ["/desk/tasks/", "/desk/duty/", "/desk/incidents/"]
    before = {where: counted(town, who, where) for where in addresses}
    hidden = [case for case in town.cases.values() if not (reads_whole(who, case) or glimpses(case))]
    assert hidden
    _forget(hidden)
    assert {where: counted(town, who, where) for where in addresses} == before


def counted(town: Town, who: Somebody, where: str) -> str:
    """A page without what changes with every answer."""
    text = re.sub(r'csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"', "", body_of(town.client(who).get(where)))
    return re.sub(r"\d+:\d\d(:\d\d)?", "", text)


def _forget(cases: list[Case]) -> None:
    """The cases as if they had never been: for everybody who may not know of them nothing changes."""
    keys = [case.pk for case in cases]
    Case.objects.filter(pk__in=keys, whole__isnull=True).update(
        state="withdrawn", publication="withheld", is_confidential=True, office=None, about_office=None, area=None,
        kind="misconduct", due_at=None, station="", defer_to=None, demand_due_at=None, reporter=None,
        closed_at=NOON,
    )  # fmt: skip
