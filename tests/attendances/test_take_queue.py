"""What a phone kept while it had no connection."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from civic.attendances import actions
from civic.attendances.models import Attendance, NoShow, Scan
from tests.attendances.ground import AT_THE_BRIDGE, Day, found_day
from tests.people import NOON, City
from tests.volunteers.ground import HOUR, coming, volunteer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def day(city: City) -> Day:
    return found_day()


def queued(
    day: Day, at: datetime, direction: str = "in", *, off: timedelta = timedelta(), **other: Any
) -> actions.Queued:
    """A scan of the leader's code at that moment, by a phone whose clock is wrong by so much."""
    return actions.Queued(uuid4(), day.leaders_code(at), direction, at + off, **other)


def test_a_day_without_a_connection_arrives_whole_and_in_its_order(day: Day) -> None:
    done, evening = NOON + 2 * HOUR, NOON + 6 * HOUR
    items = [queued(day, done, "out"), queued(day, NOON, here=AT_THE_BRIDGE)]
    taken = actions.take_queue(items, by=day.wus, sent_at=evening, at=evening)
    assert [one.verdict for one in taken] == ["counted", "counted"]
    there = Attendance.objects.get()
    assert (there.in_at, there.out_at) == (NOON, done)


def test_the_same_nonce_counts_once_however_often_it_is_sent(day: Day) -> None:
    item = queued(day, NOON)
    for _turn in range(3):
        taken = actions.take_queue([item], by=day.wus, sent_at=NOON + HOUR, at=NOON + HOUR)
        assert taken[0].verdict == "counted"
    assert Scan.objects.count() == Attendance.objects.count() == 1


@pytest.mark.parametrize("off", [-HOUR, HOUR, -26 * HOUR, 26 * HOUR])
def test_a_clock_that_is_wrong_is_set_right_by_the_servers(day: Day, off: timedelta) -> None:
    arrives = NOON + 3 * HOUR
    item = queued(day, NOON, off=off)
    taken = actions.take_queue([item], by=day.wus, sent_at=arrives + off, at=arrives)
    assert taken[0].verdict == "counted"
    kept = Scan.objects.get()
    assert (kept.told_at, kept.received_at, kept.clock_off_s) == (NOON, arrives, off.total_seconds())


def test_an_hour_that_is_made_up_does_not_fit_its_code(day: Day) -> None:
    made_up = actions.Queued(uuid4(), day.leaders_code(NOON + HOUR), "in", NOON)
    taken = actions.take_queue([made_up], by=day.wus, sent_at=NOON + 2 * HOUR, at=NOON + 2 * HOUR)
    assert taken[0].verdict == "old-code"
    assert not Attendance.objects.exists()


def test_a_scan_from_the_time_to_come_is_never_later_than_it_arrived(day: Day) -> None:
    item = queued(day, NOON, off=5 * HOUR)
    actions.take_queue([item], by=day.wus, sent_at=NOON, at=NOON)
    assert Scan.objects.get().told_at == NOON


def test_one_bad_scan_does_not_hold_up_the_others(day: Day) -> None:
    bad = actions.Queued(uuid4(), "nonsense", "in", NOON - MINUTE)
    taken = actions.take_queue([bad, queued(day, NOON)], by=day.wus, sent_at=NOON, at=NOON)
    assert [one.verdict for one in taken] == ["", "counted"]
    assert "no code of ours" in str(taken[0].sentence)


def test_the_way_out_of_one_phone_waits_for_the_way_in_of_another(day: Day) -> None:
    done = NOON + 2 * HOUR
    first = actions.take_queue([queued(day, done, "out")], by=day.wus, sent_at=done, at=done)
    assert first[0].verdict == "not-in"
    actions.take_queue([queued(day, NOON)], by=day.wus, sent_at=done + MINUTE, at=done + MINUTE)
    there = Attendance.objects.get()
    assert (there.in_at, there.out_at) == (NOON, done)
    assert set(Scan.objects.values_list("verdict", flat=True)) == {"counted"}


def test_nobody_claims_the_nonce_of_somebody_else(day: Day) -> None:
    item = queued(day, NOON)
    actions.take_queue([item], by=day.wus, sent_at=NOON, at=NOON)
    other = volunteer("xiaoyu")
    coming(day.shift, other)
    assert other.person is not None
    taken = actions.take_queue([item], by=other.person, sent_at=NOON, at=NOON)
    assert taken[0].verdict == ""
    assert Attendance.objects.count() == 1


def test_what_arrives_after_the_closing_is_kept_and_said(day: Day) -> None:
    item = queued(day, NOON)
    after = NOON + 3 * HOUR
    actions.close_shift(day.shift, went={}, absent=[day.signup.pk], by=day.leader, at=after)
    taken = actions.take_queue([item], by=day.wus, sent_at=after, at=after)
    assert taken[0].verdict == "closed"
    assert "object to its hours" in str(taken[0].sentence)
    assert Scan.objects.get().told_at == NOON


def test_a_scan_proves_a_presence_that_was_called_an_absence(day: Day) -> None:
    item = queued(day, NOON)
    actions.say_absent(day.signup, is_excused=False, by=day.leader, at=NOON + HOUR)
    actions.take_queue([item], by=day.wus, sent_at=NOON + HOUR, at=NOON + HOUR)
    assert NoShow.objects.get().state == "excused"
    assert Attendance.objects.get().in_at == NOON
