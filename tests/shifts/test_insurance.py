"""Insurance: entered, cancelled with what hangs on it, and people named in it."""

from datetime import timedelta

import pytest

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.notices.models import Notice
from civic.shifts import actions as shifts
from civic.shifts.actions import PolicyGiven
from civic.shifts.models import Policy, Shift
from civic.shifts.queries.insurance import hanging_on, policies_listed
from tests.people import NOON, City
from tests.shifts.ground import days_on, given, many, states, told
from tests.volunteers.ground import Helpers, activity, coming, found_helpers, shift

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


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": TODAY - timedelta(days=9), "ends_on": TODAY - timedelta(days=1)}, "ends_on"),  # over already
        ({"starts_on": TODAY + timedelta(days=31)}, "ends_on"),
        ({"insurer": " "}, "insurer"),
        ({"phone": " "}, "phone"),
        ({"scope": "everybody"}, "scope"),
    ],
)
def test_a_policy_without_what_counts_on_the_day_is_not_entered(
    city: City, changes: dict[str, object], field: str
) -> None:
    helpers = found_helpers()
    with pytest.raises(NotValid) as refused:
        shifts.add_policy(helpers.organisation, _policy(**changes), by=helpers.luo, at=NOON)
    assert list(refused.value.fields) == [field]
    assert Policy.objects.count() == 1  # the city's


def test_only_managers_name_people_and_only_where_people_are_named(city: City) -> None:
    helpers = found_helpers()
    policy = shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    assert helpers.organisation.lines.get(verb="add-policy").facts["policy"] == "N-7"
    with pytest.raises(NotAllowed):
        shifts.name_insured(policy, helpers.wu, from_on=TODAY, by=helpers.leader, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        shifts.name_insured(helpers.policy, helpers.wu, from_on=TODAY, by=helpers.luo, at=NOON)
    assert refused.value.code == "not-named"
    assert not policy.insured.exists()


def test_what_is_not_dangerous_or_on_already_goes_on_without_the_insurance(city: City) -> None:
    helpers = found_helpers()
    harmless = shift(activity(helpers, "A-0002", is_dangerous=False))
    begun = shift(activity(helpers), starts=NOON - timedelta(hours=1))
    assert hanging_on(helpers.policy, at=NOON) == 0
    shifts.cancel_policy(helpers.policy, by=helpers.luo, reason="保险公司解约。", at=NOON)
    for one in (harmless, begun):
        one.refresh_from_db()
        assert one.state == "open"


def test_those_that_hold_stand_first_the_soonest_to_end_at_the_top(city: City) -> None:
    helpers = found_helpers()
    for number, days in (("late", 60), ("soon", 3), ("over", 1)):
        given = _policy(number=number, ends_on=TODAY + timedelta(days=days))
        shifts.add_policy(helpers.organisation, given, by=helpers.luo, at=NOON)
    cancelled = Policy.objects.get(number="soon")
    shifts.cancel_policy(cancelled, by=helpers.luo, reason="解约。", at=NOON)
    listed = policies_listed(helpers.organisation.policies.all(), today=TODAY + timedelta(days=2))
    assert [one.number for one in listed] == ["late", "soon", "over"]


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


def _three_ahead(helpers: Helpers, policy: Policy) -> list[Shift]:
    """The shift of wu before the day she leaves, the one through that midnight, and one that is not dangerous."""
    danger = activity(helpers, policy=policy)
    return [
        shift(danger, starts=days_on(2, 9)),
        shift(danger, starts=days_on(4, 23)),
        shift(activity(helpers, "A-0002", is_dangerous=False, policy=None), starts=days_on(6, 9)),
    ]


def test_whoever_leaves_the_body_is_named_no_more_from_that_day_on(city: City) -> None:
    helpers = found_helpers()
    Person.objects.filter(pk=helpers.leader.pk).update(email="hua@helpers.example")
    policy = shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    other = many(1)[0]
    row = shifts.name_insured(policy, helpers.wu, from_on=TODAY, by=helpers.luo, at=NOON)
    before, through, harmless = _three_ahead(helpers, policy)
    for one in (before, through, harmless):
        shifts.sign_up(one, volunteer=helpers.wu, at=NOON)
    fifth = TODAY + timedelta(days=5)
    shifts.end_naming(row, from_on=fifth, reason="已离职。", by=helpers.luo, at=NOON)
    row.refresh_from_db()
    assert (row.until_on, row.ended_by, row.end_reason) == (TODAY + timedelta(days=4), helpers.luo, "已离职。")
    assert [states(one) for one in (before, through, harmless)] == [
        [("wu", "coming")],
        [("wu", "turned-away")],  # its second day is not insured any more
        [("wu", "coming")],
    ]
    assert (told("shift-unfit"), told("shift-place-freed")) == (1, 1)
    letter = Notice.objects.get(verb="shift-unfit")
    assert "没有意外险保障您" in letter.body
    with pytest.raises(NotAllowed) as refused:
        shifts.sign_up(through, volunteer=helpers.wu, at=NOON)
    assert refused.value.code == "not-insured"
    with pytest.raises(Taken):  # its one place is hers until then
        shifts.name_insured(policy, other, from_on=TODAY, by=helpers.luo, at=NOON)
    shifts.name_insured(policy, other, from_on=fifth, by=helpers.luo, at=NOON)
    last = helpers.organisation.lines.order_by("seq").last()
    assert (last.verb, last.facts["volunteer"]) == ("end-naming", helpers.wu.number)


def test_a_naming_that_never_held_can_be_ended_and_said_anew(city: City) -> None:
    helpers = found_helpers()
    policy = shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    later = TODAY + timedelta(days=9)
    row = shifts.name_insured(policy, helpers.wu, from_on=later, by=helpers.luo, at=NOON)
    shifts.end_naming(row, from_on=TODAY, reason="写错了。", by=helpers.luo, at=NOON)
    with pytest.raises(Conflict):
        shifts.end_naming(row, from_on=TODAY, reason="再来。", by=helpers.luo, at=NOON)
    ahead = shift(activity(helpers, policy=policy), starts=days_on(12))
    with pytest.raises(NotAllowed):
        shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    shifts.name_insured(policy, helpers.wu, from_on=later, by=helpers.luo, at=NOON)
    assert shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON).state == "coming"


def test_the_end_of_a_naming_names_a_day_to_come_and_a_reason(city: City) -> None:
    helpers = found_helpers()
    policy = shifts.add_policy(helpers.organisation, _policy(), by=helpers.luo, at=NOON)
    row = shifts.name_insured(policy, helpers.wu, from_on=TODAY, by=helpers.luo, at=NOON)
    for day, reason, field in (
        (TODAY - timedelta(days=1), "已离职。", "from_on"),
        (TODAY + timedelta(days=31), "已离职。", "from_on"),
        (TODAY, " ", "reason"),
    ):
        with pytest.raises(NotValid) as refused:
            shifts.end_naming(row, from_on=day, reason=reason, by=helpers.luo, at=NOON)
        assert list(refused.value.fields) == [field]
    with pytest.raises(NotAllowed):
        shifts.end_naming(row, from_on=TODAY, reason="已离职。", by=helpers.leader, at=NOON)
    row.refresh_from_db()
    assert row.ended_at is None


def test_nothing_dangerous_is_hung_on_an_insurance_that_was_cancelled_while_the_form_was_open(city: City) -> None:
    helpers = found_helpers()
    made, chosen = (
        activity(helpers),
        shifts.add_policy(helpers.organisation, _policy(scope="organisation"), by=helpers.luo, at=NOON),
    )
    shift(made)
    shifts.cancel_policy(Policy.objects.get(pk=chosen.pk), by=helpers.luo, reason="保险公司退保。", at=NOON)
    assert chosen.cancelled_at is None  # as the form read it
    with pytest.raises(NotValid) as refused:
        shifts.change_activity(made, given(helpers, policy=chosen), by=helpers.luo, at=NOON)
    assert "policy" in refused.value.fields
