"""Insurance: entered, cancelled with what hangs on it, and people named in it."""

from datetime import timedelta

import pytest

from civic.lib.refusals import NotAllowed, NotValid, Taken, TooLate
from civic.shifts import actions as shifts
from civic.shifts.actions import PolicyGiven
from tests.people import NOON, City
from tests.shifts.ground import many, told
from tests.volunteers.ground import activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def _policy(**changes: object) -> PolicyGiven:
    values = {
        "insurer": "云桥保险",
        "number": "N-7",
        "phone": "020-999",
        "scope": "named",
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=30),
        "covers": "意外。",
        "most_people": 1,
    }
    return PolicyGiven(**(values | changes))  # type: ignore[arg-type]


def test_a_policy_is_entered_once(city: City) -> None:
    helpers = found_helpers()
    shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    with pytest.raises(Taken):
        shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    with pytest.raises(NotAllowed):
        shifts.add_policy(None, _policy(scope="everybody"), by=city.mei, at=NOON)
    wrong = _policy(scope="everybody", ends_on=TODAY - timedelta(days=1))
    with pytest.raises(NotValid) as refused:
        shifts.add_policy(helpers.organisation, wrong, by=helpers.luo, at=NOON)
    assert sorted(refused.value.fields) == ["ends_on", "scope"]


def test_a_named_policy_covers_only_whom_it_names(city: City) -> None:
    helpers = found_helpers()
    policy = shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    ahead = shift(activity(helpers, policy=policy))
    other = many(1)[0]
    shifts.name_insured(policy, helpers.wu, from_on=TODAY, by=helpers.luo, at=NOON)
    assert shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON).state == "coming"
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(ahead, volunteer=other, at=NOON)
    assert refused.value.code == "not-insured"
    with pytest.raises(Taken):  # its one place is used
        shifts.name_insured(policy, other, from_on=TODAY, by=helpers.luo, at=NOON)
    with pytest.raises(NotValid):
        shifts.name_insured(policy, other, from_on=TODAY + timedelta(days=31), by=helpers.luo, at=NOON)


def test_a_cancelled_insurance_takes_its_dangerous_shifts_along(city: City) -> None:
    helpers = found_helpers()
    ahead = shift(activity(helpers))
    coming(ahead, helpers.wu)
    shifts.cancel_policy(helpers.policy, by=helpers.luo, reason="保险公司解约。", at=NOON)
    ahead.refresh_from_db()
    assert (ahead.state, ahead.reason, told("shift-called-off")) == ("called-off", "保险公司解约。", 1)
    with pytest.raises(TooLate):
        shifts.cancel_policy(helpers.policy, by=helpers.luo, reason="再来", at=NOON)


def test_nobody_is_named_in_an_insurance_that_has_ended(city: City) -> None:
    helpers = found_helpers()
    policy = shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    shifts.cancel_policy(policy, by=helpers.luo, reason="保险公司解约。", at=NOON)
    with pytest.raises(TooLate):
        shifts.name_insured(policy, helpers.wu, from_on=TODAY, by=helpers.luo, at=NOON)
    assert not policy.insured.exists()
