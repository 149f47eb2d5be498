"""Every cell lists every force of the grid, vacant ones marked; a police officer's telephone only where allowed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.lib.refusals import Conflict, NotValid, Taken
from civic.offices import actions as offices
from civic.offices.models import Force, GridPost
from civic.offices.queries import Seat, seats_in
from civic.places.models import Cell
from tests.people import NOON, SINCE, City, names

TODAY = NOON.date()
DAY = timedelta(days=1)


@pytest.fixture
def cell(city: City) -> Cell:
    return Cell.objects.select_related("area").get(code="99010200100101")


def force(code: str) -> Force:
    return Force.objects.get(code=code)


def seat_of(cell: Cell, code: str) -> Seat:
    return next(seat for seat in seats_in(cell, on=TODAY) if seat.force.code == code)


def test_a_cell_lists_seven_forces_all_vacant_at_first(cell: Cell) -> None:
    seats = seats_in(cell, on=TODAY)
    assert len(seats) == 7
    assert all(seat.is_vacant and seat.phone == "" for seat in seats)
    assert [seat.force.code for seat in seats][:3] == ["manager", "assistant", "police"]


def test_the_cells_own_post_wins_over_the_deepest_area(city: City, cell: Cell) -> None:
    manager = force("manager")
    for place, name in ((city.area("990100"), "市网格员"), (city.area("990102"), "东桥网格员")):
        offices.seat(manager, area=place, name=name, phone="020-5550 0101", starts=SINCE)
        assert seat_of(cell, "manager").post == GridPost.objects.get(name=name)
    offices.seat(manager, cell=cell, name="本格网格员", phone="020-5550 0102", starts=SINCE)
    found = seat_of(cell, "manager")
    assert found.post is not None
    assert (found.post.name, found.phone) == ("本格网格员", "020-5550 0102")
    elsewhere = offices.seat(force("fire"), area=city.area("990101"), name="河心消防", starts=SINCE)
    assert elsewhere.pk
    assert seat_of(cell, "fire").is_vacant


def test_seats_cost_two_statements(city: City, cell: Cell) -> None:
    for one in Force.objects.all():
        offices.seat(one, area=city.area("990102"), name="某", starts=SINCE)
    with CaptureQueriesContext(connection) as asked:
        assert not any(seat.is_vacant for seat in seats_in(cell, on=TODAY))
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("code", "said", "shown"),
    [
        ("manager", None, True),
        ("manager", False, False),
        ("police", None, False),
        ("police", True, True),
        ("police", False, False),
    ],
)
def test_a_telephone_is_shown_as_its_post_says_and_else_as_its_force(
    city: City, cell: Cell, code: str, said: bool | None, shown: bool
) -> None:
    offices.seat(force(code), cell=cell, name="某", phone="020-5550 0110", may_show_phone=said, starts=SINCE)
    assert seat_of(cell, code).phone == ("020-5550 0110" if shown else "")


def test_a_new_post_ends_the_one_before_and_a_vacant_seat_stays_listed(city: City, cell: Cell) -> None:
    first = offices.seat(force("fire"), cell=cell, name="甲", starts=SINCE)
    with pytest.raises(Conflict, match="甲"):
        offices.seat(force("fire"), cell=cell, name="乙", starts=SINCE)
    second = offices.seat(force("fire"), cell=cell, name="乙", starts=TODAY)
    first.refresh_from_db()
    assert first.ends == TODAY - DAY
    assert seat_of(cell, "fire").post == second
    with pytest.raises(NotValid):
        offices.unseat(second, ends=TODAY - DAY)
    offices.unseat(second, ends=TODAY)
    assert seat_of(cell, "fire").post == second
    assert next(seat for seat in seats_in(cell, on=TODAY + DAY) if seat.force.code == "fire").is_vacant


def test_a_seat_is_put_right_in_place(city: City, cell: Cell) -> None:
    post = offices.seat(force("police"), cell=cell, name="甲", phone="1", starts=SINCE)
    offices.amend_seat(post, phone="020-5550 0110", may_show_phone=True, officer=city.chen.officer)
    found = seat_of(cell, "police")
    assert found.post is not None
    assert (found.post.name, found.phone, found.post.officer) == ("甲", "020-5550 0110", city.chen.officer)
    with pytest.raises(NotValid):
        offices.amend_seat(post, name=" ")


def test_a_seat_without_name_or_with_no_place_or_two_is_refused(city: City, cell: Cell) -> None:
    with pytest.raises(NotValid):
        offices.seat(force("fire"), cell=cell, name="", starts=SINCE)
    with pytest.raises(NotValid):
        offices.seat(force("fire"), name="甲", starts=SINCE)
    with pytest.raises(NotValid):
        offices.seat(force("fire"), cell=cell, area=cell.area, name="甲", starts=SINCE)
    with pytest.raises(NotValid):
        offices.seat(force("fire"), cell=cell, name="甲", phone="1" * 41, starts=SINCE)
    assert not GridPost.objects.exists()


def test_the_city_adds_renames_and_retires_forces(city: City, cell: Cell) -> None:
    medic = offices.add_force(code="medic", names=names("网格医生", "網格醫生", "Grid doctor"), order=5)
    assert seats_in(cell, on=TODAY)[0].force == medic
    with pytest.raises(Taken):
        offices.add_force(code="medic", names=names("甲", "甲", "A"))
    with pytest.raises(NotValid):
        offices.add_force(code="a b", names=names("甲", "甲", "A"))
    offices.amend_force(medic, names=names("全科医生", "", "Family doctor"), shows_phone=False)
    assert Force.objects.get(code="medic").name_zh_hans == "全科医生"
    offices.amend_force(medic, is_active=False)
    assert len(seats_in(cell, on=TODAY)) == 7
    with pytest.raises(NotValid):
        offices.seat(medic, cell=cell, name="甲", starts=SINCE)
    offices.amend_force(force("manager"), names=names("网格长", "網格長", "Grid head"))
    offices.lay_out_forces()
    assert force("manager").name_zh_hans == "网格长"


def test_name_and_telephone_leave_the_grid_with_an_erased_person(city: City, cell: Cell) -> None:
    post = offices.seat(force("fire"), cell=cell, name="陈师傅", phone="1", officer=city.chen.officer, starts=SINCE)
    for held in city.chen.officer.posts.all():
        offices.end_post(held, ends=TODAY - DAY)
    offices.forget(city.chen, at=NOON)
    post.refresh_from_db()
    assert (post.name, post.phone, post.ends) == (city.chen.officer.number, "", TODAY)


def test_whoever_serves_is_named_in_the_readers_language(city: City, cell: Cell, client: Client) -> None:
    told = {"name": "王管理员", "name_zh_hant": "王管理員", "name_en": "Manager Wang"}
    seat = offices.seat(force("manager"), cell=cell, starts=SINCE, **told)
    for language, name in (("zh-hans", "王管理员"), ("zh-hant", "王管理員"), ("en", "Manager Wang")):
        page = client.get(f"/cells/{cell.layer_id}/{cell.code}/", {"lang": language}).content.decode()
        assert [one for one in told.values() if one in page] == [name]
    seat = offices.amend_seat(seat, name="李管理员")
    assert (seat.name_zh_hant, seat.name_en) == ("", "")
    assert "李管理员" in client.get(f"/cells/{cell.layer_id}/{cell.code}/?lang=en").content.decode()
