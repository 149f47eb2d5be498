"""A patrol checks in cell by cell on the phone; a later cell is not reached by coming to the shift."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from civic.attendances import actions
from civic.lib.refusals import Conflict, NotAllowed, TooLate
from civic.places.models import Cell
from civic.shifts import actions as shifts
from civic.shifts.actions import StopGiven
from civic.shifts.models import PatrolStop
from tests.attendances.ground import AT_THE_BRIDGE, Day, found_day
from tests.people import NOON, City, sign_in
from tests.volunteers.ground import DAY, coming, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def laid(day: Day, *minutes: int, who: Any = None) -> list[PatrolStop]:
    """Key roads at these minutes of the shift."""
    cell = Cell.objects.get()
    stops = [StopGiven(cell=cell, after_minutes=one, is_key_road=True, volunteer=who) for one in minutes]
    luo = day.helpers.luo
    shifts.plan_patrol(day.shift.activity, shifts=[day.shift], stops=stops, call=luo, by=luo, at=NOON - DAY)
    return list(PatrolStop.objects.order_by("starts_at"))


def came(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", shift=day.shift, here=AT_THE_BRIDGE, by=day.wus, at=NOON)


def test_coming_to_the_shift_reaches_only_the_cells_whose_time_it_is(day: Day) -> None:
    first, later = laid(day, 0, 60, who=day.wu)
    came(day)
    first.refresh_from_db()
    later.refresh_from_db()
    assert first.checked_in_at == NOON
    assert later.checked_in_at is None
    assert shifts.alert_key_roads(at=NOON + 75 * MINUTE) == 1  # nobody was seen on the second key road


def test_one_tap_at_a_cell_is_kept_once_and_calls_nobody(day: Day) -> None:
    (stop,) = laid(day, 60)
    came(day)
    reached = actions.check_in_at_stop(stop, by=day.wus, at=NOON + 61 * MINUTE)
    assert (reached.checked_in_at, reached.volunteer) == (NOON + 61 * MINUTE, day.wu)
    again = actions.check_in_at_stop(stop, by=day.wus, at=NOON + 70 * MINUTE)
    assert again.checked_in_at == NOON + 61 * MINUTE
    assert shifts.alert_key_roads(at=NOON + 80 * MINUTE) == 0
    line = day.shift.activity.lines.get(verb="reach-stop")
    assert line.facts == {"cell": stop.cell.code, "volunteer": day.wu.number, "late": False}


def test_only_whoever_is_on_the_shift_and_walks_the_cell_checks_in_and_only_in_its_time(day: Day) -> None:
    first, second = laid(day, 0, 60)
    with pytest.raises(NotAllowed):
        actions.check_in_at_stop(first, by=day.wus, at=NOON)  # she has not come
    came(day)
    with pytest.raises(NotAllowed):
        actions.check_in_at_stop(first, by=day.leader, at=NOON)
    with pytest.raises(Conflict):
        actions.check_in_at_stop(second, by=day.wus, at=NOON + 44 * MINUTE)
    with pytest.raises(TooLate):
        actions.check_in_at_stop(second, by=day.wus, at=NOON + 151 * MINUTE)
    other = volunteer("other")
    coming(day.shift, other)
    PatrolStop.objects.filter(pk=second.pk).update(volunteer=other)
    with pytest.raises(NotAllowed):
        actions.check_in_at_stop(second, by=day.wus, at=NOON + 60 * MINUTE)
    assert not PatrolStop.objects.filter(checked_in_at__isnull=False).exists()


def test_the_page_of_the_day_shows_her_cells_and_takes_the_tap(day: Day, client: Client) -> None:
    first, second = laid(day, 60, 100)
    with time_machine.travel(NOON + 5 * MINUTE, tick=False):
        sign_in(client, day.wus)
        before = client.get("/volunteer/here/").content.decode()
        assert "Check in at the shift first." in before
        page = f"/volunteer/here/{day.shift.number}/stops/"
        refused = client.post(f"{page}{first.pk}/")
        assert (refused.status_code, "Check in at the shift first" in refused.content.decode()) == (403, True)
        came(day)
        assert client.get("/volunteer/here/").content.decode().count("I am at this cell") == 2
    with time_machine.travel(NOON + 60 * MINUTE, tick=False):
        sign_in(client, day.wus)
        assert client.post(f"{page}{first.pk}/").status_code == 302
        assert "You were there at" in client.get("/volunteer/here/").content.decode()
        assert client.post(f"{page}{second.pk}/").status_code == 409
        assert client.post(f"{page}999999/").status_code == 404
        stranger = volunteer("other")
        sign_in(client, stranger.person)
        assert client.post(f"{page}{second.pk}/").status_code == 404
