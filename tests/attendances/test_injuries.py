"""Somebody was hurt."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from civic.accounts.models import Person
from civic.attendances import actions
from civic.attendances.models import Injury
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.notices.models import Notice
from civic.shifts.models import Policy
from tests.attendances.ground import Day, found_day
from tests.people import NOON, City
from tests.volunteers.ground import DAY, HOUR, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def hurt(day: Day, **other: Any) -> Injury:
    values = {
        "volunteer": day.wu,
        "happened_at": NOON + HOUR,
        "words": "下台阶扭了脚。",
        "by": day.wus,
        "at": NOON + HOUR,
    }
    return actions.report_injury(day.shift, **{**values, **other})


def test_an_injury_knows_its_policy_and_is_sealed(day: Day) -> None:
    made = hurt(day)
    assert made.policy == day.helpers.policy
    assert made.policy.phone == "020-12345"
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM attendances_injury")
        assert "扭" not in cursor.fetchone()[0]
    assert Notice.objects.filter(verb="injury").exists() or not day.helpers.luo.email
    line = day.shift.activity.lines.get(verb="injury")
    assert line.facts["same_day"] is True


def test_a_policy_that_ended_the_day_before_does_not_hold(day: Day) -> None:
    Policy.objects.update(ends_on=(NOON - DAY).date())
    assert hurt(day).policy is None


def test_a_policy_that_ends_mid_activity_holds_on_its_last_day(day: Day) -> None:
    Policy.objects.update(ends_on=NOON.date())
    assert hurt(day).policy == day.helpers.policy


def test_only_who_was_expected_by_herself_or_the_leader(day: Day) -> None:
    he = volunteer("xiaoyu")
    with pytest.raises(NotAllowed):
        hurt(day, by=he.person)
    with pytest.raises(NotValid):
        hurt(day, volunteer=he, by=day.leader)
    assert hurt(day, by=day.leader).written_by == day.leader


@pytest.mark.parametrize(
    ("field", "value"), [("words", " "), ("happened_at", NOON + 2 * HOUR), ("happened_at", NOON - 9 * HOUR)]
)
def test_what_cannot_be_is_said(day: Day, field: str, value: Any) -> None:
    with pytest.raises(NotValid):
        hurt(day, **{field: value})


def test_the_insurer_is_told_with_its_number_once(day: Day) -> None:
    made = hurt(day)
    with pytest.raises(NotValid, match="number the insurer"):
        actions.tell_insurer(made, claim=" ", by=day.leader, at=NOON + HOUR)
    told = actions.tell_insurer(made, claim="BX-7", by=day.leader, at=NOON + HOUR)
    assert (told.claim, told.insurer_told_by) == ("BX-7", day.leader)
    with pytest.raises(Conflict):
        actions.tell_insurer(made, claim="BX-8", by=day.leader, at=NOON + HOUR)


def test_an_insurer_nobody_called_is_told_on_once(day: Day) -> None:
    Person.objects.filter(pk=day.helpers.luo.pk).update(email="luo@helpers.example")
    hurt(day)
    assert actions.tell_late_injuries(at=NOON + 4 * HOUR) == 0
    assert actions.tell_late_injuries(at=NOON + 6 * HOUR) == 1
    assert actions.tell_late_injuries(at=NOON + 7 * HOUR) == 0
    assert Notice.objects.filter(verb="injury-late").count() == 1
