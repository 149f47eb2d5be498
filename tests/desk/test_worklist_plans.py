"""What a view of the worklist is put together from, and that each piece lies along an index in a large city too."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.cases.models import Case, Escalation, Part
from civic.cases.queries import Viewer, on_desk_of, ways_to_desk
from civic.desk.queries import worklist
from civic.desk.queries.scopes import Desk
from civic.desk.queries.worklist.views import _counts_of
from civic.offices import actions as offices
from civic.offices.models import Post
from civic.offices.queries import hand_of
from civic.places import actions as places
from tests.conftest import forget_all
from tests.desk.hands import officer_of, viewer_of
from tests.helpers import found_helpers, given
from tests.people import NOON, SINCE, City, names

pytestmark = pytest.mark.django_db
OFFICERS = ("lin", "mo", "zhao", "chen", "shen", "gui", "ping", "rui", "sun", "jie", "duan")
sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by its own counts of rows")


@pytest.fixture
def busy(city: City) -> City:
    """Cases by every way to a desk, and two officers who look after one street only."""
    found_helpers()
    street = places.found_area(
        code="990102003", kind="street", parent=city.area(), names=names("桥头街道", "橋頭街道", "Bridge Street")
    )
    for handle, side, role, office in (
        ("jie", "check", "supervisor", "supervision"),
        ("duan", "act", "dispatcher", "command"),
    ):
        person = Person.objects.create_user(handle, name=handle.title(), email=f"{handle}@city.example")
        offices.appoint(person, side=side, role=role, office=city.office(office), area=street, starts=SINCE, at=NOON)
    for state in ("filed", "accepted", "dispatched", "in-hand", "answered", "closed", "declined"):
        there, nowhere, elsewhere = (city.case(state) for _ in range(3))
        Case.objects.filter(pk=there.pk).update(area=street)
        Case.objects.filter(pk=nowhere.pk).update(area=None)
        if state == "in-hand":
            given(city, elsewhere, "upstream", "planning")
        if state == "answered":
            office = city.office("planning")
            Escalation.objects.create(case=elsewhere, round=1, level="street", office=office, at=NOON)
        if state == "closed":
            for person in (city.jie, city.duan, city.shen):
                Part.objects.create(case=elsewhere, person=person, side="check", verb="accept", at=NOON)
    city.filed(kind="misconduct", about_office=city.office("dongqiao-lamps"))
    return city


def test_what_opens_cases_one_by_one_opens_the_same_cases(busy: City) -> None:
    seen = {}
    for handle in OFFICERS:
        viewer = viewer_of(getattr(busy, handle))
        cases = on_desk_of(viewer)
        by_ways = {pk for way in ways_to_desk(viewer) for pk in cases.filter(way).values_list("pk", flat=True)}
        assert by_ways == set(cases.values_list("pk", flat=True)), handle
        seen[handle] = len(by_ways)
    assert seen["jie"] < seen["lin"]  # a street is not the city
    assert seen["gui"] == 2  # one helped with, one told of


def test_a_supervisor_of_one_street_has_its_cases_and_those_without_a_place(busy: City) -> None:
    rows = worklist(viewer_of(busy.jie), view="filed", at=NOON).page.rows
    assert {row.area for row in rows} == {"Bridge Street", ""}


@sqlite_only
def test_the_days_asked_for_are_read_along_an_index_of_their_own(city: City) -> None:
    """Walked along all deadlines of the city, this piece cost five times the rest of the supervisor's list."""
    pieces = Desk(viewer_of(city.lin), officer_of(city.lin), NOON).mine
    asked = next(piece for piece in pieces if "defer_to" in str(piece.values("pk").query))
    plan = asked.filter(due_at__lt=NOON).order_by("due_at", "pk")[:100].explain()
    assert "cases_asking_for_a_new_day" in plan
    assert "cases_due" not in plan.replace("cases_due_in", "")


def _plan(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return "\n".join(row[3] for row in cursor.fetchall())


@sqlite_only
@pytest.mark.parametrize("who", ["chen", "shen", "gui", "jie", "duan"])
def test_whoever_is_opened_little_finds_it_without_a_walk_through_the_city(
    busy: City, as_person: Any, who: str
) -> None:
    client = as_person(getattr(busy, who))
    client.get("/desk/")
    walks = re.compile(r"SCAN cases_case(?! USING (?:COVERING )?INDEX cases_(?:asking|about|due_and_told))")
    for view in ("", "overdue", "all", "told-upward", "to-sign"):
        forget_all()
        with CaptureQueriesContext(connection) as asked:
            client.get("/desk/", {"view": view} if view else {})
        plans = [_plan(query["sql"]) for query in asked if 'FROM "cases_case"' in query["sql"]]
        assert len(plans) >= 3, view
        assert [plan for plan in plans if walks.search(plan)] == [], view


def _counts(person: Person, *, on: date = SINCE, at: datetime = NOON) -> dict[str, int | None]:
    return {view.name: view.count for view in worklist(Viewer(person, hand_of(person, on=on)), at=at).views}


def test_what_is_remembered_of_counting_follows_the_clock(city: City) -> None:
    case = city.case("filed")
    assert case.due_at is not None
    early, late = (_counts(city.lin, at=case.due_at + timedelta(minutes=minutes)) for minutes in (-1, 1))
    assert (early["today"], early["overdue"]) == (1, 0)
    assert (late["today"], late["overdue"]) == (0, 1)
    far = _counts(city.lin, at=case.due_at - timedelta(days=1, hours=12))
    assert (far["today"], far["overdue"], far["mine"]) == (0, 0, 1)


def test_what_is_remembered_of_counting_is_not_taken_for_another_hand(busy: City) -> None:
    wide, narrow = _counts(busy.lin), _counts(busy.jie)
    assert wide["all"] != narrow["all"]
    post = Post.objects.get(officer__person=busy.jie)
    Post.objects.filter(pk=post.pk).update(area=None)  # her post holds in the whole city from now on
    assert _counts(busy.jie)["all"] == wide["all"]


def test_counting_is_put_into_sql_once_for_a_hand(city: City) -> None:
    _counts(city.lin)
    before = _counts_of.cache_info()
    _counts(city.lin, at=NOON + timedelta(days=3))
    after = _counts_of.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 1)
