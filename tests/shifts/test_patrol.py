"""Patrols walk cells; a key road without a check-in calls somebody, once, by night too."""

from datetime import timedelta

import pytest

from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.models import Notice
from civic.places.models import Cell
from civic.shifts import actions as shifts
from civic.shifts.actions import StopGiven
from civic.shifts.actions.closing import reach_stop
from civic.shifts.models import PatrolStop, Signup
from civic.shifts.queries.patrols import stops_to_walk
from tests.people import NOON, City
from tests.shifts.ground import days_on, many
from tests.volunteers.ground import Helpers, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def _called() -> Helpers:
    helpers = found_helpers()
    helpers.luo.email = "luo@city.example"
    helpers.luo.save()
    return helpers


def test_a_key_road_without_a_check_in_calls_somebody_once(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made, starts=days_on(4, 22))
    coming(night, helpers.wu)
    stops = [
        StopGiven(cell=cell, after_minutes=0, is_key_road=True, volunteer=helpers.wu),
        StopGiven(cell=cell, after_minutes=30),
        StopGiven(cell=cell, after_minutes=60, is_key_road=True),
    ]
    shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
    PatrolStop.objects.filter(starts_at=night.starts_at).update(checked_in_at=night.starts_at)
    assert shifts.alert_key_roads(at=night.starts_at + 74 * MINUTE) == 0
    late = night.starts_at + 75 * MINUTE
    assert shifts.alert_key_roads(at=late) == 1
    assert shifts.alert_key_roads(at=late + MINUTE) == 0
    assert Notice.objects.get(verb="key-road").due_at == late
    assert made.lines.get(verb="alert-key-road").facts == {"cell": cell.code, "shift": night.number}


def test_a_shift_called_off_calls_nobody(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made, starts=days_on(4, 22))
    stops = [StopGiven(cell=cell, after_minutes=0, is_key_road=True)]
    shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
    shifts.call_off_shift(night, by=helpers.luo, reason="台风", at=NOON)
    assert shifts.alert_key_roads(at=night.starts_at + 20 * MINUTE) == 0


def test_only_whoever_signed_up_is_planned_and_only_within_the_shift(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made)
    for stop in (
        StopGiven(cell=cell, after_minutes=0, volunteer=helpers.wu),
        StopGiven(cell=cell, after_minutes=120),
    ):
        with pytest.raises(NotValid):
            shifts.plan_patrol(made, shifts=[night], stops=[stop], call=helpers.luo, by=helpers.luo, at=NOON)
    good = [StopGiven(cell=cell, after_minutes=0)]
    with pytest.raises(NotValid):
        shifts.plan_patrol(made, shifts=[night], stops=good, call=city.mei, by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.plan_patrol(made, shifts=[night], stops=good, call=helpers.luo, by=city.mei, at=NOON)
    assert PatrolStop.objects.count() == 0


def _walked(*minutes: int) -> tuple[Helpers, Signup]:
    """wu comes to a patrol of which these cells are hers."""
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made, starts=days_on(4, 20))
    signup = coming(night, helpers.wu)
    stops = [StopGiven(cell=cell, after_minutes=one, volunteer=helpers.wu) for one in minutes]
    shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
    return helpers, signup


def test_who_stands_in_walks_the_cells_of_the_one_she_stands_in_for(city: City) -> None:
    _helpers, signup = _walked(0, 60)
    first = PatrolStop.objects.order_by("starts_at")[0]
    PatrolStop.objects.filter(pk=first.pk).update(checked_in_at=first.starts_at)
    other = many(1)[0]
    shifts.stand_in(shifts.look_for_stand_in(signup, at=NOON), volunteer=other, at=NOON)
    walked, open_one = PatrolStop.objects.order_by("starts_at")
    assert (walked.volunteer, open_one.volunteer) == (signup.volunteer, other)
    assert reach_stop(open_one, other, at=open_one.starts_at).checked_in_at == open_one.starts_at


def test_the_cells_of_whoever_cancels_are_anybodys(city: City) -> None:
    _helpers, signup = _walked(0)
    shifts.cancel(signup, at=NOON)
    other = many(1)[0]
    stop = PatrolStop.objects.get()
    assert stop.volunteer is None
    assert stops_to_walk(other, [signup.shift]) == {signup.shift_id: [stop]}
    assert reach_stop(stop, other, at=stop.starts_at).volunteer == other
