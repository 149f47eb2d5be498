"""The public cases as a list and on a map: what is found, what is hidden, what a page costs."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case
from civic.lib.codes import new_number
from civic.supervision import actions as supervision
from tests.people import NOON, City


def numbers(client: Client, **query: Any) -> list[str]:
    """The numbers a list page shows, in order."""
    return [row.case.number for row in client.get("/cases/", query).context["rows"]]


def clone(case: Case, count: int) -> None:
    """So many public cases like this one, without the acts: for pages only."""
    rows = []
    for place in range(count):
        row = Case.objects.get(pk=case.pk)
        row.pk, row.number, row.tracking_digest = (
            None,
            new_number(2077, randbelow=lambda _most, place=place: place),
            f"clone{place}",
        )
        row.filed_at = case.filed_at - timedelta(seconds=place // 3)  # some in the same instant
        rows.append(row)
    Case.objects.bulk_create(rows)


def test_only_public_cases_are_listed_and_the_waiting_ones_are_told_of_without_words(
    city: City, client: Client
) -> None:
    seen = city.case("accepted")
    hidden = city.case("accepted", published=False, text="我家在某某路 9 号，电话 13800000000。")
    page = client.get("/cases/")
    assert [row.case.number for row in page.context["rows"]] == [seen.number]
    told = page.content.decode()
    assert "1 report waits to be screened" in told
    assert "Street lamp is out" in told
    assert "13800000000" not in told
    assert hidden.number not in told


def test_a_confidential_report_is_not_even_told_of(city: City, client: Client) -> None:
    city.case("filed", published=False, is_confidential=True)
    assert "waits to be screened" not in client.get("/cases/").content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"q": "望江路"},
        {"q": "路灯"},
        {"q": "路燈"},
        {"area": "990102"},
        {"area": "990100"},
        {"matter": "0101"},
        {"kind": "complaint"},
        {"state": "closed"},
        {"solved": "none"},
        {"since": "2026-11-03", "until": "2026-11-03"},
        {"near": "23.13,113.30,200"},
        {"bbox": "113.29,23.12,113.31,23.14"},
        {"office": "dongqiao-lamps"},
    ],
)
def test_a_case_is_found_by_what_it_is(city: City, client: Client, query: dict[str, str]) -> None:
    case = city.case("closed")
    assert numbers(client, **query) == [case.number]


@pytest.mark.parametrize(
    "query",
    [
        {"q": "下水道"},
        {"q": "！！"},
        {"area": "990101"},
        {"matter": "0102"},
        {"kind": "help"},
        {"state": "filed"},
        {"solved": "no"},
        {"until": "2026-11-02"},
        {"since": "2026-11-04"},
        {"near": "23.13,113.30,0.001", "kind": "help"},
        {"bbox": "113.1,23,113.2,23.1"},
    ],
)
def test_what_does_not_fit_is_not_found_and_the_empty_list_says_what_to_do(
    city: City, client: Client, query: dict[str, str]
) -> None:
    city.case("closed")
    page = client.get("/cases/", query)
    assert not page.context["rows"]
    assert "No public case fits." in page.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("since", "gestern"),
        ("until", "2026-02-31"),
        ("until", "9999-12-31"),
        ("kind", "misconduct"),
        ("state", "x"),
        ("area", "x"),
        ("matter", "9' OR 1=1"),
        ("solved", "maybe"),
        ("q", "长" * 101),
    ],
)
def test_a_filter_that_cannot_be_read_is_told_beside_the_field(
    city: City, client: Client, name: str, value: str
) -> None:
    page = client.get("/cases/", {name: value})
    assert page.status_code == 200
    assert f'id="id_{name}_error"' in page.content.decode()
    assert page.context["form"].errors.keys() == {name}


@pytest.mark.parametrize("value", ["nan,1,2,3", "1,2,3", "inf,inf,inf,inf", "a,b,c,d", "3,2,1,0", "1" * 500])
def test_a_box_that_is_none_is_refused(client: Client, city: City, value: str) -> None:
    assert client.get("/cases/", {"bbox": value}).status_code == 200
    assert client.get("/cases/map.json", {"bbox": value}).status_code == 400


def test_pages_stay_right_while_cases_arrive(city: City, client: Client) -> None:
    case = city.case("filed")
    clone(case, 59)
    first = client.get("/cases/")
    second = client.get("/cases/" + first.context["older_url"])
    city.case("filed", at=NOON + timedelta(days=3))
    third = client.get("/cases/" + second.context["older_url"])
    seen = [row.case.pk for page in (first, second, third) for row in page.context["rows"]]
    assert len(seen) == len(set(seen)) == 60
    assert not third.context["older_url"]
    back = client.get("/cases/" + third.context["newer_url"])
    assert [row.case.pk for row in back.context["rows"]] == [row.case.pk for row in second.context["rows"]]


def test_a_hidden_case_is_no_mark_to_measure_time_by(city: City, client: Client) -> None:
    """Its number in a mark must not tell when it was filed: it counts as a number never issued."""
    city.case("filed")
    hidden = city.case("filed", published=False)
    never = new_number(2077)
    for name in ("older", "newer"):
        told = [numbers(client, **{name: f"{NOON.isoformat()}_{number}"}) for number in (hidden.number, never)]
        assert told[0] == told[1]


@pytest.mark.parametrize(
    "mark",
    [
        "x",
        "_",
        "2026-11-03T04:00:00_26",
        "2026-13-40T04:00:00+00:00_26-7041-5835",
        "0001-01-01T00:00:00+14:00_26-7041-5835",
        "9999-12-31T23:59:59-12:00_26-7041-5835",
        "9" * 300,
    ],
)
def test_a_crooked_mark_leads_to_a_page_all_the_same(city: City, client: Client, mark: str) -> None:
    city.case("filed")
    for name in ("older", "newer"):
        assert client.get("/cases/", {name: mark}).status_code == 200


def test_the_heading_counts_honestly(city: City, client: Client) -> None:
    case = city.case("filed")
    assert "<h2>1 case</h2>" in client.get("/cases/").content.decode()
    clone(case, 1000)
    assert "<h2>More than 1,000 cases</h2>" in client.get("/cases/").content.decode()


@pytest.mark.parametrize(
    "query",
    [{}, {"area": "990102", "matter": "0101", "office": "dongqiao-lamps", "q": "望江路"}],
    ids=["all", "searched"],
)
def test_a_page_of_twenty_costs_at_most_eight_queries_whatever_the_rows(
    city: City, client: Client, query: dict[str, str]
) -> None:
    case = city.rated(city.case("closed"), "yes", text="好。")
    city.case("filed", published=False)
    client.get("/cases/")
    spent = []
    for count in (10, 200):
        Case.objects.filter(number__startswith="77-").delete()
        clone(case, count)
        client.get("/cases/", query)
        with CaptureQueriesContext(connection) as asked:
            client.get("/cases/", query)
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 8


def test_a_page_holds_twenty_cases_and_folds_what_waits_to_be_screened(city: City, client: Client) -> None:
    clone(city.case("filed"), 30)
    city.case("filed", published=False)
    page = client.get("/cases/")
    assert len(page.context["rows"]) == 20
    folded = page.content.decode().split('<section class="waiting"')[1].split("</section>")[0]
    assert "<details" in folded
    assert folded.index("<summary") < folded.index("1 report waits to be screened") < folded.index("</summary>")


def test_the_map_page_stands_without_a_script(city: City, client: Client) -> None:
    case = city.case("filed")
    page = client.get("/cases/map/").content.decode()
    assert f'href="/cases/{case.number}/"' in page
    assert "<noscript>" in page


def test_a_case_that_is_withheld_leaves_list_search_and_map_at_once(city: City, client: Client) -> None:
    case = city.case("closed")
    supervision.withhold(case, by=city.mo, reason="有人名。", at=NOON + timedelta(days=1))
    assert numbers(client) == numbers(client, q="望江路") == []
    told = json.loads(client.get("/cases/map.json").content)
    assert told["groups"] == told["cases"] == told["newest"] == []
