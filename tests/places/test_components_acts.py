"""Components one by one: added where they stand, moved, given a state; their classes and parties likewise."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from civic.lib.refusals import NotValid, Taken
from civic.places import actions as places
from civic.places.models import Component, ComponentImport, ComponentKind, ComponentState, ImportFault, Party
from civic.places.rules import hexagon
from tests.people import IN_DONGQIAO, IN_HEXIN, OUTSIDE, City, names
from tests.places.lamps import AT, EDITION, ON, STANDARD, kind, lamp, lamps, party  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lamps")]


def test_a_component_finds_its_area_its_cell_and_its_hexagon() -> None:
    told = lamp(1, owner=party(), attributes={"height": "8"})
    assert told.area is not None
    assert told.cell is not None
    assert (told.area.code, told.cell.code, told.h3) == ("990102", "99010200100101", hexagon(*IN_DONGQIAO))
    assert (told.state, told.owner, told.attributes) == ("in-use", party(), {"height": "8"})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"code": "990102011800001"}, "code"),
        ({"code": "9901020103000001"}, "code"),
        ({"code": "1101080118000001"}, "code"),
        ({"code": "99/0"}, "code"),
        ({"lat": OUTSIDE[0], "lon": OUTSIDE[1]}, "lat"),
        ({"lat": 113.3, "lon": 23.13}, "lat"),
        ({"state": "dancing"}, "state"),
        ({"address": "x" * 201}, "address"),
        ({"installed_on": date(2027, 1, 1)}, "installed_on"),
        ({"attributes": {"": "x"}}, "attributes"),
    ],
)
def test_what_is_wrong_with_a_component_is_told_at_its_field(given: dict[str, Any], field: str) -> None:
    told = {"code": "9901020118000001", "kind": kind(), "lat": 23.13, "lon": 113.3, "on": ON} | given
    with pytest.raises(NotValid) as refused:
        places.add_component(**told)
    assert list(refused.value.fields) == [field]


def test_a_code_belongs_to_one_component() -> None:
    lamp(1)
    with pytest.raises(Taken):
        lamp(1)


def test_a_moved_component_has_another_area_and_the_day_is_noted() -> None:
    told = places.amend_component(lamp(1), lat=IN_HEXIN[0], lon=IN_HEXIN[1], on=ON)
    assert told.area is not None
    assert (told.area.code, told.cell, told.h3, told.changed_on) == ("990101", None, hexagon(*IN_HEXIN), ON)
    with pytest.raises(NotValid):
        places.amend_component(told, lat=OUTSIDE[0], lon=OUTSIDE[1], on=ON)


def test_what_is_taken_away_keeps_its_row_and_does_not_stand() -> None:
    told = places.amend_component(lamp(1), state=ComponentState.REMOVED, on=ON)
    assert told.state == "removed"
    assert Component.objects.count() == 1
    assert not Component.objects.standing().exists()


def test_a_class_is_known_by_its_standard_edition_and_code() -> None:
    told = places.add_kind(standard="CJ/T 214", edition="2007", code="0118", names=names("路灯", "", "Street light"))
    assert told.family == "lamp"
    with pytest.raises(Taken):
        places.add_kind(standard="CJ/T 214", edition="2007", code="0118", names=names("路灯", "", ""))
    with pytest.raises(NotValid):
        places.add_kind(standard="", edition="2007", code="0118", names=names("路灯", "", ""))


def test_a_class_names_its_own_attributes() -> None:
    height = {"key": "height", "names": {"zh-hans": "高度", "en": "Height"}}
    told = places.amend_kind(kind(), extra=[height], family="road", is_active=False)
    assert (told.extra, told.family, told.is_active, told.name_zh_hans) == ([height], "road", False, "路灯")
    with pytest.raises(NotValid):
        places.amend_kind(kind(), extra=[{"key": "height"}])
    with pytest.raises(NotValid):
        lamp(1)


def test_missing_classes_are_loaded_and_the_rest_stays() -> None:
    rows = [
        {"standard": STANDARD, "edition": EDITION, "code": code, "name_zh_hans": "新", "name_en": "Bench"}
        for code in ("0118", "0407")
    ]
    assert places.load_kinds(rows) == 1
    assert (kind("0118").name_zh_hans, kind("0407").name_zh_hans, kind("0407").family) == ("路灯", "新", "tree")


def test_a_party_gets_a_name_and_an_end() -> None:
    told = places.amend_party(party(), names=names("照明集团", "", ""), is_active=False)
    assert (told.name_zh_hans, told.is_active) == ("照明集团", False)
    with pytest.raises(Taken):
        places.add_party(code="P1", names=names("x", "", ""))
    with pytest.raises(NotValid):
        places.add_party(code="P 1", names=names("x", "", ""))


# --- the admin's forms ---


@pytest.fixture
def root(lamps: City, as_person: Any) -> Client:  # noqa: F811
    """The administrator."""
    client: Client = as_person(lamps.root)
    return client


def test_the_admin_adds_and_amends_a_component(root: Client) -> None:
    given = {
        "code": "9901020118000001", "kind": kind().pk, "lat": "23.13", "lon": "113.3", "state": "in-use",
        "attributes": "{}",
    }  # fmt: skip
    answer = root.post("/admin/places/component/add/", given)
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    told = Component.objects.get()
    assert told.area is not None
    given |= {"state": "damaged", "owner": party().pk}
    assert root.post(f"/admin/places/component/{told.pk}/change/", given).status_code == 302
    told.refresh_from_db()
    assert (told.state, told.owner) == ("damaged", party())


def test_the_admin_tells_what_an_act_refuses(root: Client) -> None:
    given = {"code": "1", "kind": kind().pk, "lat": "23.13", "lon": "113.3", "state": "in-use", "attributes": "{}"}
    answer = root.post("/admin/places/component/add/", given)
    assert answer.status_code == 200
    assert "has 1 signs" in answer.content.decode()


def test_the_admin_amends_classes_and_parties(root: Client) -> None:
    given = {"name_zh_hans": "街灯", "family": "lamp", "extra": "[]", "is_active": "on"}
    assert root.post(f"/admin/places/componentkind/{kind().pk}/change/", given).status_code == 302
    assert kind().name_zh_hans == "街灯"
    new = {"standard": "X", "edition": "1", "code": "7", "family": "", "extra": "[]", "name_zh_hans": "物"}
    root.post("/admin/places/componentkind/add/", new | {"family": "other"})
    assert ComponentKind.objects.filter(standard="X").exists()
    root.post("/admin/places/party/add/", {"code": "P3", "name_zh_hans": "园林所"})
    root.post(f"/admin/places/party/{party('P3').pk}/change/", {"name_zh_hans": "园林局", "is_active": "on"})
    assert Party.objects.get(code="P3").name_zh_hans == "园林局"


def test_the_admin_reads_imports_with_their_faults_and_changes_none(root: Client) -> None:
    record = ComponentImport.objects.create(digest="x", file_name="lamps.csv", started_at=AT, moved_at=AT, refused=1)
    ImportFault.objects.create(found_in=record, row=7, code="123", sentence="lat: “x” is no number.")
    page = root.get(f"/admin/places/componentimport/{record.pk}/change/")
    assert "is no number" in page.content.decode()
    assert root.get("/admin/places/componentimport/add/").status_code == 403
    assert root.get("/admin/places/componentimport/").status_code == 200
    assert root.get("/admin/places/component/").status_code == 200
