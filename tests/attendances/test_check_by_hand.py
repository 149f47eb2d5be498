"""The leader writes down an hour, with why there is no scan."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from civic.attendances import actions
from civic.attendances.models import Attendance, Scan
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.attendances.ground import FAR_AWAY, Day, found_day
from tests.people import NOON, City
from tests.volunteers.ground import HOUR, coming, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def by_hand(day: Day, *, at: datetime = NOON + 3 * HOUR, **other: Any) -> Scan:
    values = {"volunteer": day.wu, "direction": "in", "told_at": NOON, "reason": "手机没电", "by": day.leader, "at": at}
    return actions.check_by_hand(day.shift, **{**values, **other})


def test_an_hour_by_hand_says_why_and_by_whom(day: Day) -> None:
    kept = by_hand(day)
    assert (kept.how, kept.reason, kept.by) == ("by-hand", "手机没电", day.leader)
    assert Attendance.objects.get().in_at == NOON
    line = day.shift.activity.lines.get(verb="check-by-hand")
    assert line.facts["volunteer"] == day.wu.number


def test_the_manual_word_goes_around_the_place_and_the_scan_stays(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, here=FAR_AWAY, at=NOON)
    by_hand(day, reason="桥下信号偏了，人在")
    assert [one.verdict for one in Scan.objects.order_by("received_at")] == ["too-far", "counted"]


def test_it_needs_a_reason(day: Day) -> None:
    with pytest.raises(NotValid, match="why there is no scan"):
        by_hand(day, reason="  ")


def test_it_moves_an_hour_that_was_scanned_and_never_turns_them_round(day: Day) -> None:
    actions.scan(day.leaders_code(NOON), direction="in", by=day.wus, at=NOON)
    by_hand(day, direction="out", told_at=NOON + HOUR)
    by_hand(day, told_at=NOON + 10 * MINUTE)
    there = Attendance.objects.get()
    assert (there.in_at, there.out_at) == (NOON + 10 * MINUTE, NOON + HOUR)
    with pytest.raises(NotValid, match="One goes after one came"):
        by_hand(day, told_at=NOON + HOUR + MINUTE)
    with pytest.raises(NotValid, match="first when this volunteer came"):
        by_hand(day, direction="out", told_at=NOON + 5 * MINUTE)


@pytest.mark.parametrize("hours", [-2, 2, 9])
def test_an_hour_that_cannot_be_is_refused(day: Day, hours: int) -> None:
    with pytest.raises(NotValid):
        by_hand(day, told_at=NOON + hours * HOUR)


def test_nobody_else_and_nobody_for_herself(day: Day) -> None:
    with pytest.raises(NotAllowed):
        by_hand(day, by=day.wus)
    hua = volunteer("hua2")
    hua.person = day.leader
    hua.save()
    coming(day.shift, hua)
    with pytest.raises(NotAllowed, match="her own hours"):
        by_hand(day, volunteer=hua)
    assert by_hand(day, volunteer=hua, by=day.helpers.luo).verdict == "counted"


def test_not_for_whoever_is_not_expected_nor_after_the_closing(day: Day) -> None:
    with pytest.raises(NotValid, match="not signed up"):
        by_hand(day, volunteer=volunteer("xiaoyu"))
    actions.close_shift(day.shift, went={}, absent=[day.signup.pk], by=day.leader, at=NOON + 3 * HOUR)
    with pytest.raises(Conflict, match="closed"):
        by_hand(day)


def test_an_hour_that_is_yet_to_come_is_not_written_down(day: Day) -> None:
    with pytest.raises(NotValid):
        by_hand(day, told_at=NOON + 30 * MINUTE, at=NOON + 20 * MINUTE)
    assert not Attendance.objects.exists()


def test_a_page_that_is_sent_twice_writes_one_hour(day: Day) -> None:
    nonce = uuid4()
    assert by_hand(day, nonce=nonce) == by_hand(day, nonce=nonce)
    assert (Scan.objects.count(), Attendance.objects.count()) == (1, 1)
    assert day.shift.activity.lines.filter(verb="check-by-hand").count() == 1
