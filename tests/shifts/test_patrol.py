"""Patrols walk cells; a key road without a check-in calls somebody, once, by night too."""

from datetime import time, timedelta

import pytest

from civic.lib.refusals import NotAllowed, NotValid
from civic.notices.models import Notice
from civic.places.models import Cell
from civic.shifts import actions as shifts
from civic.shifts.actions import StopGiven
from civic.shifts.actions.closing import reach_stop
from civic.shifts.actions.forgetting import forget
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


def test_a_plan_names_cells_and_shifts_that_are_to_come(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night, begun, gone = shift(made), shift(made, starts=NOON - MINUTE), shift(made)
    shifts.call_off_shift(gone, by=helpers.luo, reason="台风", at=NOON)
    other = shift(activity(helpers, "A-0002"))
    stop = StopGiven(cell=cell, after_minutes=0)
    for chosen, stops, field in (
        ([night], [], "stops"),
        ([night], [stop] * 101, "stops"),
        ([night, begun], [stop], "shifts"),
        ([gone], [stop], "shifts"),
        ([other], [stop], "shifts"),
    ):
        with pytest.raises(NotValid) as refused:
            shifts.plan_patrol(made, shifts=chosen, stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
        assert list(refused.value.fields) == [field]


def test_a_plan_made_again_keeps_what_was_walked(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made)
    for minutes in ((0, 30), (60,)):
        stops = [StopGiven(cell=cell, after_minutes=one) for one in minutes]
        shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
        PatrolStop.objects.filter(starts_at=night.starts_at).update(checked_in_at=night.starts_at)
    assert [one.starts_at for one in PatrolStop.objects.order_by("starts_at")] == [
        night.starts_at,
        night.starts_at + 60 * MINUTE,
    ]


def test_what_is_long_past_wakes_nobody(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made, starts=days_on(4, 22))
    stops = [StopGiven(cell=cell, after_minutes=0, is_key_road=True)]
    shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
    assert shifts.alert_key_roads(at=night.starts_at + 360 * MINUTE) == 0
    assert shifts.alert_key_roads(at=night.starts_at + 359 * MINUTE) == 1


def test_a_volunteer_sees_her_cells_and_those_of_nobody(city: City) -> None:
    _helpers, signup = _walked(0)
    other = many(1)[0]
    assert stops_to_walk(other, [signup.shift]) == {signup.shift_id: []}
    assert len(stops_to_walk(signup.volunteer, [signup.shift])[signup.shift_id]) == 1


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


def test_an_hour_of_the_clock_is_the_same_on_every_shift_however_early_it_begins(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    early, late = shift(made, starts=days_on(4, 19)), shift(made, starts=days_on(5, 20))
    stop = StopGiven(cell=cell, hour=time(20, 30))
    shifts.plan_patrol(made, shifts=[early, late], stops=[stop], call=helpers.luo, by=helpers.luo, at=NOON)
    assert [one.starts_at for one in PatrolStop.objects.order_by("starts_at")] == [
        days_on(4, 20, 30),
        days_on(5, 20, 30),
    ]
    twice = [stop, StopGiven(cell=cell, hour=time(19, 15)), stop]
    with pytest.raises(NotValid) as refused:
        shifts.plan_patrol(made, shifts=[early, late], stops=twice, call=helpers.luo, by=helpers.luo, at=NOON)
    assert list(refused.value.fields) == ["stops.2.place", "stops.1.hour"]


def test_the_cells_of_whoever_is_forgotten_are_anybodys(city: City) -> None:
    helpers, signup = _walked(0)
    assert helpers.wu.person is not None
    forget(helpers.wu.person, at=NOON)
    stop = PatrolStop.objects.get()
    assert stop.volunteer is None
    other = many(1)[0]
    assert stops_to_walk(other, [signup.shift]) == {signup.shift_id: [stop]}


def test_cells_move_along_with_their_shift_and_call_nobody_at_the_old_hour(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made, starts=days_on(4, 20))
    stops = [StopGiven(cell=cell, after_minutes=minutes, is_key_road=True) for minutes in (0, 60)]
    shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
    starts, ends = days_on(4, 21), days_on(4, 23)
    shifts.move_shift(night, starts_at=starts, ends_at=ends, by=helpers.luo, at=NOON)
    assert [one.starts_at for one in PatrolStop.objects.all()] == [starts, starts + 60 * MINUTE]
    assert shifts.alert_key_roads(at=days_on(4, 20, 30)) == 0
    assert shifts.alert_key_roads(at=days_on(4, 21, 30)) == 1


def test_no_cell_is_walked_after_the_new_end_of_its_shift(city: City) -> None:
    helpers, cell = _called(), Cell.objects.get()
    made = activity(helpers)
    night = shift(made, starts=days_on(4, 20))
    stops = [StopGiven(cell=cell, after_minutes=minutes) for minutes in (0, 70, 100)]
    shifts.plan_patrol(made, shifts=[night], stops=stops, call=helpers.luo, by=helpers.luo, at=NOON)
    ends = days_on(4, 21)
    shifts.move_shift(night, starts_at=night.starts_at, ends_at=ends, by=helpers.luo, at=NOON)
    assert [one.starts_at for one in PatrolStop.objects.all()] == [night.starts_at, ends - MINUTE]
