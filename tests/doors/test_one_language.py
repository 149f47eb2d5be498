"""No English word stands on a Chinese page, nor the other way round, nor one script in the other: every address that
residents can ask for, and every case in its state as the reporter sees it, in three languages."""

from typing import Any

import pytest
from django.test import Client

from civic.cases.guards import TRACKED
from tests.doors.guards import lets_in
from tests.doors.routes import ROUTES
from tests.doors.test_routes import address
from tests.doors.tongues import strange
from tests.doors.town import BY_NAME, WHOLE, Somebody, Town, drawn

LANGUAGES = ["zh-hans", "zh-hant", "en"]
NAMES = ["stranger", "mei", "dong"]
GIVEN = {"office": "dongqiao-lamps", "layer": "management", "code": "99010200100101", "slug": "x", "key": "1"}
FORMS = ["report/", "report/where/", "me/link/", "track/", "following/matter/", "cases/<str:number>/follow/"]
FILES = (".csv", ".json", ".atom", ".ics", ".js", ".svg", "metrics", "healthz", "readyz", "webmanifest", "schema/")


def asked(town: Town, who: Somebody) -> list[str]:
    """Every page she may open outside the desk."""
    own = town.cases["mei's"].number
    return [
        address(path, **(GIVEN | {"number": own}))
        for path, row in ROUTES.items()
        if "GET" in row.methods
        and lets_in(row, who) == "in"
        and row.guard != "theirs"
        and not path.startswith(("desk/", "api/", "components/plates", "admin"))
        and not path.endswith(FILES)
    ]


def page(client: Client, where: str, found: dict[str, list[str]], said: dict[str, str] | None = None) -> None:
    """Open it, or send its form, and write down what is strange on it."""
    answer: Any = client.get(where) if said is None else client.post(where, said)
    if "html" in answer.headers.get("Content-Type", "") and not answer.streaming:
        for fault in strange(answer.content.decode()):
            found.setdefault(fault, []).append(where)


def told(found: dict[str, list[str]]) -> list[str]:
    """One line a fault, with the first page it stands on and how many others."""
    return [f"{fault} at {pages[0]} and {len(pages) - 1} more" for fault, pages in found.items()]


def speaking(town: Town, name: str, language: str) -> Client:
    """Somebody's browser in a language."""
    client = town.client(BY_NAME[name])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_page_speaks_one_language(town: Town, name: str, language: str) -> None:
    """Whoever is known reads most of the same pages as a stranger does: each of the two opens each in one language."""
    client, found = speaking(town, name, language), dict[str, list[str]]()
    turn = LANGUAGES.index(language) + NAMES.index(name)
    for place, where in enumerate(asked(town, BY_NAME[name])):
        if WHOLE or name == "stranger" or (place + turn) % len(LANGUAGES) == 0:
            page(client, where, found)
    for path in FORMS if name == "stranger" else ():
        page(client, address(path, **(GIVEN | {"number": town.cases["in-hand"].number})), found, said={})
    faults = told(found)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_speaks_one_language_to_its_reporter(town: Town, language: str) -> None:
    client, found = speaking(town, "stranger", language), dict[str, list[str]]()
    session = client.session
    session[TRACKED] = [case.pk for case in town.cases.values()]
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    for key, case in town.cases.items():
        page(client, f"/cases/{case.number}/", found)
        for act in ("add", "edit", "redact", "withdraw", "rate", "say", "appeal", "mine-too", "follow"):
            if drawn(key, act, one_in=4):
                page(client, f"/cases/{case.number}/{act}/", found)
    faults = told(found)
    assert not faults, "\n".join(faults)
