"""Whoever scans a plate reads what it is, who keeps it, and may report; programs read the same."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from civic.places import actions as places
from tests.cases.api_door import is_problem
from tests.people import City
from tests.places.lamps import ON, kind, lamp, lamps, party  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lamps")]
HEIGHT = {"key": "height", "names": {"zh-hans": "高度", "zh-hant": "高度", "en": "Height"}}


def read(client: Client, path: str, status: int = 200, **asked: str) -> str:
    """A page in English."""
    answer = client.get(path, asked, headers={"Accept-Language": "en"})
    assert answer.status_code == status, answer.content[:500]
    return answer.content.decode()


def test_the_page_tells_what_it_is_who_keeps_it_and_leads_to_a_report(client: Client) -> None:
    places.amend_kind(kind(), extra=[HEIGHT])
    told = lamp(
        1, owner=party(), address="望江路 18 号", remark="钥匙在门卫", source="普查",
        attributes={"height": "8 m", "secret": "4711"},
    )  # fmt: skip
    lamp(2, east=12)
    html = read(client, f"/components/{told.code}/")
    for words in ("Street light", "City Lighting", "望江路 18 号", "Dongqiao District", "Height", "8 m", "12 m away"):
        assert words in html
    assert f'href="/report/?component={told.code}"' in html
    assert f"/components/{told.code}/qr.svg" in html
    for inside in ("钥匙在门卫", "4711", "secret"):
        assert inside not in html


def test_what_nobody_knows_is_said(client: Client) -> None:
    assert read(client, f"/components/{lamp(1).code}/").count("Not known. The street answers for it.") == 3


def test_a_typed_plate_leads_to_the_one_address(client: Client) -> None:
    told = lamp(1)
    for path in ("/components/?q=9901+0201+1800+0001", "/components/990102-0118-000001/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, f"/components/{told.code}/")


@pytest.mark.parametrize("code", ["9901020118000009", "nothing", "<b>", "路灯"])
def test_an_unknown_code_is_told_kindly(client: Client, code: str) -> None:
    html = read(client, f"/components/{code}/", 404)
    assert "There is no component with this code." in html
    assert "<b>”" not in html
    assert client.get(f"/components/{code}/qr.svg").status_code == 404


def test_what_was_taken_away_has_no_page(client: Client) -> None:
    told = lamp(1)
    places.amend_component(told, state="removed", on=ON)
    read(client, f"/components/{told.code}/", 404)
    is_problem(client.get(f"/api/v1/components/{told.code}/"), 404)


def test_the_plate_is_drawn_for_the_whole_address(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://city.example"
    told = lamp(1)
    answer = client.get(f"/components/{told.code}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert b"<svg" in answer.content
    assert b"style" not in answer.content
    settings.SITE_URL = "https://other.example"
    assert client.get(f"/components/{told.code}/qr.svg").content != answer.content
    assert (
        client.get(f"/api/v1/components/{told.code}/").json()["page"]
        == f"https://other.example/components/{told.code}/"
    )


def test_the_finder_lists_codes_that_begin_so_or_says_nothing_fits(client: Client) -> None:
    lamp(1), lamp(2)
    assert "2 codes begin like this" in read(client, "/components/", q="9901020118")
    assert "Nothing fits." in read(client, "/components/", q="月球")
    assert "Three ways to a component" in read(client, "/components/")


def test_the_finder_leads_from_a_place_to_what_stands_there(client: Client, lamps: City) -> None:  # noqa: F811
    lat, lon = 23.15, 113.335  # the middle of Dongqiao
    told = places.add_component(code="9901020118000001", kind=kind(), lat=lat, lon=lon, on=ON)
    html = read(client, "/components/", q="东桥")
    assert "Dongqiao District" in html
    assert told.code in html


def test_the_register_tells_every_rate_with_its_fraction(client: Client) -> None:
    cache.clear()
    lamp(1, owner=party(), competent=party()), lamp(2)
    html = read(client, "/components/register/")
    for words in ("50 %", "1 / 2", "Street light", "Dongqiao District", "1 of 2 are clear."):
        assert words in html
    assert "Who is responsible in Dongqiao District" in read(client, "/components/register/", area="990102")
    read(client, "/components/register/", 404, area="nowhere")


def test_an_empty_register_says_so(client: Client) -> None:
    cache.clear()
    assert "No component is in the register yet." in read(client, "/components/register/")


def test_the_page_of_a_component_costs_few_statements(client: Client, django_assert_max_num_queries: Any) -> None:
    told = lamp(1)
    for serial in range(2, 9):
        lamp(serial, east=serial)
    read(client, f"/components/{told.code}/")
    with django_assert_max_num_queries(4):
        read(client, f"/components/{told.code}/")


# --- plates to print ---


def test_officers_print_sheets_of_plates(lamps: City, as_person: Any, client: Client) -> None:  # noqa: F811
    lamp(1), lamp(2, kind=kind("0103"))
    assert client.get("/components/plates/").status_code == 302
    officer = as_person(lamps.lin)
    html = officer.get("/components/plates/", {"area": "990102"}).content.decode()
    assert html.count("plates__qr") == 2
    assert "9901020118000001" in html
    covers = officer.get("/components/plates/", {"area": "990102", "kind": "0103"}).content.decode()
    assert covers.count("plates__qr") == 1
    assert officer.get("/components/plates/", {"area": "nowhere"}).status_code == 200


# --- the machine's door ---


def test_a_program_asks_what_stands_near_a_point(client: Client) -> None:
    lamp(1, east=10), lamp(2, kind=kind("0103"), east=40)
    told = client.get("/api/v1/components/", {"lat": 23.13, "lon": 113.3}).json()["results"]
    assert [(one["code"][-1], one["kind"]["code"], round(one["metres"])) for one in told] == [("1", "0118", 10)]
    both = client.get("/api/v1/components/", {"lat": 23.13, "lon": 113.3, "metres": 100, "kind": "0103"}).json()
    assert [one["code"][-1] for one in both["results"]] == ["2"]


@pytest.mark.parametrize("asked", [{}, {"lat": "x", "lon": "1"}, {"lat": "1", "lon": "1", "metres": "9000"}])
def test_what_is_no_question_is_told(client: Client, asked: dict[str, str]) -> None:
    assert is_problem(client.get("/api/v1/components/", asked), 400)["errors"]


def test_a_program_reads_a_component_without_what_stays_inside(client: Client) -> None:
    told = lamp(1, owner=party(), remark="钥匙在门卫")
    body = client.get(f"/api/v1/components/{told.code}/", headers={"Accept-Language": "en"}).json()
    assert (body["kind"]["name"], body["owner"]["name"], body["maintainer"]) == ("Street light", "City Lighting", None)
    assert body["cell"] == "99010200100101"
    assert "remark" not in body
    assert "attributes" not in body


@pytest.mark.parametrize("code", ["x", "9" * 200, "路"])
def test_no_code_is_a_fault_of_ours(client: Client, code: str) -> None:
    assert client.get(f"/api/v1/components/{code}/").status_code == 404
    assert client.get(f"/components/{code}/").status_code == 404
