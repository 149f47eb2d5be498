"""Who helps beside a case: a residents' committee, a firm, a team of volunteers, the traffic police, the planners."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from civic.accounts.models import Person
from civic.cases.models import Case, Task
from civic.handling import actions as handling
from civic.offices import actions as offices
from tests.people import NOON, SINCE, City, names

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WORDS = "请到望江路 18 号对面看护栏，装好后拍照。"
HELPERS = (
    (
        "bridge-committee",
        "committee",
        ("老桥居委会", "老橋居委會", "Old Bridge Committee"),
        "ping",
        "worker",
    ),
    ("cable-firm", "contractor", ("光明电缆公司", "光明電纜公司", "Guangming Cables"), "gang", "worker"),
    ("night-team", "organisation", ("守夜志愿队", "守夜志願隊", "Night Watch Volunteers"), "hui", "worker"),
    ("traffic-police", "department", ("交警二大队", "交警二大隊", "Traffic Police No. 2"), "jiao", "handler"),
    ("planning", "department", ("市规划局", "市規劃局", "City Planning"), "gui", "head"),
)


def found_helpers() -> None:
    """The bodies and the people who help, in their posts."""
    for code, kind, told, handle, role in HELPERS:
        office = offices.found_office(code=code, kind=kind, names=names(*told))
        person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
        offices.appoint(person, side="act", role=role, office=office, starts=SINCE, at=NOON)


@pytest.fixture
def helped(city: City) -> City:
    """The city, with those who help."""
    found_helpers()
    return city


def given(city: City, case: Case, kind: str = "delegated", to: str = "bridge-committee", **more: Any) -> Task:
    """A task beside a case that the lighting office leads."""
    at = more.pop("at", NOON + 5 * HOUR)
    told: dict[str, Any] = {"text": WORDS, "days": 3, "place": "望江路 18 号对面"} | more
    if kind == "upstream":
        told.setdefault("root", "planning")
    by = told.pop("by", city.chen)
    line = handling.give_task(case, by=by, task=kind, office=city.office(to), at=at, **told)
    return Task.objects.get(given=line)


def walked(city: City, case: Case) -> Iterator[tuple[str, Task]]:
    """A task handed on in each of its states."""
    at = NOON + 6 * HOUR
    for state in ("asked", "accepted", "refused", "done", "confirmed", "withdrawn"):
        task = given(city, case)
        if state in ("accepted", "done", "confirmed"):
            handling.accept_task(task, by=city.ping, at=at)
        if state == "refused":
            handling.refuse_task(task, by=city.ping, reason="人手不够。", at=at)
        if state in ("done", "confirmed"):
            handling.report_task(task, by=city.ping, text="装好了。", at=at)
        if state == "confirmed":
            handling.confirm_task(task, by=city.chen, at=at)
        if state == "withdrawn":
            handling.withdraw_task(task, by=city.chen, reason="不用了。", at=at)
        task.refresh_from_db()
        yield state, task
