"""Limits are counted per key and window, told with the wait, and never stop the city when the cache is away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache

from civic.lib.limits import spend
from civic.lib.refusals import TooMany

NOON = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_so_many_are_allowed_and_the_next_is_told_how_long_to_wait() -> None:
    with time_machine.travel(NOON + timedelta(seconds=20), tick=False):
        for _one in range(3):
            spend("report", "203.0.113.7", most=3, seconds=60)
        with pytest.raises(TooMany) as refused:
            spend("report", "203.0.113.7", most=3, seconds=60)
    assert 40 <= refused.value.retry_after <= 41
    with time_machine.travel(NOON + timedelta(seconds=20 + refused.value.retry_after), tick=False):
        spend("report", "203.0.113.7", most=3, seconds=60)


def test_another_key_and_another_name_are_counted_apart() -> None:
    with time_machine.travel(NOON, tick=False):
        spend("report", "one", most=1, seconds=60)
        spend("report", "two", most=1, seconds=60)
        spend("photo", "one", most=1, seconds=60)
        with pytest.raises(TooMany):
            spend("report", "one", most=1, seconds=60)


def test_a_dear_act_costs_more() -> None:
    with time_machine.travel(NOON, tick=False):
        spend("export", "one", most=10, seconds=60, cost=7)
        with pytest.raises(TooMany):
            spend("export", "one", most=10, seconds=60, cost=7)


def test_the_cache_learns_no_address() -> None:
    with mock.patch("civic.lib.limits.cache") as seen:
        seen.add.return_value = True
        spend("report", "mei@example.cn", most=1, seconds=60)
    assert "mei" not in str(seen.mock_calls)


def test_a_count_that_ran_out_in_between_begins_anew() -> None:
    with mock.patch("civic.lib.limits.cache") as seen:
        seen.add.side_effect = [False, True]
        seen.incr.side_effect = ValueError
        spend("report", "one", most=1, seconds=60)
    assert seen.add.call_count == 2


def test_a_cache_that_is_away_refuses_nobody() -> None:
    with mock.patch("civic.lib.limits.cache") as away:
        away.add.side_effect = ConnectionError
        spend("report", "one", most=0, seconds=60)
