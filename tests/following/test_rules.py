"""When news leaves, and which circles hold a point: arithmetic, tried with many moments and places."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils.timezone import localtime, override
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from civic.following.rules import METRES_MOST, Rhythm, hexagons_around, leaves_at, metres_between, subjects_of
from civic.following.rules.subjects import coarse_hexagon
from civic.lib.quiet import after_quiet, is_quiet, next_at

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"])
SIMPLE = tries(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DAY = timedelta(days=1)


@SIMPLE
@given(MOMENTS, ZONES, st.sampled_from(Rhythm.values), st.booleans())
def test_news_never_leaves_before_it_happened_nor_in_the_quiet_hours(
    happened: datetime, zone: str, rhythm: str, told: bool
) -> None:
    with override(zone):
        leaves = leaves_at(rhythm, happened, was_told_today=told)
        assert leaves >= happened
        assert not is_quiet(leaves)


@SIMPLE
@given(MOMENTS, ZONES)
def test_at_once_means_now_or_at_eight(happened: datetime, zone: str) -> None:
    with override(zone):
        leaves = leaves_at(Rhythm.AT_ONCE, happened)
        assert leaves == happened if not is_quiet(happened) else localtime(leaves).time() == time(8)
        assert leaves - happened <= timedelta(hours=11)  # ten, and one when the clocks are put back


@SIMPLE
@given(MOMENTS, ZONES)
def test_a_case_told_of_today_comes_tomorrow_at_eight(happened: datetime, zone: str) -> None:
    with override(zone):
        leaves = leaves_at(Rhythm.AT_ONCE, happened, was_told_today=True)
        assert localtime(leaves).date() == localtime(happened).date() + DAY
        assert localtime(leaves).time() == time(8)


@SIMPLE
@given(MOMENTS, ZONES)
def test_daily_comes_at_the_next_eight_and_weekly_at_the_next_on_a_monday(happened: datetime, zone: str) -> None:
    with override(zone):
        daily, weekly = leaves_at(Rhythm.DAILY, happened), leaves_at(Rhythm.WEEKLY, happened)
        assert localtime(daily).time() == localtime(weekly).time() == time(8)
        assert timedelta(0) < daily - happened <= timedelta(hours=25)
        assert localtime(weekly).weekday() == 0
        assert timedelta(0) < weekly - happened <= 7 * DAY + timedelta(hours=1)


@SIMPLE
@given(MOMENTS, ZONES, st.integers(0, 23), st.integers(0, 23))
def test_the_quiet_hours_end_whatever_they_are(at: datetime, zone: str, begins: int, ends: int) -> None:
    patched = pytest.MonkeyPatch()
    patched.setattr("django.conf.settings.QUIET_FROM", time(begins))
    patched.setattr("django.conf.settings.QUIET_UNTIL", time(ends))
    try:
        with override(zone):
            assert not is_quiet(after_quiet(at))
            assert (begins == ends) <= (not is_quiet(at))
            assert at < next_at(at, time(begins)) <= at + timedelta(hours=25)
    finally:
        patched.undo()


@SIMPLE
@given(st.floats(18.0, 54.0), st.floats(73.0, 135.0), st.floats(0.0, 1.0), st.floats(-1.0, 1.0), st.floats(-1.0, 1.0))
def test_every_circle_that_holds_a_point_is_kept_under_a_hexagon_that_is_looked_at(
    lat: float, lon: float, far: float, north: float, east: float
) -> None:
    middle = (lat + north * METRES_MOST / 111_320, lon + east * METRES_MOST / 111_320)
    if metres_between(lat, lon, *middle) <= METRES_MOST:
        assert coarse_hexagon(*middle) in hexagons_around(lat, lon)


def test_a_case_is_followed_under_its_number_its_matter_everywhere_it_lies_and_its_cells() -> None:
    keys = subjects_of(number="26-1", matter="0101", areas=["99", "9901"], cells=[("management", "1")])
    assert keys == [
        "case:26-1",
        "matter:@99",
        "matter:@9901",
        "matter:0101@",
        "matter:0101@99",
        "matter:0101@9901",
        "cell:management:1",
    ]
    assert subjects_of(number="26-1", matter="", areas=[], cells=[]) == ["case:26-1"]
