"""The worklist narrowed: every filter, together with every view, and never beyond the desk."""

import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.desk.rules import FILTERS, kept_query
from civic.offices import actions as offices
from tests.desk.test_worklist import _copies, _numbers
from tests.doors.town import drawn
from tests.people import IN_HEXIN, NOON, SINCE, City

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(city: City) -> tuple[Case, Case]:
    """A lamp in Dongqiao, complained about in Chinese; a cover in Hexin, asked about in English through a program."""
    lamp = city.case("filed")
    cover = city.filed(
        "The manhole cover is broken.",
        kind="question",
        matter=city.matter("0102"),
        lat=IN_HEXIN[0],
        lon=IN_HEXIN[1],
        source="api",
        language="en",
    ).case
    return lamp, cover


@pytest.mark.parametrize(
    ("lamp", "cover"),
    [
        ("kind=complaint", "kind=question"),
        ("matter=0101", "matter=0102"),
        ("area=990102", "area=990101"),
        ("source=web", "source=api"),
        ("language=zh-hans", "language=en"),
        ("q=路灯", "q=manhole"),
        ("q=路灯&kind=complaint&area=990102", "q=cover&kind=question&area=990101"),
    ],
)
@pytest.mark.parametrize("view", ["all", "mine", "filed"])
def test_each_filter_leaves_what_it_names(
    city: City, as_person: Any, two: tuple[Case, Case], view: str, lamp: str, cover: str
) -> None:
    client = as_person(city.lin)
    assert _numbers(client.get(f"/desk/?view={view}&{lamp}")) == [two[0].number]
    assert _numbers(client.get(f"/desk/?view={view}&{cover}")) == [two[1].number]


def test_the_whole_city_holds_its_districts(city: City, as_person: Any, two: tuple[Case, Case]) -> None:
    assert len(_numbers(as_person(city.lin).get("/desk/?area=990100"))) == 2


def test_a_state_narrows_a_view(city: City, as_person: Any) -> None:
    filed, answered = city.case("filed"), city.case("answered")
    client = as_person(city.lin)
    assert _numbers(client.get("/desk/?view=mine&state=answered")) == [answered.number]
    assert _numbers(client.get("/desk/?view=mine&state=filed")) == [filed.number]
    assert _numbers(client.get("/desk/?view=mine&state=closed")) == []


def test_an_office_is_the_one_that_holds_the_case(city: City, as_person: Any) -> None:
    held = city.case("in-hand")
    city.case("accepted")
    client = as_person(city.zhao)
    assert _numbers(client.get("/desk/?view=all&office=dongqiao-lamps")) == [held.number]
    assert _numbers(client.get("/desk/?view=all&office=drains")) == []


def test_deadlines_are_cut_at_now_at_midnight_and_at_the_end_of_sunday(
    city: City, as_person: Any, monkeypatch: Any
) -> None:
    tuesday = datetime(2026, 11, 3, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    monkeypatch.setattr("civic.desk.views.worklist.timezone.now", lambda: tuesday)
    midnight = tuesday.replace(hour=0) + timedelta(days=1)
    monday = midnight + timedelta(days=5)
    dues = {
        "late": tuesday - timedelta(seconds=1),
        "tonight": midnight - timedelta(seconds=1),
        "tomorrow": midnight,
        "sunday": monday - timedelta(seconds=1),
        "monday": monday,
        "never": None,
    }
    found = {}
    for name, due in dues.items():
        case = city.case("filed")
        Case.objects.filter(pk=case.pk).update(due_at=due)
        found[case.number] = name
    client = as_person(city.lin)
    for deadline, names in {
        "overdue": ["late"],
        "today": ["tonight"],
        "week": ["tonight", "tomorrow", "sunday"],
        "none": ["never"],
    }.items():
        shown = _numbers(client.get(f"/desk/?view=all&deadline={deadline}"))
        assert [found[number] for number in shown] == names, deadline


def test_mine_is_what_my_office_holds_or_where_i_took_part(city: City, as_person: Any) -> None:
    mine = city.case("answered")  # Chen answered it, for the lamps
    waiting = city.case("dispatched")
    client = as_person(city.chen)
    assert set(_numbers(client.get("/desk/?view=all&mine=office"))) == {mine.number, waiting.number}
    assert _numbers(client.get("/desk/?view=all&mine=part")) == [mine.number]
    assert _numbers(as_person(city.shen).get("/desk/?view=all&mine=part")) == []


@pytest.mark.parametrize("query", [f"{name}=" for name in FILTERS])
def test_an_open_filter_filters_nothing(city: City, as_person: Any, query: str) -> None:
    case = city.case("filed")
    assert _numbers(as_person(city.lin).get(f"/desk/?{query}")) == [case.number]


@pytest.mark.parametrize(
    "query",
    [
        "state=zzz",
        "deadline=never",
        "kind=x",
        "matter=9999",
        "area=1",
        "office=no",
        "source=fax",
        "mine=all",
        "priority=1",
    ],
)
def test_a_filter_nobody_knows_shows_nothing_and_says_so(city: City, as_person: Any, query: str) -> None:
    city.case("filed")
    page = as_person(city.lin).get(f"/desk/?view=all&{query}")
    assert page.status_code == 400
    assert _numbers(page) == []
    assert "This is not in the list" in page.content.decode()


ELSEWHERE = (
    ("check", "supervisor", "supervision", "990101"),
    ("check", "moderator", "supervision", "990101"),
    ("act", "handler", "drains", None),
    ("act", "dispatcher", "command", "990101"),
)


@pytest.mark.parametrize("view", ["mine", "all", "overdue", "filed", "to-screen", "by-me", "nonsense"])
def test_no_filter_and_no_view_opens_a_case_outside_the_desk(city: City, as_person: Any, view: str) -> None:
    """The officer of another district and the handler of another office; each filter set so that it would fit."""
    case, clients = city.case("in-hand"), {}
    said = {"state": "in-hand", "matter": "0101", "area": "990102", "office": "dongqiao-lamps", "kind": "complaint"}
    said |= {"q": case.number, "source": "web", "language": "zh-hans", "mine": "office", "deadline": "week"}
    said |= {"priority": "overdue", "flagged": "any", "returned": "yes"}
    for side, role, office, area in ELSEWHERE:
        li = Person.objects.create_user(f"li-{role}", name="Li")
        where = city.area(area) if area else None
        offices.appoint(li, side=side, role=role, office=city.office(office), area=where, starts=SINCE, at=NOON)
        clients[role] = as_person(li)
    told = []
    for name in ("", *FILTERS):
        if view != "all" and name and not drawn(view, f"{name}=1", one_in=4):
            continue
        asked = {"view": view} | ({name: said[name]} if name else {})
        for role, client in clients.items():
            page = client.get("/desk/", asked)
            if _numbers(page) or case.title in page.content.decode():
                told.append(f"the list of the {role} with {asked}")
            file = client.get("/desk/export/", asked)
            if case.number.encode() in b"".join(getattr(file, "streaming_content", [])):
                told.append(f"the file of the {role} with {asked}")
    assert told == []


def test_the_count_is_that_of_the_narrowed_list(city: City, as_person: Any) -> None:
    city.case("filed")
    city.case("answered")
    page = as_person(city.lin).get("/desk/?view=mine&state=filed").content.decode()
    assert '<span class="muted num">1</span>' in page
    assert re.search(r'view=mine"[^>]*>[^<]*<span class="n">2<', page)  # the views keep their own counts


def test_pages_of_a_narrowed_list_lose_nothing_and_keep_the_filters(city: City, as_person: Any) -> None:
    _copies(city.case("filed"), 219)
    city.case("answered")
    client, seen, url = as_person(city.lin), [], "/desk/?view=all&state=filed"
    sizes = []
    for _page in range(5):
        page = client.get(url)
        sizes.append(len(_numbers(page)))
        seen += _numbers(page)
        more = re.search(r'href="([^"]*)" rel="next"', page.content.decode())
        if more is None:
            break
        url = more.group(1).replace("&amp;", "&")
    assert sizes == [100, 100, 20]
    assert len(seen) == len(set(seen)) == 220


@pytest.mark.parametrize("who", ["lin", "mo", "zhao", "chen", "rui"])
@pytest.mark.parametrize("query", ["", "?view=all", "?q=路灯&matter=0101&area=990102&deadline=week&mine=part"])
def test_the_worklist_costs_ten_queries_at_most_and_the_same_at_ten_and_at_two_hundred_rows(
    city: City, as_person: Any, who: str, query: str
) -> None:
    case = city.case("in-hand")
    client, spent = as_person(getattr(city, who)), []
    for more in (_few, _many):
        more(case)
        client.get("/desk/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/desk/{query}")
        spent.append(len(queries))
    assert max(spent) <= 10
    assert spent[1] <= spent[0]  # a full page needs no second look for what has no deadline


def _few(case: Case) -> None:
    _copies(case, 9)


def _many(case: Case) -> None:
    Case.objects.exclude(pk=case.pk).delete()
    _copies(case, 199)


def test_what_is_kept_of_an_address_is_known_short_and_in_a_fixed_order() -> None:
    asked = {"office": "drains", "view": "mine", "after": "n-5", "evil": "1", "kind": "", "q": " 灯 " + "x" * 200}
    assert kept_query(asked) == "view=mine&q=" + "%E7%81%AF+" + "x" * 98 + "&office=drains"


@pytest.mark.parametrize(
    ("who", "views"),
    [
        ("lin", ["mine", "overdue", "filed", "answered"]),
        ("mo", ["mine", "overdue", "to-screen"]),
        ("zhao", ["mine", "overdue", "by-me"]),
        ("chen", ["mine", "overdue", "dispatched", "in-hand", "by-me"]),
    ],
)
def test_a_search_within_a_view_finds_what_the_view_holds(
    city: City, as_person: Any, who: str, views: list[str]
) -> None:
    """Searched, the pieces of a view are one; the rows must be those of the view all the same."""
    for state in ("filed", "accepted", "dispatched", "in-hand", "answered", "closed"):
        city.case(state, published=state != "filed")
    client = as_person(getattr(city, who))
    for view in views:
        held = _numbers(client.get(f"/desk/?view={view}"))
        assert held, view
        assert _numbers(client.get(f"/desk/?view={view}&q=路灯")) == held, view
