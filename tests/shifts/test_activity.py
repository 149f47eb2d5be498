"""An activity on its way: prepared, shown only with its risks told and its danger insured, called off, ended."""

from datetime import timedelta

import pytest

from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.places.models import Cell
from civic.shifts import actions as shifts
from civic.shifts.models import ActivityLine, Policy
from tests.people import NOON, City
from tests.shifts.ground import ONE_POST, days_on, given, minor, states, told
from tests.volunteers.ground import DAY, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db


def test_an_activity_is_prepared_and_shown(city: City) -> None:
    helpers = found_helpers()
    made = shifts.make_activity(helpers.organisation, given(helpers), by=helpers.luo, at=NOON)
    assert made.state == "draft"
    shown = shifts.show_activity(made, by=helpers.luo, at=NOON)
    assert (shown.state, shown.shown_at) == ("shown", NOON)
    assert list(ActivityLine.objects.filter(activity=made).values_list("verb", flat=True)) == ["make", "show"]
    with pytest.raises(Conflict):
        shifts.show_activity(made, by=helpers.luo, at=NOON)


def test_nobody_else_makes_one(city: City) -> None:
    helpers = found_helpers()
    with pytest.raises(NotAllowed):
        shifts.make_activity(helpers.organisation, given(helpers), by=helpers.leader, at=NOON)


def test_without_its_risks_nobody_is_asked(city: City) -> None:
    helpers = found_helpers()
    made = shifts.make_activity(helpers.organisation, given(helpers, risk_zh_hans="  "), by=helpers.luo, at=NOON)
    with pytest.raises(NotValid) as refused:
        shifts.show_activity(made, by=helpers.luo, at=NOON)
    assert list(refused.value.fields) == ["risk_zh_hans"]


def test_danger_asks_for_insurance_over_every_shift(city: City) -> None:
    helpers = found_helpers()
    made = shifts.make_activity(helpers.organisation, given(helpers, policy=None), by=helpers.luo, at=NOON)
    shifts.lay_shift(made, starts_at=days_on(9), ends_at=days_on(9, 16), posts=ONE_POST, by=helpers.luo, at=NOON)
    for policy in (None, _short(helpers.policy)):
        made.policy = policy
        made.save()
        with pytest.raises(NotValid) as refused:
            shifts.show_activity(made, by=helpers.luo, at=NOON)
        assert list(refused.value.fields) == ["policy"]
    made.policy = helpers.policy
    made.save()
    assert shifts.show_activity(made, by=helpers.luo, at=NOON).state == "shown"


def _short(policy: Policy) -> Policy:
    policy = Policy.objects.get(pk=policy.pk)
    policy.pk, policy.number, policy.ends_on = None, "P-2", (NOON + 5 * DAY).date()
    policy.save(force_insert=True)
    return policy


def test_hazardous_work_is_for_grown_ups_whatever_was_typed(city: City) -> None:
    helpers = found_helpers()
    made = shifts.make_activity(
        helpers.organisation, given(helpers, is_hazardous=True, least_age=15), by=helpers.luo, at=NOON
    )
    assert made.least_age == 18


def test_wrong_words_are_told_beside_their_fields(city: City) -> None:
    helpers = found_helpers()
    wrong = given(helpers, name_zh_hans=" ", where_zh_hans="", least_age=9, lon=None, leader=city.mei)
    with pytest.raises(NotValid) as refused:
        shifts.make_activity(helpers.organisation, wrong, by=helpers.luo, at=NOON)
    assert sorted(refused.value.fields) == ["lat", "leader", "least_age", "name_zh_hans", "where_zh_hans"]


def test_another_place_is_told_to_whoever_comes_and_calendars_follow(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    ahead = shift(made)
    coming(ahead, helpers.wu)
    shifts.change_activity(made, given(helpers, where_zh_hans="老桥南头"), by=helpers.luo, at=NOON)
    ahead.refresh_from_db()
    assert (ahead.sequence, told("shift-moved")) == (1, 1)
    shifts.change_activity(made, given(helpers, where_zh_hans="老桥南头"), by=helpers.luo, at=NOON)
    assert ActivityLine.objects.filter(verb="change").count() == 1  # nothing changed the second time


def test_a_shown_activity_stays_fit_to_be_shown(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    with pytest.raises(NotValid):
        shifts.change_activity(made, given(helpers, policy=None), by=helpers.luo, at=NOON)


def test_changed_risks_ask_the_guardian_anew(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers, is_dangerous=False)
    child, mother = minor()
    read = shifts.risks_read(made)
    shifts.say_as_guardian(made, volunteer=child, ward=mother, is_yes=True, read=read, at=NOON)
    ahead = shift(made)
    shifts.change_activity(made, given(helpers, risk_zh_hans="夜里结冰。"), by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(ahead, volunteer=child, at=NOON)
    assert refused.value.code == "guardian"


def test_what_is_called_off_tells_whoever_was_to_come(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    ahead = shift(made)
    coming(ahead, helpers.wu)
    with pytest.raises(NotValid):
        shifts.call_off_activity(made, by=helpers.luo, reason=" ", at=NOON)
    off = shifts.call_off_activity(made, by=helpers.luo, reason="桥要修了。", at=NOON)
    ahead.refresh_from_db()
    assert (off.state, ahead.state, states(ahead)) == ("called-off", "called-off", [("wu", "turned-away")])
    assert told("shift-called-off") == 1
    with pytest.raises(TooLate):
        shifts.call_off_activity(made, by=helpers.luo, reason="又一次", at=NOON)


def test_an_activity_ends_once_nothing_is_to_come(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    last = shift(made)
    with pytest.raises(Conflict):
        shifts.end_activity(made, by=helpers.luo, at=NOON)
    assert shifts.end_activity(made, by=helpers.luo, at=last.ends_at + timedelta(minutes=1)).state == "ended"


def test_the_point_where_people_meet_says_in_which_cell_it_is(city: City) -> None:
    helpers = found_helpers()
    made = shifts.make_activity(helpers.organisation, given(helpers), by=helpers.luo, at=NOON)
    assert made.cell == Cell.objects.get()
    moved = shifts.change_activity(made, given(helpers, lat=23.2, lon=113.2), by=helpers.luo, at=NOON)
    assert moved.cell is None  # no cell is drawn there
