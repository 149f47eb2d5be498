"""Limits in working days end at close of the last of them, whatever the calendar."""

import csv
import os
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.workdays import IsWorkday, NoWorkdays, add_workdays, workdays_between

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


@pytest.mark.real_data
@pytest.mark.skipif(not DAYS_OF_CHINA.exists(), reason=f"the real calendar is not here: {DAYS_OF_CHINA}")
def test_the_swapped_days_of_china_are_reckoned() -> None:
    with DAYS_OF_CHINA.open(encoding="utf-8") as file:
        workdays = {date.fromisoformat(row["date"]) for row in csv.DictReader(file) if row["kind"] == "workday"}
    end = add_workdays(at("2026-09-30 09:00"), 3, is_workday=workdays.__contains__, close_of_day=CLOSE)
    assert end == at("2026-10-10 18:00")  # a Saturday worked in exchange
