"""Hands at once: the last reward goes to one, points that are given cross-wise are never lost, a star is asked for
once."""

from datetime import date

import pytest
from django.db.models import Sum

from civic.honours import actions as honours
from civic.honours.models import PointEntry, Reward, Star, Voucher
from civic.honours.queries import balance_of
from tests.at_once import at_once, kinds
from tests.honours.ground import book, policy
from tests.people import NOON, City
from tests.volunteers.ground import found_helpers, volunteer

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 16


def test_the_last_reward_goes_to_one_of_sixteen(city: City) -> None:
    helpers = found_helpers()
    row = policy(helpers)
    people = [volunteer(f"v{number}") for number in range(HANDS)]
    for one in people:
        book(one, 6000, of=helpers.organisation)
        Star.objects.create(volunteer=one, level=1, policy=row, minutes=6000, state="granted", at=NOON, decided_at=NOON)
    honours.settle_points(at=NOON)
    reward = Reward.objects.create(
        name_zh_hans="票", points=30, left=1, until=date(2026, 12, 31), where="x", made_by=helpers.luo, made_at=NOON
    )
    told = at_once(
        *(lambda one=one: honours.spend_points(one, reward=reward, by=one.person, at=NOON) for one in people)
    )
    assert kinds(told).count("Voucher") == 1
    assert Voucher.objects.count() == 1
    reward.refresh_from_db()
    assert reward.left == 0
    assert sorted(balance_of(one) for one in people) == [70] + [100] * (HANDS - 1)


def test_two_who_give_each_other_lose_nothing(city: City) -> None:
    helpers = found_helpers()
    one, other = helpers.wu, volunteer("qin")
    for who in (one, other):
        book(who, 600, of=helpers.organisation)
    honours.settle_points(at=NOON)
    at_once(
        *(
            lambda a=a, b=b: honours.give_points(a, to_number=b.number, points=1, by=a.person, at=NOON)
            for a, b in ((one, other), (other, one)) * 6
        )
    )
    assert PointEntry.objects.aggregate(sum=Sum("points"))["sum"] == 20
    assert balance_of(one) == balance_of(other) == 10


def test_who_presses_twice_applies_once(city: City) -> None:
    helpers = found_helpers()
    policy(helpers)
    book(helpers.wu, 6000, of=helpers.organisation)
    told = at_once(*(lambda: honours.apply_star(helpers.wu, by=helpers.wu.person, at=NOON) for _ in range(8)))  # type: ignore[arg-type]
    assert kinds(told).count("Star") == 1
    assert Star.objects.count() == 1
