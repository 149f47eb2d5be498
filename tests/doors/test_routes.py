"""Every route × everybody: let in, led to sign in, or refused with the sentence of the door."""

import re
from typing import Any

import pytest

from tests.doors.answers import NOWHERE, leads_to, told, words_of
from tests.doors.asking import ask
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES, Row
from tests.doors.town import CAST, Somebody, Town, drawn
from tests.house.test_routes import routes

ABSENT = {  # an argument that names nothing in the town
    "phase": "final",
    "number": NOWHERE,
    "other": NOWHERE,
    "key": "999999",
    "ward": "0",
    "sheet": "0",
    "photo": "999999",
    "pk": "999999",
    "verb": "accept",
    "stage": "planning",
    "step": "saw",
    "office": "nowhere",
    "size": "large",
    "name": "nobody",
    "token": "nothing",
    "code": "nowhere",
    "layer": "nowhere",
    "slug": "nowhere",
    "topic": "C26-000000",
    "month": "nowhere",
    "uidb36": "z",
    "secret": "nothing",
    "course": "nowhere",
}
UUID = "00000000-0000-4000-8000-000000000000"
NOBODYS = ("theirs", "owner", "demo", "pupils", "vetted", "served", "coordinators")  # in this town


def address(path: str, **given: str) -> str:
    """The address of a route with its arguments."""

    def value(match: re.Match[str]) -> str:
        kind, name = match.groups()
        return given.get(name) or ({"uuid": UUID, "int": "999999"}.get(kind) or ABSENT[name])

    return "/" + re.sub(r"<(\w+):(\w+)>", value, path)


def test_every_route_stands_in_the_table() -> None:
    here = {path for path, _pattern in routes() if not path.startswith("admin/")}
    new = [
        f"The route “{path}” has no row in tests/doors/routes.py: say whom it lets in, and how."
        for path in sorted(here - set(ROUTES))
    ]
    old = [f"The row “{path}” in tests/doors/routes.py is of no route." for path in sorted(set(ROUTES) - here)]
    assert new + old == []


@pytest.mark.parametrize("who", CAST, ids=lambda one: one.name)
def test_each_door_lets_in_exactly_whom_the_table_names(town: Town, who: Somebody) -> None:
    wrong = []
    for path, row in ROUTES.items():
        method = sorted(row.methods)[len(path + who.name) % len(row.methods)]
        if not drawn(path, who.name, one_in=4):
            continue
        fault = fault_of(row, who, method, ask(town, who, method, address(path)))
        if fault:
            wrong.append(f"{method} {path} for {who.name}: {fault}")
    assert not wrong, "\n".join(wrong)


def fault_of(row: Row, who: Somebody, method: str, answer: Any) -> str:
    """What is wrong with the answer of a door; "" when nothing is."""
    want, status = lets_in(row, who), answer.status_code
    if want == "gone":
        return "" if status == 404 else f"not gone: {status}"
    if want == "login":
        return "" if leads_to(answer, "/accounts/login/") else f"not led to sign in: {status}"
    if want == "factor":
        return "" if leads_to(answer, "/accounts/second-factor/") else f"not asked for the second factor: {status}"
    if want != "in":
        if status != 403:
            return f"not refused: {status}"
        said = told(want, who.language)
        words = answer.json()["detail"] if row.path.startswith("api/") else words_of(answer)
        return "" if said in words else f"refused in other words: {words[:300]}"
    if row.path == "readyz":
        return ""  # says whether the worker runs; no worker runs here
    if status >= 500 or status in (401, 405):
        return f"let in, and then {status}"
    if leads_to(answer, "/accounts/login/") and row.guard != "theirs":
        return "led to sign in"
    if status == 403 and row.guard not in ("theirs", "owner", "all") and row.path != "accounts/sheet/":
        return f"refused: {words_of(answer)[:300]}"
    return ""


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_no_door_takes_a_method_it_has_no_use_for(town: Town, method: str) -> None:
    """Nothing happens, and nothing breaks, when a page is asked in a way it does not know."""
    wrong = []
    for number, (path, row) in enumerate(ROUTES.items()):
        if method in row.methods or row.guard in NOBODYS:
            continue
        inside = [who for who in CAST if lets_in(row, who) == "in"] or [CAST[0]]
        if lets_in(row, inside[0]) != "in":
            continue  # of the doors that a check opens the track's own tests tell
        who = inside[number % len(inside)]
        status = ask(town, who, method, address(path)).status_code
        if status not in (405, 404) or (status == 404 and "<" not in path):
            wrong.append(f"{method} {path} by {who.name}: {status}")
    assert not wrong, "\n".join(wrong)


def test_asking_for_the_head_or_the_options_opens_no_door(town: Town) -> None:
    wrong = []
    for path, row in ROUTES.items():
        for who in CAST:
            if row.guard in ("demo", "theirs", "owner") or not drawn(path, who.name, "HEAD", one_in=40):
                continue
            head = ask(town, who, "HEAD", address(path))
            if "GET" in row.methods and (fault := fault_of(row, who, "GET", _without_words(head, row, who))):
                wrong.append(f"HEAD {path} for {who.name}: {fault}")
            options = ask(town, who, "OPTIONS", address(path))
            if options.status_code >= 500 or (lets_in(row, who) != "in" and options.status_code == 200):
                wrong.append(f"OPTIONS {path} for {who.name}: {options.status_code}")
    assert not wrong, "\n".join(wrong)


def _without_words(answer: Any, row: Row, who: Somebody) -> Any:
    """A head has no words; what it would say is what the page says."""
    if answer.status_code != 403:
        return answer
    assert not answer.content
    answer.content = lets_in(row, who)
    answer.json = lambda: {"detail": told(lets_in(row, who), who.language)}
    answer.content = told(lets_in(row, who), who.language)
    return answer
