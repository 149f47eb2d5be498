"""The page of a patrol: managers lay it row by row and see where nobody checked in; to others it is not there."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localtime, now

from civic.places.models import Cell
from civic.shifts.models import PatrolPlan, PatrolStop, Shift
from tests.people import City, sign_in
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift, volunteer

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


def rows(*stops: tuple[str, str] | tuple[str, str, str] | tuple[str, str, str, str]) -> dict[str, str]:
    """Rows as a form sends them: hour, place, number of who walks it, whether it is a key road."""
    names = ("hour", "place", "volunteer", "is_key_road")
    return {f"stops-{n}-{name}": said for n, stop in enumerate(stops) for name, said in zip(names, stop, strict=False)}


def told(helpers: Helpers, of: Shift, *stops: Any) -> dict[str, object]:
    return {"shifts": [of.pk], "call": helpers.luo.pk, **rows(*stops)}


def hour(of: Shift, minutes: int = 0) -> str:
    """What the clock of the city shows so many minutes into a shift."""
    return f"{localtime(of.starts_at) + timedelta(minutes=minutes):%H:%M}"


def test_a_manager_lays_the_patrol_row_by_row(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    assert "No cell is planned for a shift to come." in client.get(page(night)).content.decode()
    code, number = Cell.objects.get().code, str(helpers.wu.number)
    sent = told(helpers, night, (hour(night), code, number, "on"), ("", "", "", ""), (hour(night, 45), f" {code} "))
    assert client.post(page(night), sent).status_code == 302
    first, second = PatrolStop.objects.order_by("starts_at")
    assert (first.is_key_road, first.volunteer, first.starts_at) == (True, helpers.wu, night.starts_at)
    assert (second.is_key_road, second.volunteer) == (False, None)
    assert second.starts_at == night.starts_at + timedelta(minutes=45)
    assert PatrolPlan.objects.get().call == helpers.luo
    shown = client.get(page(night)).content.decode()
    assert "key road" in shown
    assert "吴晓晴" not in shown


def test_a_cell_is_named_by_a_point_of_the_map_too(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    outside = client.post(page(night), told(helpers, night, (hour(night), "39.9, 116.4")))
    assert "This point lies in no cell. Choose another on the map." in outside.content.decode()
    for typed in ("23.13, 113.30", "23.1300，113.3000"):
        assert client.post(page(night), told(helpers, night, (hour(night), typed))).status_code == 302
        assert PatrolStop.objects.get().cell == Cell.objects.get()


def test_a_patrol_walks_through_midnight(helpers: Helpers, client: Client) -> None:
    late = shift(activity(helpers), starts=(localtime() + 4 * DAY).replace(hour=23, minute=0, second=0, microsecond=0))
    sign_in(client, helpers.luo)
    assert client.post(page(late), told(helpers, late, ("00:30", Cell.objects.get().code))).status_code == 302
    assert PatrolStop.objects.get().starts_at == late.starts_at + timedelta(minutes=90)


def test_each_fault_stands_at_its_row_and_nothing_typed_is_lost(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    code, good, other = Cell.objects.get().code, hour(night), str(volunteer("passer").number)
    for stops, row, field, sentence in (
        ([(good, code), ("", code)], 2, "hour", "Write the hour at which it is walked, like 20:30."),
        ([("soon", code)], 1, "hour", "Write the hour at which it is walked, like 20:30."),
        ([(good, "")], 1, "place", "Name the cell by its code, or by a point on the map."),
        ([(good, "*")], 1, "place", "No cell has this code today."),
        ([(good, code, other)], 1, "volunteer", "Choose somebody who comes to one of these shifts."),
        ([(good, code), (hour(night, 120), code)], 2, "hour", "does not last at this hour."),
        ([(good, code), ("", ""), (good, code)], 3, "place", "This cell at this hour is named already."),
        ([("", "", "", "on")], 1, "place", "Name the cell by its code, or by a point on the map."),
    ):
        answer = client.post(page(night), told(helpers, night, *stops))
        body = answer.content.decode()
        assert (answer.status_code, f"Stop {row}: " in body, "<title>Error:" in body) == (400, True, True), sentence
        beside = re.search(rf'id="id_stops-{row - 1}-{field}_error".*?</p>', body, re.S)
        assert beside is not None, sentence
        assert sentence in beside[0]
        assert f'href="#id_stops-{row - 1}-{field}"' in body
        assert all(f'value="{typed}"' in body for typed in stops[-1][:2] if typed)
    none = client.post(page(night), told(helpers, night, ("", "")))
    assert (none.status_code, "Name at least one cell." in none.content.decode()) == (400, True)
    assert client.post(page(night), told(helpers, night)).status_code == 400
    assert client.post(page(night), told(helpers, night, (good, code)) | {"shifts": ["x"]}).status_code == 400
    assert not PatrolStop.objects.exists()


def test_a_row_comes_and_goes_without_a_script_and_nothing_is_laid(
    helpers: Helpers, night: Shift, client: Client
) -> None:
    sign_in(client, helpers.luo)
    sent = told(helpers, night, ("19:07", "one"), ("19:08", "two"))
    more = client.post(page(night), sent | {"more": "1"}).content.decode()
    assert (more.count("data-row>"), "Error:" in more) == (4, False)  # three, and the blank one of the script
    assert all(f'value="{typed}"' in more for typed in ("19:07", "one", "19:08", "two"))
    assert "checked" in more
    less = client.post(page(night), sent | {"less": "0"}).content.decode()
    assert ('value="one"' in less, 'value="two"' in less) == (False, True)
    alone = client.post(page(night), told(helpers, night, ("19:07", "one")) | {"less": "0"}).content.decode()
    assert ('value="one"' in alone, alone.count("data-row>")) == (False, 2)
    assert not PatrolStop.objects.exists()


def test_many_rows_end_where_the_act_ends(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    many = [(hour(night, n), Cell.objects.get().code) for n in range(101)]
    answer = client.post(page(night), told(helpers, night, *many))
    assert (answer.status_code, "Name between one and a hundred cells." in answer.content.decode()) == (400, True)


def test_a_plan_that_stands_is_what_the_form_begins_with(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    code, number = Cell.objects.get().code, str(helpers.wu.number)
    client.post(page(night), told(helpers, night, (hour(night, 15), code, number, "on")))
    form = client.get(page(night)).context["form"]
    assert form.initial["shifts"] == [night.pk]
    assert [row.initial for row in form.rows] == [
        {"hour": hour(night, 15), "place": code, "volunteer": number, "is_key_road": True}
    ]


def test_the_page_says_where_somebody_was_called(helpers: Helpers, night: Shift, client: Client) -> None:
    sign_in(client, helpers.luo)
    client.post(page(night), told(helpers, night, (hour(night), Cell.objects.get().code, "", "on")))
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
        assert client.post(page(night), told(helpers, night, (hour(night), "1"))).status_code == 404
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

    number = str(helpers.wu.number)
    client.post(page(night), told(helpers, night, (hour(night), code, number, "on")))
    before = asked()
    client.post(page(night), told(helpers, night, *((hour(night, n), code, number, "on") for n in range(0, 60, 10))))
    assert PatrolStop.objects.count() == 6
    assert asked() == before
