"""Views that officers keep: their own, shared with an office, and never a way to see more than one's own desk."""

from typing import Any

import pytest

from civic.accounts.models import Person
from civic.cases.queries import Viewer
from civic.desk import actions
from civic.desk.actions import keeping
from civic.desk.models import SavedView
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.me.actions import erase
from civic.offices import actions as offices
from civic.offices.models import Post
from tests.desk.test_worklist import _numbers
from tests.people import NOON, SINCE, City

pytestmark = pytest.mark.django_db

QUERY = "view=all&area=990102"


def _page(client: Any, url: str = "/desk/") -> str:
    page: str = client.get(url).content.decode()
    return page


def test_a_view_is_saved_under_a_name_and_found_beside_the_others(city: City, as_person: Any) -> None:
    case, client = city.case("filed"), as_person(city.lin)
    answer = client.post("/desk/views/?view=all&area=990102&evil=1&after=n-3", {"name": " 东桥区 "})
    assert answer.status_code == 302
    kept = SavedView.objects.get()
    assert (kept.owner, kept.name, kept.query, kept.office) == (city.lin, "东桥区", QUERY, None)
    assert 'href="/desk/?view=all&amp;area=990102"' in _page(client)
    assert 'aria-current="page"' in _page(client, answer.url).split("东桥区")[0][-60:]
    assert _numbers(client.get(answer.url)) == [case.number]


def test_the_view_that_is_shown_is_saved_where_the_address_names_none(city: City, as_person: Any) -> None:
    as_person(city.lin).post("/desk/views/?state=filed", {"name": "a"})
    as_person(city.lin).post("/desk/views/?q=灯", {"name": "b"})
    assert {view.name: view.query for view in SavedView.objects.all()} == {
        "a": "view=mine&state=filed",
        "b": "view=all&q=%E7%81%AF",
    }


def test_nobody_else_sees_a_view_until_it_is_shared_with_an_office_of_hers(city: City, as_person: Any) -> None:
    view = actions.save_view("Lamps", query=QUERY, by=city.chen, at=NOON)
    assert "Lamps" not in _page(as_person(city.shen))
    actions.share_view(view, by=city.chen, office=city.office("dongqiao-lamps"), at=NOON)
    assert "Lamps" in _page(as_person(city.shen))
    assert "Lamps" not in _page(as_person(city.lin))
    actions.share_view(view, by=city.chen, office=None, at=NOON)
    assert "Lamps" not in _page(as_person(city.shen))


def test_a_shared_view_shows_each_officer_her_own_desk(city: City, as_person: Any) -> None:
    city.case("in-hand")
    li = Person.objects.create_user("li", name="Li")
    where = city.area("990101")
    office = city.office("supervision")
    offices.appoint(li, side="check", role="supervisor", office=office, area=where, starts=SINCE, at=NOON)
    actions.save_view("Dongqiao", query=QUERY, by=city.lin, office=office, at=NOON)
    assert "Dongqiao" in _page(as_person(li))
    assert _numbers(as_person(li).get(f"/desk/?{QUERY}")) == []
    assert len(_numbers(as_person(city.lin).get(f"/desk/?{QUERY}"))) == 1


def test_a_view_is_shared_only_with_an_office_one_works_for(city: City, as_person: Any) -> None:
    with pytest.raises(NotAllowed, match="no post in this office"):
        actions.save_view("x", query=QUERY, by=city.chen, office=city.office("drains"), at=NOON)
    view = actions.save_view("x", query=QUERY, by=city.chen, at=NOON)
    with pytest.raises(NotAllowed):
        actions.share_view(view, by=city.chen, office=city.office("drains"), at=NOON)
    assert as_person(city.chen).post("/desk/views/", {"name": "y", "office": "drains"}).status_code == 400
    assert as_person(city.chen).post(f"/desk/views/{view.pk}/share/", {"office": "drains"}).status_code == 403


def test_only_the_owner_shares_or_drops_a_view(city: City, as_person: Any) -> None:
    view = actions.save_view("x", query=QUERY, by=city.chen, office=city.office("dongqiao-lamps"), at=NOON)
    with pytest.raises(NotAllowed, match="belongs to a colleague"):
        actions.drop_view(view, by=city.shen, at=NOON)
    with pytest.raises(NotAllowed):
        actions.share_view(view, by=city.shen, office=None, at=NOON)
    assert as_person(city.shen).post(f"/desk/views/{view.pk}/drop/").status_code == 403
    assert as_person(city.lin).post(f"/desk/views/{view.pk}/drop/").status_code == 404  # she never learns of it
    assert as_person(city.lin).post(f"/desk/views/{view.pk}/share/").status_code == 404
    assert as_person(city.chen).post(f"/desk/views/{view.pk}/drop/").status_code == 302
    assert not SavedView.objects.exists()
    with pytest.raises(Conflict):
        actions.drop_view(view, by=city.chen, at=NOON)


def test_a_name_is_needed_and_stands_once(city: City, as_person: Any) -> None:
    actions.save_view("x", query=QUERY, by=city.chen, at=NOON)
    actions.save_view("x", query=QUERY, by=city.shen, at=NOON)
    with pytest.raises(Taken):
        actions.save_view(" x ", query=QUERY, by=city.chen, at=NOON)
    with pytest.raises(NotValid):
        actions.save_view(" \u202e ", query=QUERY, by=city.chen, at=NOON)
    page = as_person(city.chen).post("/desk/views/", {"name": "x"})
    assert page.status_code == 400
    assert "You have a view of this name already" in page.content.decode()
    assert as_person(city.chen).post("/desk/views/", {"name": " "}).status_code == 400


def test_thirty_views_are_enough(city: City) -> None:
    for number in range(keeping.MOST_VIEWS):
        actions.save_view(f"view {number}", query=QUERY, by=city.chen, at=NOON)
    with pytest.raises(NotValid, match="thirty"):
        actions.save_view("one more", query=QUERY, by=city.chen, at=NOON)


def test_whoever_is_erased_leaves_no_view_behind(city: City) -> None:
    actions.save_view("x", query=QUERY, by=city.chen, office=city.office("dongqiao-lamps"), at=NOON)
    actions.save_view("y", query=QUERY, by=city.shen, at=NOON)
    Post.objects.filter(officer__person=city.chen).update(ends=SINCE)
    Person.objects.filter(pk=city.chen.pk).update(is_staff=False)  # an administrator closed her account as staff
    erase(Viewer(person=Person.objects.get(pk=city.chen.pk)), at=NOON)
    assert [view.name for view in SavedView.objects.all()] == ["y"]
    actions.forget(city.shen, at=NOON)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("who", ["mei", "root"])
def test_nobody_without_a_desk_keeps_views(city: City, as_person: Any, who: str) -> None:
    assert as_person(getattr(city, who)).post("/desk/views/", {"name": "x"}).status_code in (302, 403)
    assert not SavedView.objects.exists()
