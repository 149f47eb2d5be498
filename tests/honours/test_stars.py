"""Stars: asked for one after the other, decided by a coordinator, by the policy of the day."""

from datetime import date
from decimal import Decimal

import pytest

from civic.honours import actions as honours
from civic.honours.models import Star, StarPolicy
from civic.honours.queries import account_of, stars_to_decide
from civic.hours.models import Evaluation
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from tests.honours.ground import book, policy, take_back
from tests.people import NOON, City
from tests.volunteers.ground import DAY, Helpers, activity, found_helpers, shift, volunteer

pytestmark = pytest.mark.django_db


@pytest.fixture
def helpers(city: City) -> Helpers:
    made = found_helpers()
    policy(made)
    return made


def test_a_star_is_applied_for_and_granted(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    with pytest.raises(Conflict, match="100 hours more"):
        honours.apply_star(wu, by=wu.person, at=NOON)
    book(wu, 100 * 60, of=helpers.organisation)
    star = honours.apply_star(wu, by=wu.person, at=NOON)
    assert (star.level, star.minutes) == (1, 6000)
    with pytest.raises(Taken):
        honours.apply_star(wu, by=wu.person, at=NOON)
    assert list(stars_to_decide()) == [star]
    honours.decide_star(star, is_granted=True, by=helpers.luo, at=NOON + DAY)
    assert account_of(wu, at=NOON + DAY).record.level == 1
    assert list(wu.lines.values_list("verb", flat=True)) == ["apply-star", "grant-star"]
    with pytest.raises(Conflict):
        honours.decide_star(star, is_granted=True, by=helpers.luo, at=NOON + DAY)


def test_a_refusal_says_why_and_one_may_apply_again(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    book(wu, 100 * 60, of=helpers.organisation)
    star = honours.apply_star(wu, by=wu.person, at=NOON)
    with pytest.raises(NotValid):
        honours.decide_star(star, is_granted=False, reason=" ", by=helpers.luo, at=NOON)
    honours.decide_star(star, is_granted=False, reason="材料还在核对。", by=helpers.luo, at=NOON)
    assert Star.objects.get(pk=star.pk).reason == "材料还在核对。"
    assert honours.apply_star(wu, by=wu.person, at=NOON).level == 1


def test_hours_that_were_taken_back_since_do_not_make_a_star(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    entry = book(wu, 100 * 60, of=helpers.organisation)
    star = honours.apply_star(wu, by=wu.person, at=NOON)
    take_back(entry, at=NOON)
    with pytest.raises(Conflict):
        honours.decide_star(star, is_granted=True, by=helpers.luo, at=NOON)


def test_nobody_decides_on_her_own_star_nor_asks_for_somebody_elses(helpers: Helpers) -> None:
    luo = volunteer("luo-helps")
    luo.person = helpers.luo
    luo.save()
    book(luo, 100 * 60, of=helpers.organisation)
    star = honours.apply_star(luo, by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        honours.decide_star(star, is_granted=True, by=helpers.luo, at=NOON)
    for who in (helpers.leader, helpers.wu.person):
        assert who is not None
        with pytest.raises(NotAllowed):
            honours.decide_star(star, is_granted=True, by=who, at=NOON)
        with pytest.raises(NotAllowed):
            honours.apply_star(luo, by=who, at=NOON)


def test_poor_evaluations_hold_a_star_back_where_the_policy_says_so(helpers: Helpers) -> None:
    wu = helpers.wu
    assert wu.person is not None
    StarPolicy.objects.update(least_quality=Decimal("4"))
    book(wu, 100 * 60, of=helpers.organisation)
    Evaluation.objects.create(shift=shift(activity(helpers)), volunteer=wu, is_by_volunteer=False, stars=3, at=NOON)
    with pytest.raises(Conflict, match="evaluations"):
        honours.apply_star(wu, by=wu.person, at=NOON)


def test_a_policy_begins_on_a_day_to_come_and_says_where_it_stands(helpers: Helpers) -> None:
    given = {
        "from_on": date(2027, 1, 1),
        "hours": [30, 60, 100, 200, 300],
        "months": [0] * 5,
        "least_quality": None,
        "source": "新办法",
    }
    for wrong in ({"from_on": date(2026, 11, 3)}, {"hours": [30]}, {"source": " "}):
        with pytest.raises(NotValid):
            honours.write_policy(**{**given, **wrong}, by=helpers.luo, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        honours.write_policy(**given, by=helpers.leader, at=NOON)  # type: ignore[arg-type]
    honours.write_policy(**given, by=helpers.luo, at=NOON)  # type: ignore[arg-type]
    with pytest.raises(Taken):
        honours.write_policy(**given, by=helpers.luo, at=NOON)  # type: ignore[arg-type]
    assert account_of(helpers.wu, at=NOON).policy.hours[0] == 100
    assert account_of(helpers.wu, at=NOON + 90 * DAY).policy.hours[0] == 30
