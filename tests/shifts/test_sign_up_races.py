"""Sixty-four hands at once: the last place of a shift, one offer, one stand-in."""

import pytest

from civic.lib.refusals import Refused
from civic.shifts import actions as shifts
from civic.shifts.models import Signup
from tests.at_once import at_once, kinds
from tests.people import NOON, City
from tests.shifts.ground import many
from tests.volunteers.ground import HOUR, activity, found_helpers, shift

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 64


def test_of_sixty_four_who_want_the_last_place_one_gets_it_and_all_others_may_wait(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=3)
    people = many(HANDS + 2)
    for who in people[:2]:
        shifts.sign_up(ahead, volunteer=who, at=NOON)
    told = at_once(*(lambda who=who: shifts.sign_up(ahead, volunteer=who, at=NOON) for who in people[2:]))
    refused = [one for one in told if isinstance(one, Refused)]
    assert kinds(told).count("Signup") == 1
    assert {one.code for one in refused} == {"full"}  # the code by which the page offers the waiting list
    assert (len(refused), Signup.objects.coming().count()) == (HANDS - 1, 3)


def test_of_sixty_four_taps_by_one_person_one_counts(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    told = at_once(*(lambda: shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON) for _ in range(HANDS)))
    assert kinds(told).count("Conflict") == HANDS - 1
    assert Signup.objects.count() == 1


def test_of_two_shifts_that_clash_one_person_gets_one(city: City) -> None:
    helpers = found_helpers()
    made, elsewhere = activity(helpers), activity(helpers, "A-0002")
    both = (shift(made), shift(elsewhere))
    told = at_once(*(lambda one=one: shifts.sign_up(one, volunteer=helpers.wu, at=NOON) for one in both))
    assert kinds(told) == ["NotAllowed", "Signup"]


def test_of_eight_who_stand_in_one_does(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers), places=1)
    row = shifts.look_for_stand_in(shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON), at=NOON)
    told = at_once(*(lambda who=who: shifts.stand_in(row, volunteer=who, at=NOON + HOUR) for who in many(8)))
    assert kinds(told).count("Taken") == 7
    assert Signup.objects.coming().count() == 1


def test_two_swaps_across_at_once_do_not_lock_each_other(city: City) -> None:
    helpers = found_helpers()
    made, elsewhere = activity(helpers), activity(helpers, "A-0002")
    one, other = shift(made), shift(elsewhere, starts=NOON + 8 * 24 * HOUR)
    first, second = many(2)
    mine, hers = shifts.sign_up(one, volunteer=first, at=NOON), shifts.sign_up(other, volunteer=second, at=NOON)
    there = shifts.look_for_stand_in(mine, swap_for=hers, at=NOON)
    back = shifts.look_for_stand_in(hers, swap_for=mine, at=NOON)
    told = at_once(
        lambda: shifts.swap(there, volunteer=second, at=NOON + HOUR),
        lambda: shifts.swap(back, volunteer=first, at=NOON + HOUR),
    )
    assert kinds(told) == ["Taken", "tuple"]
    assert Signup.objects.coming().count() == 2


def test_whoever_signs_up_while_the_insurance_ends_is_turned_away_or_refused_and_never_sent_uninsured(
    city: City,
) -> None:
    helpers = found_helpers()
    ahead, hands = shift(activity(helpers), places=8), many(8)
    reason = {"reason": "保险公司终止了合同。", "at": NOON}
    told = at_once(
        *(lambda who=who: shifts.sign_up(ahead, volunteer=who, at=NOON) for who in hands),
        lambda: shifts.cancel_policy(helpers.policy, by=helpers.luo, **reason),
    )
    ahead.refresh_from_db()
    assert ahead.state == "called-off"
    assert not Signup.objects.coming().exists()
    refused = [one for one in told if isinstance(one, Refused)]
    assert {one.code for one in refused} <= {"called-off"}
    assert Signup.objects.filter(state="turned-away").count() == 8 - len(refused)
