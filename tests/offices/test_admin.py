"""The admin is a door: what the acts refuse is refused there too, beside the field."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from civic.offices.models import Absence, Force, GridPost, Matter, Office, Officer, Post, Stewardship, Tag, WorkDay
from civic.places.models import Area, Cell
from civic.places.queries import border_of
from tests.people import City

SignIn = Callable[[Any], Client]
NAMES = {"name_zh_hans": "新", "name_zh_hant": "新", "name_en": "New"}


@pytest.fixture
def admin(city: City, as_person: SignIn) -> Client:
    return as_person(city.root)


def page(model: str, pk: int | None = None, app: str = "offices") -> str:
    return reverse(f"admin:{app}_{model}_change", args=[pk]) if pk else reverse(f"admin:{app}_{model}_add")


@pytest.mark.parametrize(
    "model", ["office", "matter", "stewardship", "officer", "post", "workday", "absence", "force", "gridpost", "tag"]
)
def test_every_list_opens(admin: Client, model: str) -> None:
    assert admin.get(reverse(f"admin:offices_{model}_changelist")).status_code == 200


def test_a_resident_and_an_officer_see_no_admin_of_posts(city: City, as_person: SignIn) -> None:
    for person in (city.mei, city.lin):
        assert as_person(person).get(reverse("admin:offices_post_changelist")).status_code in (302, 403)


def test_an_appointment_is_made_by_the_act(admin: Client, city: City) -> None:
    given = {
        "person": "gu",
        "side": "check",
        "role": "supervisor",
        "office": city.office("supervision").pk,
        "starts": "2026-01-01",
    }
    assert admin.post(page("post"), given).status_code == 302
    city.gu.refresh_from_db()
    assert city.gu.is_staff
    assert city.gu.officer.side == "check"


@pytest.mark.parametrize(
    ("person", "side", "role", "told"),
    [
        ("lin", "act", "dispatcher", "cannot hold a post of the acting side as well"),
        ("gu", "check", "handler", "belongs to another side"),
        ("nobody", "check", "supervisor", "Nobody with an open account"),
    ],
)
def test_nobody_comes_to_both_sides_through_the_admin(
    admin: Client, city: City, person: str, side: str, role: str, told: str
) -> None:
    before = Post.objects.count()
    given = {"person": person, "side": side, "role": role, "office": city.office("command").pk, "starts": "2026-01-01"}
    answer = admin.post(page("post"), given, headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert told in answer.content.decode()
    assert Post.objects.count() == before


def test_of_a_post_only_its_last_day_can_be_set(admin: Client, city: City) -> None:
    post = Post.objects.get(officer__person=city.lin)
    tried = {
        "ends": "2026-12-31",
        "side": "act",
        "role": "handler",
        "office": city.office("command").pk,
        "starts": "2020-01-01",
    }
    assert admin.post(page("post", post.pk), tried).status_code == 302
    after = Post.objects.get(pk=post.pk)
    assert after.ends == date(2026, 12, 31)
    assert (after.side, after.role, after.office_id, after.starts) == (
        post.side,
        post.role,
        post.office_id,
        post.starts,
    )
    assert admin.post(page("post", post.pk), {"ends": "2001-01-01"}).status_code == 200


def test_an_officer_is_moved_over_whole(admin: Client, city: City) -> None:
    officer = city.chen.officer
    assert admin.post(page("officer", officer.pk), {"side": "check"}).status_code == 302
    officer.refresh_from_db()
    assert officer.side == "check"
    assert not Post.objects.filter(officer=officer, ends__isnull=True).exists()
    assert admin.get(reverse("admin:offices_officer_add")).status_code == 403


def test_nothing_of_the_catalogue_is_deleted(admin: Client, city: City) -> None:
    for model, row in (
        ("office", Office),
        ("matter", Matter),
        ("post", Post),
        ("officer", Officer),
        ("stewardship", Stewardship),
    ):
        first = row.objects.first()  # type: ignore[attr-defined]
        assert first is not None
        assert admin.post(reverse(f"admin:offices_{model}_delete", args=[first.pk]), {"post": "yes"}).status_code == 403
    first_area = Area.objects.first()
    assert first_area is not None
    assert admin.post(reverse("admin:places_area_delete", args=[first_area.pk]), {"post": "yes"}).status_code == 403


def test_offices_and_matters_are_founded_and_amended(admin: Client, city: City) -> None:
    assert (
        admin.post(page("office"), {"code": "new", "kind": "department", "contact_line": "12345", **NAMES}).status_code
        == 302
    )
    office = Office.objects.get(code="new")
    assert admin.post(page("office", office.pk), {"kind": "street", "contact_line": "", **NAMES}).status_code == 302
    office.refresh_from_db()
    assert (office.kind, office.is_active, office.code) == ("street", False, "new")
    days = {"family": "lamp", "reopen_days": 30, "appeal_days": 30, "order": 5, "privacy": "public"}
    assert admin.post(page("matter"), {"code": "0110", "answer_days": 5, **days, **NAMES}).status_code == 302
    assert admin.post(page("matter"), {"code": "0111", "answer_days": 0, **days, **NAMES}).status_code == 200
    assert not Matter.objects.filter(code="0111").exists()
    assert admin.get(page("matter", Matter.objects.get(code="0110").pk)).status_code == 200


def test_naming_a_steward_ends_the_one_before(admin: Client, city: City) -> None:
    given = {
        "matter": city.matter().pk,
        "area": city.area().pk,
        "office": city.office("drains").pk,
        "starts": "2026-06-01",
    }
    assert admin.post(page("stewardship"), given).status_code == 302
    assert Stewardship.objects.get(office=city.office("dongqiao-lamps")).ends == date(2026, 5, 31)
    assert admin.post(page("stewardship"), given).status_code == 200


def test_a_day_is_entered_and_amended(admin: Client, city: City) -> None:
    assert admin.post(page("workday"), {"day": "2027-10-09", "is_working": "on", "name": "调休"}).status_code == 302
    day = WorkDay.objects.get(day=date(2027, 10, 9))
    assert day.is_working
    assert admin.post(page("workday", day.pk), {"name": "休"}).status_code == 302
    day.refresh_from_db()
    assert not day.is_working


def test_areas_and_cells_are_drawn_by_the_acts(admin: Client, city: City) -> None:
    square = '{"type": "Polygon", "coordinates": [[[113.16, 23.1], [113.17, 23.1], [113.17, 23.11], [113.16, 23.1]]]}'
    district = {"code": "990103", "kind": "district", "parent": city.area("990100").pk, "polygon": square, **NAMES}
    assert admin.post(page("area", app="places"), district).status_code == 302
    area = Area.objects.get(code="990103")
    assert area.path == "990100/990103/"
    assert admin.post(page("area", area.pk, app="places"), {"polygon": "", **NAMES}).status_code == 302
    area.refresh_from_db()
    assert border_of(area) is not None
    assert not area.is_active
    broken = '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}'
    cell = {"layer": "management", "code": "99010200100177", "area": city.area().pk, "starts": "2026-01-01", "grade": 2}
    for polygon, status in ((broken, 200), ('{"type": "Nothing"}', 200), ("[[", 200)):
        assert admin.post(page("cell", app="places"), cell | {"polygon": polygon}).status_code == status
    inside = '{"type": "Polygon", "coordinates": [[[113.3, 23.1], [113.31, 23.1], [113.31, 23.11], [113.3, 23.1]]]}'
    assert admin.post(page("cell", app="places"), cell | {"polygon": inside}).status_code == 302
    drawn = Cell.objects.get(code="99010200100177")
    assert admin.post(page("cell", drawn.pk, app="places"), {"ends": "2026-12-31"}).status_code == 302
    assert admin.get(reverse("admin:places_cell_changelist")).status_code == 200
    assert admin.get(reverse("admin:places_area_changelist")).status_code == 200


def test_the_calendar_is_filled_from_the_command_line(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_workdays", "2026")
    assert "2026: 28 days" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("load_workdays", "1900")


# --- who is away, who serves in the grid, which tags there are ---


def test_somebody_stands_in_and_comes_back_by_the_acts(admin: Client, city: City) -> None:
    away, other = city.zhao.officer, city.chen.officer
    given = {"officer": "zhao", "stand_in": "chen", "starts": "2099-01-01", "ends": "2099-01-05", "note": ""}
    assert admin.post(page("absence"), given).status_code == 302
    absence = Absence.objects.get()
    assert (absence.officer, absence.stand_in) == (away, other)
    assert admin.post(page("absence", absence.pk), {"back_on": "2099-01-03"}).status_code == 302
    absence.refresh_from_db()
    assert absence.ends == date(2099, 1, 2)
    assert admin.post(page("absence", absence.pk), {"back_on": "2098-12-01"}).status_code == 302
    assert not Absence.objects.exists()


def test_nobody_stands_in_across_the_sides(admin: Client, city: City) -> None:
    given = {"officer": "zhao", "stand_in": "lin", "starts": "2099-01-01"}
    answer = admin.post(page("absence"), given | {"ends": "2099-01-05"})
    assert answer.status_code == 200
    assert "Only an officer of the same side can stand in" in answer.content.decode()
    assert not Absence.objects.exists()


def test_every_post_goes_to_somebody_else_by_the_act(admin: Client, city: City) -> None:
    officer = city.zhao.officer
    given = {"side": officer.side, "to": "gu", "on": ""}
    assert admin.post(page("officer", officer.pk), given).status_code == 302
    assert city.gu.officer.side == officer.side
    assert set(city.gu.officer.posts.values_list("role", flat=True)) == set(
        officer.posts.values_list("role", flat=True)
    )
    again = admin.post(page("officer", officer.pk), given | {"on": "2020-01-01"})
    assert "Choose today or later" in again.content.decode()


def test_a_force_a_seat_and_a_tag_are_kept_by_the_acts(admin: Client, city: City) -> None:
    assert admin.post(page("force"), NAMES | {"code": "river-chief", "order": "80"}).status_code == 302
    force = Force.objects.get(code="river-chief")
    given = {"force": force.pk, "area": city.area("990102").pk, "name": "河长", "phone": "020-5550 0001"}
    assert admin.post(page("gridpost"), given | {"starts": "2026-01-01"}).status_code == 302
    post = GridPost.objects.get(force=force)
    assert admin.post(page("gridpost", post.pk), {"name": "河长办", "ends": "2026-06-30"}).status_code == 302
    post.refresh_from_db()
    assert (post.name, post.ends) == ("河长办", date(2026, 6, 30))
    both = admin.post(page("gridpost"), {"force": force.pk, "name": "河长", "starts": "2027-01-01"})
    assert "Name either a cell or an area." in both.content.decode()
    assert admin.post(page("tag"), NAMES | {"code": "our-own", "kind": "disorder", "order": "5"}).status_code == 302
    tag = Tag.objects.get(code="our-own")
    assert admin.post(page("tag", tag.pk), NAMES | {"kind": "disorder", "order": "6"}).status_code == 302
    tag.refresh_from_db()
    assert not tag.is_active


def test_a_mistyped_year_is_told_and_stops_nothing(admin: Client, city: City) -> None:
    matter, office = city.matter().pk, city.office("command").pk
    for model, given in (
        ("workday", {"day": "0001-01-01", "name": "x"}),
        ("workday", {"day": "9999-12-31", "name": "x"}),
        ("stewardship", {"matter": matter, "office": office, "starts": "0001-01-01"}),
        ("post", {"person": "gu", "side": "check", "role": "supervisor", "office": office, "starts": "0001-01-01"}),
        ("absence", {"officer": "zhao", "stand_in": "chen", "starts": "0001-01-01", "ends": "9999-12-31"}),
    ):
        answer = admin.post(page(model), given)
        assert answer.status_code == 200, model
        assert "Choose a year from 2001 to 2099." in answer.content.decode(), model
    assert not WorkDay.objects.filter(day__year__in=(1, 9999)).exists()


def test_json_that_cannot_be_what_is_meant_is_told_beside_its_field(admin: Client, city: City) -> None:
    deep = "[" * 3000
    for told in ("5", '{"a": 1}', '["x"]', deep):
        answer = admin.post(
            page("componentkind", app="places"), NAMES | {"standard": "X", "code": "0101", "extra": told}
        )
        assert answer.status_code == 200, told[:9]
    for told in ("5", "[1]", '"x"', "true", deep):
        answer = admin.post(page("component", app="places"), {"code": "X", "attributes": told})
        assert answer.status_code == 200, told[:9]
    cell = {"layer": "management", "code": "1", "area": city.area().pk, "starts": "2026-01-01", "grade": "2"}
    assert admin.post(page("cell", app="places"), cell | {"polygon": deep}).status_code == 200
    assert admin.post(page("area", app="places"), NAMES | {"code": "1", "polygon": deep}).status_code == 200


def test_what_the_catalogue_says_of_a_matter_is_changed_in_its_editor_only(admin: Client, city: City) -> None:
    matter = city.matter()
    told = {**NAMES, "family": "lamp", "answer_days": 99, "reopen_days": 1, "appeal_days": 1, "order": 1}
    assert admin.post(page("matter", matter.pk), told).status_code == 403
    matter.refresh_from_db()
    assert matter.answer_days != 99
