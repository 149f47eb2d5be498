"""An administrator of a street keeps its handlers and heads; whoever checks them is out of reach, by act and page."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from civic.accounts.actions import hire
from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import Absence, LocalAdmin, Office, Post
from civic.offices.queries.reach import posts_within, reach_of
from civic.offices.rules import ROLES_OF
from civic.offices.rules.reach import Reach, reach_denial
from tests.people import NOON, SINCE, City

DAY = NOON.date()


@pytest.fixture
def xu(city: City) -> Person:
    """The administrator of Dongqiao."""
    person = hire(handle="xu-ping", name="Xu", at=NOON)
    offices.name_local_admin(person, area=city.area("990102"), starts=SINCE, by=city.root, at=NOON)
    return person


def _appoint(city: City, by: Person, *, side: str, role: str, office: Office) -> Post:
    return offices.appoint(city.gu, side=side, role=role, office=office, starts=DAY, by=by, at=NOON)


def test_within_reach_are_handlers_and_heads_of_the_area_and_nothing_else() -> None:
    street = Reach(area_paths=("990100/990102/",))
    for side, roles in ROLES_OF.items():
        for role in roles:
            here = reach_denial(street, side=side, role=role, office_path="990100/990102/990102001/")
            assert (here == "") == (side == "act" and role in ("handler", "head")), (side, role)
            assert reach_denial(street, side=side, role=role, office_path="990100/990101/")
            assert reach_denial(street, side=side, role=role, office_path="")
            assert reach_denial(Reach(is_everywhere=True), side=side, role=role, office_path="") == ""
            assert reach_denial(Reach(), side=side, role=role, office_path="990100/990102/")


def test_she_appoints_and_ends_the_people_of_her_area(city: City, xu: Person) -> None:
    post = _appoint(city, xu, side="act", role="handler", office=city.office("dongqiao-lamps"))
    offices.end_post(post, ends=DAY, by=xu, at=NOON)
    post.refresh_from_db()
    assert post.ends == DAY


@pytest.mark.parametrize(
    ("side", "role", "office"),
    [
        ("check", "supervisor", "supervision"),
        ("check", "moderator", "supervision"),
        ("check", "supervisor", "dongqiao-lamps"),
        ("act", "dispatcher", "command"),
        ("act", "dispatcher", "dongqiao-lamps"),
        ("act", "handler", "drains"),
        ("decide", "reviewer", "review"),
        ("decide", "committee", "council"),
        ("intake", "operator", "phone-desk"),
        ("record", "data-officer", "records"),
    ],
)
def test_she_appoints_nobody_else(city: City, xu: Person, side: str, role: str, office: str) -> None:
    with pytest.raises(NotAllowed):
        _appoint(city, xu, side=side, role=role, office=city.office(office))
    assert not Post.objects.filter(officer__person=city.gu).exists()


@pytest.mark.parametrize("handle", ["lin", "mo", "zhao", "rui", "sun", "he", "dong"])
def test_she_ends_moves_and_replaces_no_supervisor(city: City, xu: Person, handle: str) -> None:
    officer = getattr(city, handle).officer
    before = list(Post.objects.filter(officer=officer).values())
    for act in (
        lambda: offices.end_post(officer.posts.get(), ends=DAY, by=xu, at=NOON),
        lambda: offices.change_side(officer, side="act", by=xu, at=NOON),
        lambda: offices.hand_over(officer, to=city.gu, on=DAY, by=xu, at=NOON),
        lambda: offices.stand_in(officer, stand_in=officer, starts=DAY, ends=DAY, by=xu, at=NOON),
        lambda: offices.stand_in(city.chen.officer, stand_in=officer, starts=DAY, ends=DAY, by=xu, at=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert list(Post.objects.filter(officer=officer).values()) == before
    officer.refresh_from_db()
    assert officer.side == before[0]["side"]


def test_an_absence_of_somebody_out_of_reach_stays(city: City, xu: Person) -> None:
    offices.appoint(city.gu, side="check", role="supervisor", office=city.office("supervision"), starts=SINCE, at=NOON)
    absence = offices.stand_in(city.lin.officer, stand_in=city.gu.officer, starts=DAY, ends=DAY, at=NOON)
    with pytest.raises(NotAllowed):
        offices.end_absence(absence, on=DAY, by=xu, at=NOON)
    assert Absence.objects.filter(pk=absence.pk).exists()


def test_nobody_moves_an_officer_to_the_side_that_checks_from_a_street(city: City, xu: Person) -> None:
    with pytest.raises(NotAllowed):
        offices.change_side(city.chen.officer, side="check", by=xu, at=NOON)
    assert offices.change_side(city.chen.officer, side="check", by=city.root, at=NOON).side == "check"


def test_she_keeps_no_post_of_her_own(city: City, xu: Person) -> None:
    with pytest.raises(NotAllowed) as refused:
        offices.appoint(xu, side="act", role="head", office=city.office("dongqiao-lamps"), starts=DAY, by=xu, at=NOON)
    assert "her own posts" in str(refused.value)


def test_only_the_citys_administrators_name_and_end_her(city: City, xu: Person) -> None:
    for by in (xu, city.lin, city.shen):
        with pytest.raises(NotAllowed):
            offices.name_local_admin(city.chen, area=city.area("990102"), starts=DAY, by=by, at=NOON)
    with pytest.raises(NotAllowed):
        offices.name_local_admin(city.lin, area=city.area("990102"), starts=DAY, by=city.root, at=NOON)
    with pytest.raises(NotValid):
        offices.name_local_admin(city.mei, area=city.area("990102"), starts=DAY, by=city.root, at=NOON)
    with pytest.raises(Taken):
        offices.name_local_admin(xu, area=city.area("990102"), starts=DAY, by=city.root, at=NOON)
    held = LocalAdmin.objects.get(person=xu)
    with pytest.raises(NotAllowed):
        offices.end_local_admin(held, ends=DAY, by=xu, at=NOON)
    offices.end_local_admin(held, ends=DAY, by=city.root, at=NOON)
    assert reach_of(xu, on=DAY + timedelta(days=1)).is_nowhere
    with pytest.raises(NotAllowed):
        offices.appoint(
            city.gu, side="act", role="handler", office=city.office("dongqiao-lamps"), starts=DAY, by=xu,
            at=NOON + timedelta(days=2),
        )  # fmt: skip


def test_in_the_admin_she_sees_her_own_people_and_no_form_reaches_further(
    city: City, xu: Person, as_person: Any
) -> None:
    client: Client = as_person(xu)
    page = client.get("/admin/offices/post/").content.decode()
    assert "chen" in page.lower()
    for handle in ("Lin", "Zhao", "Rui", "Dong"):
        assert f">{handle}<" not in page, handle
    supervisor = city.lin.officer.posts.get()
    address = f"/admin/offices/post/{supervisor.pk}/change/"
    assert client.get(address).status_code == 302  # not hers: as if there were none
    client.post(address, {"ends": DAY.isoformat()})
    supervisor.refresh_from_db()
    assert supervisor.ends is None
    given = {"person": "gu", "side": "check", "role": "supervisor", "office": city.office("supervision").pk}
    refused = client.post("/admin/offices/post/add/", given | {"starts": date.today().isoformat()})
    assert refused.status_code == 200
    assert "appointed, moved and ended by the city" in refused.content.decode()
    for closed in ("officer", "localadmin", "matter", "office/add", "stewardship/add"):
        got = client.get(f"/admin/offices/{closed}/")
        assert got.status_code in (302, 403), closed
    assert client.get("/admin/accounts/person/").status_code == 403
    assert client.get("/desk/records/changes/").status_code == 403
    own = client.post(
        "/admin/offices/post/add/",
        {"person": "gu", "side": "act", "role": "handler", "office": city.office("dongqiao-lamps").pk}
        | {"starts": date.today().isoformat()},
    )
    assert own.status_code == 302
    assert posts_within(reach_of(xu, on=DAY)).filter(officer__person=city.gu).count() == 1


@pytest.mark.parametrize("handle", ["lin", "chen", "zhao", "he", "rui", "sun", "dong", "mei"])
def test_nobody_else_of_the_cast_opens_the_admin_of_posts(city: City, as_person: Any, handle: str) -> None:
    client = as_person(getattr(city, handle))
    for model in ("post", "absence", "officer", "localadmin", "office"):
        assert client.get(f"/admin/offices/{model}/").status_code in (302, 403), model
