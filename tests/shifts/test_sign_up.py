"""Signing up, standing in line, taking the place that is offered."""

from datetime import datetime, timedelta

import pytest

from civic.lib.refusals import Conflict, NotAllowed, Taken, TooLate
from civic.notices.models import Notice
from civic.shifts import actions as shifts
from civic.shifts.actions import signing
from civic.shifts.models import ActivityLine, Shift, Signup
from tests.people import NOON, City
from tests.shifts.ground import days_on, many, states, told
from tests.volunteers.ground import DAY, HOUR, activity, coming, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


def test_whoever_signs_up_comes_and_the_line_names_her_number_only(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    signup = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    assert (signup.state, signup.came_in_at) == ("coming", NOON)
    line = ActivityLine.objects.get(verb="sign-up")
    assert line.facts == {"volunteer": helpers.wu.number, "post": 1}
    with pytest.raises(Conflict) as refused:
        shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    assert refused.value.code == "signed-up"


def test_an_applicant_cannot_sign_up(city: City) -> None:
    helpers = found_helpers()
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(shift(activity(helpers)), volunteer=volunteer("new", state="applied"), at=NOON)
    assert refused.value.code == "no-volunteer"


def test_once_it_has_begun_nobody_signs_up(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    with pytest.raises(TooLate) as refused:
        shifts.sign_up(ahead, volunteer=helpers.wu, at=ahead.starts_at)
    assert refused.value.code == "begun"


def test_a_full_shift_has_a_line_and_its_freed_place_is_kept_for_the_first(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    second, third = many(2)
    with pytest.raises(Taken) as refused:
        shifts.sign_up(ahead, volunteer=second, at=NOON)
    assert refused.value.code == "full"
    for who in (second, third):
        shifts.queue_up(ahead, volunteer=who, at=NOON)
    shifts.cancel(first, at=NOON + HOUR)
    assert states(ahead) == [("wu", "cancelled"), ("helper0", "offered"), ("helper1", "waiting")]
    assert told("shift-offered") == 1
    with pytest.raises(Taken):
        shifts.sign_up(ahead, volunteer=volunteer("quick"), at=NOON + HOUR)
    offered = ahead.signups.get(state="offered")
    assert shifts.accept_offer(offered, at=NOON + 2 * HOUR).state == "coming"


def test_with_a_place_free_nobody_stands_in_line(city: City) -> None:
    helpers = found_helpers()
    with pytest.raises(Conflict):
        shifts.queue_up(shift(activity(helpers)), volunteer=helpers.wu, at=NOON)


def test_an_offer_ends_and_the_next_is_asked(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    second, third = many(2)
    for who in (second, third):
        shifts.queue_up(ahead, volunteer=who, at=NOON)
    shifts.cancel(first, at=days_on(0, 21))
    offered = ahead.signups.get(state="offered")
    assert offered.offer_until == days_on(1, 9)  # twelve hours
    assert shifts.let_offers_lapse(at=days_on(1, 8)) == 0
    assert shifts.let_offers_lapse(at=days_on(1, 9)) == 1
    assert states(ahead) == [("wu", "cancelled"), ("helper0", "lapsed"), ("helper1", "offered")]
    with pytest.raises(TooLate) as refused:
        shifts.accept_offer(offered, at=days_on(1, 9))
    assert refused.value.code == "offer-ended"


def test_an_offer_made_by_night_is_told_by_day_and_never_ends_by_night(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    shifts.queue_up(ahead, volunteer=many(1)[0], at=NOON)
    shifts.cancel(first, at=days_on(0, 23))
    assert ahead.signups.get(state="offered").offer_until == days_on(1, 20)
    assert Notice.objects.get(verb="shift-offered").due_at == days_on(1, 8)


def test_near_the_start_a_freed_place_is_whoevers_signs_up_first(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    shifts.queue_up(ahead, volunteer=many(1)[0], at=NOON)
    near = ahead.starts_at - HOUR
    shifts.cancel(first, reason="发烧了", at=near)
    assert ahead.signups.filter(state="offered").count() == 0
    assert shifts.sign_up(ahead, volunteer=volunteer("quick"), at=near).state == "coming"


def test_who_cannot_come_any_more_is_passed_over(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    ahead, other = shift(made, places=1), shift(made)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    second, third = many(2)
    for who in (second, third):
        shifts.queue_up(ahead, volunteer=who, at=NOON)
    coming(other, second)  # at the same hour
    shifts.cancel(first, at=NOON + HOUR)
    assert states(ahead) == [("wu", "cancelled"), ("helper0", "waiting"), ("helper1", "offered")]


def test_what_changed_meanwhile_is_asked_again_inside(city: City) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    ahead, other = shift(made, places=1), shift(made)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    second = many(1)[0]
    shifts.queue_up(ahead, volunteer=second, at=NOON)
    shifts.cancel(first, at=NOON + HOUR)
    coming(other, second)
    with pytest.raises(NotAllowed) as refused:
        shifts.accept_offer(ahead.signups.get(state="offered"), at=NOON + 2 * HOUR)
    assert refused.value.code == "clash"


def test_a_pause_closes_sign_up_until_its_hour(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    until = NOON + 2 * DAY
    shifts.pause_signups(helpers.wu, until=until, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    assert refused.value.code == "blocked"
    assert shifts.sign_up(ahead, volunteer=helpers.wu, at=until + timedelta(seconds=1)).state == "coming"


def test_an_offer_that_has_ended_is_not_taken_even_before_it_is_swept(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    first = shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    shifts.queue_up(ahead, volunteer=many(1)[0], at=NOON)
    shifts.cancel(first, at=days_on(0, 21))
    offered = ahead.signups.get(state="offered")
    with pytest.raises(TooLate) as refused:
        shifts.accept_offer(offered, at=days_on(1, 9))
    assert refused.value.code == "offer-ended"


def test_a_place_that_is_added_goes_to_whoever_waits_and_not_to_whoever_is_quick(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    waiting, quick = many(2)
    shifts.queue_up(ahead, volunteer=waiting, at=NOON)
    ahead.posts.update(places=2)
    with pytest.raises(Taken):
        shifts.sign_up(ahead, volunteer=quick, at=NOON)
    assert shifts.sign_up(ahead, volunteer=waiting, at=NOON).state == "coming"


def test_a_shift_whose_offers_cannot_be_looked_at_keeps_nobody_else_waiting(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    helpers = found_helpers()
    made = activity(helpers)
    broken, whole = shift(made), shift(made)
    for one in (broken, whole):
        Signup.objects.filter(pk=coming(one, helpers.wu if one is broken else many(1)[0]).pk).update(
            state="offered", came_in_at=None, queued_at=NOON, offer_until=NOON + HOUR
        )
    real = signing.offer_freed

    def offer_freed(held: Shift, *, at: datetime) -> list[Signup]:
        if held.pk == broken.pk:
            raise ZeroDivisionError
        return real(held, at=at)

    monkeypatch.setattr(signing, "offer_freed", offer_freed)
    assert shifts.let_offers_lapse(at=NOON + 2 * HOUR) == 1
    assert states(whole) == [("helper0", "lapsed")]
    assert states(broken) == [("wu", "offered")]
