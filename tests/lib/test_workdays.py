"""Limits end where their unit says, whatever the calendar; and a pause gives back what was left."""

import csv
import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.workdays import (
    DAYS,
    URGENT_HOURS,
    WORKING_DAYS,
    WORKING_HOURS,
    Desk,
    IsWorkday,
    NoWorkdays,
    add_workdays,
    due_after,
    workdays_between,
    worked_between,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOSE = time(18, 0)
REAL = Path(os.environ.get("GONGZHI_DATA") or Path(__file__).resolve().parents[3] / "shared" / "data")
DAYS_OF_CHINA = REAL / "holidays_cn" / "china_days_2024_2026.csv"

starts = st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(SHANGHAI))


def weekdays(day: date) -> bool:
    return day.weekday() < 5


calendars = st.sets(st.integers(0, 6), min_size=1).map(lambda kept: lambda day: day.weekday() in kept)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-16 09:00", 1, "2026-11-17 18:00"),  # Monday
        ("2026-11-16 23:59", 1, "2026-11-17 18:00"),
        ("2026-11-20 09:00", 1, "2026-11-23 18:00"),  # Friday
        ("2026-11-21 09:00", 1, "2026-11-23 18:00"),  # Saturday
        ("2026-11-16 09:00", 5, "2026-11-23 18:00"),
        ("2026-11-16 09:00", 0, "2026-11-16 18:00"),
        ("2026-11-16 18:00", 0, "2026-11-16 18:00"),
        ("2026-11-16 18:01", 0, "2026-11-17 18:00"),
        ("2026-11-21 09:00", 0, "2026-11-23 18:00"),
    ],
)
def test_a_limit_ends_at_close_of_its_last_working_day(start: str, days: int, end: str) -> None:
    assert add_workdays(at(start), days, is_workday=weekdays, close_of_day=CLOSE) == at(end)


@given(starts, st.integers(1, 60), calendars)
def test_counting_back_gives_the_limit(start: datetime, days: int, is_workday: IsWorkday) -> None:
    end = add_workdays(start, days, is_workday=is_workday, close_of_day=CLOSE)
    assert end > start
    assert end.timetz().replace(tzinfo=None) == CLOSE
    assert is_workday(end.date())
    assert workdays_between(start, end, is_workday=is_workday) == days
    assert workdays_between(start, end - timedelta(days=1), is_workday=is_workday) == days - 1


@given(starts, st.integers(0, 30), st.integers(0, 30), calendars)
def test_a_longer_limit_never_ends_sooner_and_limits_add_up(
    start: datetime, first: int, more: int, is_workday: IsWorkday
) -> None:
    end = add_workdays(start, first, is_workday=is_workday, close_of_day=CLOSE)
    assert add_workdays(start, first + more, is_workday=is_workday, close_of_day=CLOSE) >= end
    if first:
        assert add_workdays(end, more, is_workday=is_workday, close_of_day=CLOSE) == add_workdays(
            start, first + more, is_workday=is_workday, close_of_day=CLOSE
        )


@given(starts, starts)
def test_what_is_not_later_is_no_working_day_away(one: datetime, other: datetime) -> None:
    first, last = sorted((one, other))
    assert workdays_between(last, first, is_workday=weekdays) == 0
    assert workdays_between(first, last, is_workday=weekdays) <= (last.date() - first.date()).days


def test_the_day_is_that_of_the_start_whatever_the_zone_of_the_end() -> None:
    start = at("2026-11-16 09:00")
    assert workdays_between(start, datetime(2026, 11, 16, 17, 0, tzinfo=UTC), is_workday=weekdays) == 1


def test_a_calendar_without_working_days_is_told_and_not_searched_for_ever() -> None:
    with pytest.raises(NoWorkdays):
        add_workdays(at("2026-11-16 09:00"), 1, is_workday=lambda _day: False, close_of_day=CLOSE)
    with pytest.raises(ValueError, match="negative"):
        add_workdays(at("2026-11-16 09:00"), -1, is_workday=weekdays, close_of_day=CLOSE)


# --- the four units, and the clock that stands still once ---

OPEN = time(9, 0)
WEEK = Desk(weekdays, OPEN, CLOSE)
UNITS = (URGENT_HOURS, WORKING_HOURS, WORKING_DAYS, DAYS)
units = st.sampled_from(UNITS)
desks = st.builds(
    lambda is_workday, opens, length: Desk(
        is_workday, time(opens // 60, opens % 60), time((opens + length) // 60 % 24, (opens + length) % 60)
    ),
    calendars,
    st.integers(0, 12 * 60),
    st.integers(1, 11 * 60),
)
lengths = st.timedeltas(timedelta(0), timedelta(days=40))


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2026-11-20 17:00", 3, URGENT_HOURS, "2026-11-20 20:00"),  # a Friday: round the clock
        ("2026-11-20 23:00", 48, URGENT_HOURS, "2026-11-22 23:00"),
        ("2026-11-20 10:00", 4, WORKING_HOURS, "2026-11-20 14:00"),
        ("2026-11-20 17:00", 4, WORKING_HOURS, "2026-11-23 12:00"),
        ("2026-11-20 14:00", 4, WORKING_HOURS, "2026-11-20 18:00"),  # to the last minute of the day
        ("2026-11-20 18:00", 1, WORKING_HOURS, "2026-11-23 10:00"),
        ("2026-11-20 06:00", 2, WORKING_HOURS, "2026-11-20 11:00"),
        ("2026-11-21 12:00", 9, WORKING_HOURS, "2026-11-23 18:00"),
        ("2026-11-20 09:00", 5, WORKING_DAYS, "2026-11-27 18:00"),
        ("2026-11-16 09:00", 1, DAYS, "2026-11-17 18:00"),
        ("2026-11-20 09:00", 1, DAYS, "2026-11-23 18:00"),  # the last day is a Saturday
        ("2026-11-20 09:00", 4, DAYS, "2026-11-24 18:00"),  # a weekend between counts
    ],
)
def test_each_unit_ends_in_its_own_way(start: str, amount: int, unit: str, end: str) -> None:
    assert due_after(at(start), amount, unit, desk=WEEK) == at(end)


@pytest.mark.parametrize(
    ("amount", "unit", "since", "until", "end"),
    [  # all begin on Monday 16 November 2026 at 10:00
        (8, URGENT_HOURS, "2026-11-16 12:00", "2026-11-16 20:00", "2026-11-17 02:00"),
        (8, URGENT_HOURS, "2026-11-16 18:00", "2026-11-20 18:00", "2026-11-16 18:00"),  # it was due already
        (8, WORKING_HOURS, "2026-11-16 16:00", "2026-11-18 10:00", "2026-11-18 12:00"),
        (8, WORKING_HOURS, "2026-11-16 16:00", "2026-11-17 03:00", "2026-11-17 11:00"),
        (2, WORKING_DAYS, "2026-11-17 10:00", "2026-11-17 17:00", "2026-11-18 18:00"),  # it ran at every close
        (2, WORKING_DAYS, "2026-11-17 10:00", "2026-11-18 09:00", "2026-11-19 18:00"),
        (2, WORKING_DAYS, "2026-11-18 17:00", "2026-11-24 18:00", "2026-11-25 18:00"),
        (3, DAYS, "2026-11-18 12:00", "2026-11-19 12:00", "2026-11-20 18:00"),
        (5, DAYS, "2026-11-22 12:00", "2026-11-24 12:00", "2026-11-24 18:00"),  # the Saturday was over, Monday was not
    ],
)
def test_what_was_left_when_the_clock_stopped_is_added_when_it_goes_on(
    amount: int, unit: str, since: str, until: str, end: str
) -> None:
    assert due_after(at("2026-11-16 10:00"), amount, unit, desk=WEEK, stood=(at(since), at(until))) == at(end)


@given(starts, st.integers(1, 60), units, desks, lengths)
def test_a_pause_of_no_time_changes_nothing(
    start: datetime, amount: int, unit: str, desk: Desk, later: timedelta
) -> None:
    stopped = start + later
    assert due_after(start, amount, unit, desk=desk, stood=(stopped, stopped)) == due_after(
        start, amount, unit, desk=desk
    )


@given(starts, st.integers(1, 60), units, desks, lengths, lengths, lengths)
def test_a_longer_pause_never_ends_sooner_and_none_ends_before_the_clock_goes_on(
    start: datetime, amount: int, unit: str, desk: Desk, later: timedelta, length: timedelta, more: timedelta
) -> None:
    stopped = start + later
    plain = due_after(start, amount, unit, desk=desk)
    short = due_after(start, amount, unit, desk=desk, stood=(stopped, stopped + length))
    long = due_after(start, amount, unit, desk=desk, stood=(stopped, stopped + length + more))
    assert plain <= short <= long
    assert long == plain if plain <= stopped else long > stopped + length + more or not length + more


@given(starts, st.integers(1, 60), units, desks, lengths, st.integers(0, 20))
def test_a_later_start_or_a_longer_limit_never_ends_sooner(
    start: datetime, amount: int, unit: str, desk: Desk, later: timedelta, more: int
) -> None:
    due = due_after(start, amount, unit, desk=desk)
    assert due > start
    assert due_after(start + later, amount, unit, desk=desk) >= due
    assert due_after(start, amount + more, unit, desk=desk) >= due


@given(
    starts, st.integers(1, 60), st.integers(1, 60), st.sampled_from([URGENT_HOURS, WORKING_HOURS, WORKING_DAYS]), desks
)
def test_limits_add_up(start: datetime, first: int, more: int, unit: str, desk: Desk) -> None:
    halfway = due_after(start, first, unit, desk=desk)
    assert due_after(halfway, more, unit, desk=desk) == due_after(start, first + more, unit, desk=desk)


@given(starts, st.integers(1, 60), st.sampled_from([WORKING_HOURS, WORKING_DAYS, DAYS]), desks, lengths, lengths)
def test_what_is_counted_by_the_desk_ends_while_it_is_open(
    start: datetime, amount: int, unit: str, desk: Desk, later: timedelta, length: timedelta
) -> None:
    due = due_after(start, amount, unit, desk=desk, stood=(start + later, start + later + length))
    assert desk.is_workday(due.date())
    assert desk.opens <= due.timetz().replace(tzinfo=None) <= desk.closes
    if unit != WORKING_HOURS:
        assert due.timetz().replace(tzinfo=None) == desk.closes


@given(starts, st.integers(1, 60), desks)
def test_so_many_working_hours_are_worked_until_they_are_due(start: datetime, hours: int, desk: Desk) -> None:
    due = due_after(start, hours, WORKING_HOURS, desk=desk)
    assert worked_between(start, due, desk=desk) == timedelta(hours=hours)
    assert worked_between(due, start, desk=desk) == timedelta()


@given(starts, st.integers(1, 60), st.sampled_from(UNITS), desks)
def test_no_zone_of_a_pause_changes_the_end(start: datetime, amount: int, unit: str, desk: Desk) -> None:
    since, until = start + timedelta(hours=1), start + timedelta(hours=30)
    assert due_after(start, amount, unit, desk=desk, stood=(since, until)) == due_after(
        start, amount, unit, desk=desk, stood=(since.astimezone(UTC), until.astimezone(UTC))
    )


def test_working_days_are_those_that_were_always_counted() -> None:
    for days in range(1, 30):
        assert due_after(at("2026-11-20 09:00"), days, WORKING_DAYS, desk=WEEK) == add_workdays(
            at("2026-11-20 09:00"), days, is_workday=weekdays, close_of_day=CLOSE
        )


def test_a_limit_of_nothing_and_an_unknown_unit_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        due_after(at("2026-11-20 09:00"), 0, DAYS, desk=WEEK)
    with pytest.raises(ValueError, match="fortnights"):
        due_after(at("2026-11-20 09:00"), 1, "fortnights", desk=WEEK)
    with pytest.raises(NoWorkdays):
        due_after(at("2026-11-20 09:00"), 1, WORKING_HOURS, desk=Desk(lambda _day: False, OPEN, CLOSE))


@pytest.mark.real_data
@pytest.mark.skipif(not DAYS_OF_CHINA.exists(), reason=f"the real calendar is not here: {DAYS_OF_CHINA}")
def test_the_swapped_days_of_china_are_reckoned() -> None:
    with DAYS_OF_CHINA.open(encoding="utf-8") as file:
        workdays = {date.fromisoformat(row["date"]) for row in csv.DictReader(file) if row["kind"] == "workday"}
    end = add_workdays(at("2026-09-30 09:00"), 3, is_workday=workdays.__contains__, close_of_day=CLOSE)
    assert end == at("2026-10-10 18:00")  # a Saturday worked in exchange
