"""The page of a patrol: managers lay it line by line and see where nobody checked in; to others it is not there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from civic.places.models import Cell
from civic.shifts.models import PatrolPlan, PatrolStop, Shift
from tests.people import City, sign_in
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    return found_helpers()


@pytest.fixture
def night(helpers: Helpers) -> Shift:
    laid = shift(activity(helpers), starts=now() + 4 * DAY)
    coming(laid, helpers.wu)
    return laid


def page(of: Shift) -> str:
    return f"/volunteer/organisations/helpers/shifts/activities/{of.activity.number}/patrol/"


def told(helpers: Helpers, of: Shift, stops: str) -> dict[str, object]:
    return {"shifts": [of.pk], "stops": stops, "call": helpers.luo.pk}


def test_a_manager_lays_the_patrol_line_by_line(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    assert "No cell is planned for a shift to come." in client.get(page(night)).content.decode()
    code = Cell.objects.get().code
    lines = f"＊{code}，0，{helpers.wu.number}\n\n{code}, 45"
    assert client.post(page(night), told(helpers, night, lines)).status_code == 302
    first, second = PatrolStop.objects.order_by("starts_at")
    assert (first.is_key_road, first.volunteer, first.starts_at) == (True, helpers.wu, night.starts_at)
    assert (second.is_key_road, second.volunteer) == (False, None)
    assert PatrolPlan.objects.get().call == helpers.luo
    shown = client.get(page(night)).content.decode()
    assert "key road" in shown
    assert "吴晓晴" not in shown


def test_each_fault_is_told_with_its_line_and_nothing_typed_is_lost(
    helpers: Helpers, night: Shift, client: Client
) -> None:
    sign_in(client, helpers.luo)
    code = Cell.objects.get().code
    for lines, sentence in (
        (f"{code}, 0\n{code}", "Line 2 is no stop."),
        (f"{code}, soon", "Line 1 is no stop."),
        ("*,5", "Line 1: no cell has this code today."),
        (f"{code}, 0, V26-0000-0000", "Line 1: no volunteer has this number."),
        (f"{code}, 120", "Each cell is walked while the shift lasts."),
        ("", "Name at least one cell."),
    ):
        answer = client.post(page(night), told(helpers, night, lines))
        body = answer.content.decode()
        assert (answer.status_code, sentence in body) == (400, True), sentence
        assert lines.split("\n")[0] in body
    assert client.post(page(night), told(helpers, night, f"{code}, 0") | {"shifts": ["x"]}).status_code == 400
    assert not PatrolStop.objects.exists()


def test_the_page_says_where_somebody_was_called(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    client.post(page(night), told(helpers, night, f"*{Cell.objects.get().code}, 0"))
    begun = now() - timedelta(hours=1)
    PatrolStop.objects.update(starts_at=begun, alerted_at=begun + timedelta(minutes=15))
    shown = client.get(page(night)).content.decode()
    assert "On 1 key road nobody had checked in" in shown
    assert "nobody checked in, somebody was called at" in shown


def test_others_do_not_find_the_page(helpers: Helpers, night: Shift, city: City, client: Client) -> None:
    assert client.get(page(night)).status_code == 302
    for person in (city.mei, helpers.wu.person, helpers.leader):
        sign_in(client, person)
        assert client.get(page(night)).status_code == 404
        assert client.post(page(night), told(helpers, night, "1, 0")).status_code == 404
    sign_in(client, helpers.luo)
    assert client.get(page(night).replace(night.activity.number, "none")).status_code == 404


def test_many_stops_ask_the_database_as_often_as_one(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    code = Cell.objects.get().code

    def asked() -> int:
        client.get(page(night))
        with CaptureQueriesContext(connection) as seen:
            client.get(page(night))
        return len(seen)

    client.post(page(night), told(helpers, night, f"*{code}, 0, {helpers.wu.number}"))
    before = asked()
    lines = "\n".join(f"*{code}, {minute}, {helpers.wu.number}" for minute in range(0, 60, 10))
    client.post(page(night), told(helpers, night, lines))
    assert PatrolStop.objects.count() == 6
    assert asked() == before
