"""Whoever holds no more what a shift asks for gives her place back: nobody goes into danger untrained or uninsured."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.accounts.models import Person
from civic.courses import actions as courses
from civic.courses.models import Grant, Qualification
from civic.guardians.models import Vetting
from civic.notices.models import Notice
from civic.shifts import actions as shifts
from civic.shifts.models import Activity, Insured, Policy, Shift, Signup
from civic.volunteers.models import Volunteer
from tests.courses.ground import qualification
from tests.people import NOON, City
from tests.shifts.ground import days_on, many, states, told
from tests.volunteers.ground import DAY, Helpers, activity, coming, found_helpers, shift

pytestmark = pytest.mark.django_db
TODAY = NOON.date()
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def helpers(city: City) -> Helpers:
    made = found_helpers()
    Person.objects.filter(pk=made.leader.pk).update(email="hua@helpers.example")
    return made


def _grant(helpers: Helpers, who: Volunteer, needed: Qualification) -> Grant:
    return Grant.objects.create(
        volunteer=who, qualification=needed, given_on=TODAY - DAY, verified_by=helpers.luo, made_at=NOON
    )


def _qualified(helpers: Helpers) -> tuple[Grant, Shift]:
    needed = qualification(helpers)
    made = _grant(helpers, helpers.wu, needed)
    ahead = shift(activity(helpers, qualification=needed), places=1)
    shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    return made, ahead


def test_a_qualification_taken_back_takes_the_place_along(helpers: Helpers) -> None:
    made, ahead = _qualified(helpers)
    other = many(1)[0]
    _grant(helpers, other, made.qualification)
    shifts.queue_up(ahead, volunteer=other, at=NOON)
    assert shifts.free_places_unfit(at=LATER) == 0
    courses.revoke(made, by=helpers.luo, reason="证书是假的。", at=LATER)
    assert shifts.free_places_unfit(at=LATER) == 1
    assert states(ahead) == [("wu", "turned-away"), ("helper0", "offered")]
    assert (told("shift-unfit"), told("shift-place-freed")) == (1, 1)
    assert "巡查培训" in Notice.objects.get(verb="shift-unfit").body
    assert shifts.free_places_unfit(at=LATER) == 0


def test_whoever_holds_it_by_another_paper_keeps_the_place(helpers: Helpers) -> None:
    made, ahead = _qualified(helpers)
    _grant(helpers, helpers.wu, made.qualification)
    courses.revoke(made, by=helpers.luo, reason="登记重复。", at=LATER)
    assert shifts.free_places_unfit(at=LATER) == 0
    assert states(ahead) == [("wu", "coming")]


def test_an_activity_under_an_insurance_that_does_not_name_her_takes_the_place_along(helpers: Helpers) -> None:
    ahead = shift(activity(helpers))
    coming(ahead, helpers.wu)
    named = many(1)[0]
    coming(ahead, named)
    policy = Policy.objects.get(pk=helpers.policy.pk)
    policy.pk, policy.number, policy.scope, policy.organisation = None, "P-2", "named", helpers.organisation
    policy.save()
    Insured.objects.create(policy=policy, volunteer=named, from_on=TODAY, named_by=helpers.luo)
    Activity.objects.update(policy=policy)
    assert shifts.free_places_unfit(at=NOON) == 1
    assert states(ahead) == [("wu", "turned-away"), ("helper0", "coming")]


def test_whose_check_has_ended_does_not_come_near_children(helpers: Helpers) -> None:
    ahead = shift(activity(helpers, is_near_children=True), starts=days_on(4))
    Vetting.objects.create(
        person=helpers.wu.person,
        checked_on=TODAY - DAY,
        due_on=TODAY + 300 * DAY,
        trained_on=TODAY - DAY,
        checked_by=helpers.luo,
        made_at=NOON,
    )
    shifts.sign_up(ahead, volunteer=helpers.wu, at=NOON)
    assert shifts.free_places_unfit(at=NOON) == 0
    Vetting.objects.update(ended_on=TODAY, end_reason="主动撤回。")
    assert shifts.free_places_unfit(at=NOON) == 1
    assert states(ahead) == [("wu", "turned-away")]


def test_what_has_begun_is_left_to_those_who_are_there(helpers: Helpers) -> None:
    made, ahead = _qualified(helpers)
    courses.revoke(made, by=helpers.luo, reason="证书是假的。", at=LATER)
    assert shifts.free_places_unfit(at=ahead.starts_at) == 0
    assert Signup.objects.get().state == "coming"


def test_the_sweep_asks_as_little_where_nobody_lost_anything(helpers: Helpers) -> None:
    ahead = shift(activity(helpers), places=9)
    for one in many(5):
        coming(ahead, one)
    with CaptureQueriesContext(connection) as seen:
        assert shifts.free_places_unfit(at=NOON) == 0
    assert len(seen) <= 2


def test_many_who_only_seem_unfit_hold_up_nobody_behind_them(helpers: Helpers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("civic.shifts.actions.freeing.BATCH", 1)
    made, ahead = _qualified(helpers)
    _grant(helpers, helpers.wu, made.qualification)  # she holds it by another paper
    other = many(1)[0]
    only = _grant(helpers, other, made.qualification)
    behind = shift(activity(helpers, "A-0002", qualification=made.qualification), places=1)
    shifts.sign_up(behind, volunteer=other, at=NOON)
    for one in (made, only):
        courses.revoke(one, by=helpers.luo, reason="证书是假的。", at=LATER)
    assert shifts.free_places_unfit(at=LATER) == 1
    assert (states(ahead), states(behind)) == ([("wu", "coming")], [("helper0", "turned-away")])
