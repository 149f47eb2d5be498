"""Over the limit of a network a device may do a sum instead of waiting; it is never the only way."""

import re
from typing import Any

import pytest
from django.test import Client

from civic.cases.models import Case
from tests.cases.walk import begun
from tests.lib.test_working import worked_out
from tests.people import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident(city: City, settings: Any) -> Client:
    """A browser with a report ready to be handed in, in a network that may hand in nothing more."""
    settings.LIMITS = settings.LIMITS | {"report-network": (0, 3600)}
    client = Client()
    client.get("/report/")
    begun(client)
    return client


def offered(client: Client) -> str:
    """The puzzle on the page that asks to wait."""
    page = client.post("/report/check/")
    assert page.status_code == 429
    found = re.search(r'name="puzzle" value="([^"]+)"', page.content.decode())
    return found[1] if found else ""


@pytest.fixture(autouse=True)
def _easy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("civic.cases.views.waiting.bits_for", lambda _times: 8)


def test_a_sum_hands_the_report_in_at_once(resident: Client) -> None:
    puzzle = offered(resident)
    answer = resident.post("/report/check/", {"puzzle": puzzle, "sum": worked_out(puzzle)})
    assert answer.headers["Location"] == "/report/receipt/"
    assert Case.objects.count() == 1


def test_a_wrong_or_missing_sum_waits_like_everybody(resident: Client) -> None:
    puzzle = offered(resident)
    for told in ({"puzzle": puzzle, "sum": ""}, {"puzzle": "x:y:z", "sum": "1"}, {"sum": "1"}, {}):
        page = resident.post("/report/check/", told)
        assert page.status_code == 429
        assert "12345" in page.content.decode()
    assert not Case.objects.exists()


def test_the_sum_of_another_draft_is_none_of_ours(resident: Client) -> None:
    other = Client()
    other.get("/report/")
    begun(other)
    puzzle = offered(other)
    assert resident.post("/report/check/", {"puzzle": puzzle, "sum": worked_out(puzzle)}).status_code == 429


def test_without_a_script_the_page_offers_the_wait_and_the_telephone_only(resident: Client) -> None:
    page = resident.post("/report/check/").content.decode()
    form = re.search(r"<form[^>]*data-puzzle[^>]*>", page)
    assert form is not None
    assert form[0].endswith("hidden>")
    assert "kept for seven days" in page


def test_a_city_may_turn_it_off(resident: Client, settings: Any) -> None:
    settings.PROOF_OF_WORK = False
    assert offered(resident) == ""


def test_there_is_an_end_to_what_sums_bring_in(resident: Client, settings: Any) -> None:
    settings.LIMITS = settings.LIMITS | {"report-worked": (0, 3600)}
    puzzle = offered(resident)
    assert resident.post("/report/check/", {"puzzle": puzzle, "sum": worked_out(puzzle)}).status_code == 429


def test_a_school_behind_one_address_hands_in_all_its_reports(city: City, settings: Any) -> None:
    """More than a network may hand in, and nobody waits whose device does the sum."""
    settings.LIMITS = settings.LIMITS | {"report-network": (2, 3600)}
    for _pupil in range(6):
        client = Client()
        client.get("/report/")
        begun(client)
        answer = client.post("/report/check/")
        if answer.status_code == 429:
            puzzle = offered(client)
            answer = client.post("/report/check/", {"puzzle": puzzle, "sum": worked_out(puzzle)})
        assert answer.status_code == 302
    assert Case.objects.count() == 6
