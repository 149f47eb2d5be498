"""The list, the map and the API: what everybody may read, in few questions, and nothing of what is hidden."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from civic.cases.models import Case, Support
from civic.suggestions.actions import call_due, change_round, join, open_for_support, rank_anew
from civic.suggestions.models import Suggestion
from civic.supervision.actions import withhold
from tests.people import NOON, City
from tests.suggestions.ground import (
    DAY,
    HOUR,
    LATER,
    both,
    fresh,
    given,
    opened,
    past,
    resident,
    running,
    suggested,
    supported,
    taken_over,
)

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def read(client: Client, address: str) -> str:
    """A page as text."""
    return client.get(address, headers=EN).content.decode()


def asked(client: Client, address: str) -> int:
    """How many questions a page asks the database."""
    client.get(address, headers=EN)
    with CaptureQueriesContext(
        connection,
    ) as told:
        assert client.get(address, headers=EN).status_code == 200
    return len([one for one in told if "SAVEPOINT" not in one["sql"]])


def crowd(case: Case, count: int) -> None:
    """So many stand behind it, written below the acts."""
    Support.objects.bulk_create([Support(case=case, who=f"{number:064d}", at=LATER) for number in range(count)])
    Case.objects.filter(pk=case.pk).update(supports=count)


def test_list_and_page_ask_eight_questions_at_most_however_many_stand_behind(
    city: City, client: Client, as_person: Any
) -> None:
    running(city, spans=both())
    cases = [opened(city) for _ in range(12)]
    addresses = ("/suggestions/", f"/suggestions/{cases[0].number}/", "/suggestions/?order=supported")
    person = as_person(resident("anna"))
    before = [asked(client, address) for address in addresses] + [asked(person, addresses[1])]
    crowd(cases[0], 3000)
    rank_anew()
    after = [asked(client, address) for address in addresses] + [asked(person, addresses[1])]
    assert before == after
    assert max(after) <= 8, after


def test_only_public_suggestions_are_listed(city: City, client: Client) -> None:
    shown, hidden, complaint = opened(city), suggested(city, published=False), city.case("filed")
    withheld = opened(city)
    withhold(withheld, by=city.mo, ground="child", reason="", at=LATER)
    page, told = read(client, "/suggestions/"), client.get("/api/v1/suggestions/").json()
    assert shown.number in page
    assert [one["number"] for one in told["results"]] == [shown.number]
    for gone in (hidden, complaint, withheld):
        assert gone.number not in page
        assert client.get(f"/suggestions/{gone.number}/").status_code == 404
        assert client.get(f"/api/v1/suggestions/{gone.number}/").status_code == 404


def test_it_is_narrowed_by_where_it_stands_by_place_topic_round_and_words(city: City, client: Client) -> None:
    known = running(city, spans=both())
    opened_one, waits = opened(city), suggested(city)
    in_round = suggested(city)
    open_for_support(in_round, by=city.lin, in_round=known, at=NOON + HOUR)
    for query, wanted in (
        ("stands=supporting", {opened_one.number, in_round.number}),
        ("stands=screening", {waits.number}),
        ("round=riverside-2026", {in_round.number}),
        ("area=990102", {opened_one.number, waits.number, in_round.number}),
        ("area=990101", set()),
        ("topic=lamp", {opened_one.number, waits.number, in_round.number}),
        ("topic=water", set()),
        ("q=望江路", {opened_one.number, waits.number, in_round.number}),
        ("q=冰川", set()),
        ("matter=0101&stands=answered", set()),
    ):
        told = client.get(f"/api/v1/suggestions/?{query}").json()["results"]
        assert {one["number"] for one in told} == wanted, query
        page = read(client, f"/suggestions/?{query}")
        assert {number for number in (opened_one.number, waits.number, in_round.number) if number in page} == wanted
    assert client.get("/api/v1/suggestions/?stands=nowhere").status_code == 400


def test_the_most_supported_stand_first_once_the_sweep_has_looked(city: City, client: Client) -> None:
    first, second = opened(city), opened(city, at=NOON + timedelta(minutes=5))
    supported(first, resident("anna"))
    assert rank_anew() == 1
    page = read(client, "/suggestions/?order=supported")
    assert page.index(first.number) < page.index(second.number)
    page = read(client, "/suggestions/")
    assert page.index(second.number) < page.index(first.number)


def test_a_hidden_count_is_hidden_everywhere_until_support_has_ended(
    city: City, client: Client, as_person: Any
) -> None:
    known = running(city, spans=both(), hides_count=True)
    case, other = suggested(city), opened(city, at=NOON + timedelta(minutes=5))
    open_for_support(case, by=city.lin, in_round=known, at=NOON + HOUR)
    crowd(Case.objects.get(pk=case.pk), 7341)
    supported(other, resident("anna"))
    rank_anew()
    texts = [read(client, f"/suggestions/{case.number}/"), read(client, "/suggestions/?order=supported")]
    texts += [read(client, f"/cases/{case.number}/"), read(client, "/cases/"), read(client, "/suggestions/map/")]
    texts += [read(client, "/suggestions/rounds/riverside-2026/"), read(client, f"/cases/{case.number}/feed.atom")]
    texts += [read(client, f"/api/v1/{where}") for where in ("suggestions/", f"suggestions/{case.number}/", "cases/")]
    texts += [read(as_person(city.lin), f"/desk/cases/{case.number}/"), read(as_person(city.lin), "/desk/")]
    for text in texts:
        assert "7341" not in text
        assert "7,341" not in text
    page = read(client, "/suggestions/?order=supported")
    assert page.index(other.number) < page.index(case.number)  # nor does the order tell
    assert client.get(f"/api/v1/suggestions/{case.number}/").json()["supports"] is None
    assert call_due(at=NOON + 61 * DAY) == 2
    assert "7,341" in read(client, f"/suggestions/{case.number}/")


def test_a_count_hidden_later_leaves_the_order_too(city: City, client: Client) -> None:
    known = running(city, spans=both())
    case = suggested(city)
    open_for_support(case, by=city.lin, in_round=known, at=NOON + HOUR)
    crowd(Case.objects.get(pk=case.pk), 50)
    rank_anew()
    assert Suggestion.objects.get(case=case).rank == 50
    change_round(known, given(spans=both(), hides_count=True), by=city.lin, at=LATER)
    rank_anew()
    assert Suggestion.objects.get(case=case).rank == 0


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_program_supports_with_a_session_and_its_form_token(city: City, client: Client) -> None:
    case, anna = opened(city), resident("anna")
    address = f"/api/v1/suggestions/{case.number}/supports/"
    refused = client.post(address, headers=EN)
    assert refused.status_code == 403
    assert "Each person counts once" in refused.json()["detail"]
    person = Client(enforce_csrf_checks=True)
    person.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
    json = {"content_type": "application/json"}
    assert person.post(address, **json).status_code == 403
    person.get(f"/suggestions/{case.number}/")
    token = {"X-CSRFToken": person.cookies["csrftoken"].value}
    assert [person.post(address, headers=token, **json).status_code for _ in range(2)] == [201, 200]
    assert person.get(f"/api/v1/suggestions/{case.number}/").json()["is_counted"] is True
    told = person.delete(address, headers=token).json()
    assert told == {"number": case.number, "is_counted": False, "supports": 0}


def test_a_program_reads_rounds_with_what_each_phase_allows(city: City, client: Client) -> None:
    running(city)
    told = client.get("/api/v1/rounds/", headers=EN).json()["results"][0]
    assert (told["slug"], told["name"], told["phases"][0]["phase"]) == (
        "riverside-2026",
        "Riverside Road",
        "collecting",
    )
    assert {"doing": "hand-in", "who": "anybody"} in told["phases"][0]["allows"]
    assert client.get("/api/v1/rounds/riverside-2026/").status_code == 200
    assert client.get("/api/v1/rounds/none/").status_code == 404


def test_the_map_and_a_page_after_the_last_are_there(city: City, client: Client) -> None:
    case = opened(city)
    assert case.number in read(client, "/suggestions/map/")
    assert client.get("/suggestions/?after=nonsense").status_code == 200
    assert client.get("/suggestions/?order=none&stands=nowhere").status_code == 200


@pytest.mark.usefixtures("clock_stands")
def test_a_row_costs_no_question_of_its_own_whatever_kind_of_suggestion_it_is(city: City, client: Client) -> None:
    known, earlier = running(city, spans=both()), past(city)

    def one_of_each() -> None:
        lead, other, in_round = opened(city), opened(city, text="加座位吧。"), suggested(city)
        join(lead, by=city.lin, others=[other], reason="同一件事。", at=LATER)
        open_for_support(in_round, by=city.lin, in_round=known, at=NOON + HOUR)
        taken_over(city, earlier, likes=4)

    addresses = ("/suggestions/", "/suggestions/?order=supported", "/suggestions/?order=ending", "/suggestions/map/")
    addresses += ("/suggestions/?round=letters-2024&order=liked", "/suggestions/rounds/letters-2024/")
    one_of_each()
    before = [asked(client, address) for address in addresses]
    for _ in range(3):
        one_of_each()
    rank_anew()
    assert [asked(client, address) for address in addresses] == before
    assert max(before) <= 8, before


@pytest.mark.usefixtures("weeks_after_noon")
def test_a_press_asks_ten_questions_at_most(city: City, as_person: Any) -> None:
    case = opened(city)
    for name in ("anna", "ben"):
        person = as_person(resident(name))
        with CaptureQueriesContext(connection) as told:
            assert person.post(f"/suggestions/{case.number}/support/").status_code == 302
        said = [one["sql"] for one in told if "SAVEPOINT" not in one["sql"] and not one["sql"].startswith("BEGIN")]
        assert len(said) <= 10, "\n".join(one[:70] for one in said)
    assert fresh(case).supports == 2
