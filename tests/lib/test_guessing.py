"""Wrong codes cost growing time, per network and per number; the right code from elsewhere is never kept out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from civic.lib import guessing
from civic.lib.guessing import guess, wait_after
from civic.lib.refusals import TooMany

START = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
HERE, THERE = "203.0.113.9", "198.51.100.4"


@pytest.fixture(autouse=True)
def _limits(settings: Any) -> Iterator[None]:
    settings.LIMITS = settings.LIMITS | {"guess-network": (20, 900), "guess-number": (5, 900)}
    cache.clear()
    yield
    cache.clear()


def wrong(network: str = HERE, number: str = "26-7041-5835") -> int:
    """One wrong guess; 0, or the seconds it has to wait for."""
    try:
        with guess(network, number):
            return 0
    except TooMany as refused:
        return refused.retry_after


def right(network: str = HERE, number: str = "26-7041-5835") -> bool:
    """The right code: is it let in?"""
    try:
        with guess(network, number) as tried:
            tried.was_right()
            return True
    except TooMany:
        return False


@given(st.integers(0, 200), st.integers(0, 50), st.integers(1, 86_400))
def test_the_wait_grows_and_has_an_end(times: int, free: int, longest: int) -> None:
    waits = [wait_after(n, free=free, longest=longest) for n in (times, times + 1)]
    assert 0 <= waits[0] <= waits[1] <= longest
    assert (waits[0] == 0) == (times < free)


def test_a_few_typing_errors_cost_nothing_then_each_costs_twice_as_long() -> None:
    with time_machine.travel(START, tick=False) as clock:
        waited = []
        assert [wrong() for _turn in range(5)] == [0] * 5
        for _turn in range(5):
            assert wrong() == 0  # one goes in, and shuts the door behind itself
            waited.append(wrong())
            clock.shift(timedelta(seconds=waited[-1]))
        assert waited == [5, 9, 17, 33, 65]


def test_while_one_waits_the_right_code_is_refused_like_a_wrong_one() -> None:
    with time_machine.travel(START, tick=False):
        for _turn in range(6):
            wrong()
        assert not right()
        assert wrong() > 0


def test_the_holder_of_the_code_comes_in_from_elsewhere_whatever_others_guessed() -> None:
    with time_machine.travel(START, tick=False):
        for _turn in range(50):
            wrong()
        for host in range(60):
            wrong(network=f"192.0.2.{host}")
        assert right(network=THERE)


def test_after_some_minutes_the_holder_comes_in_from_the_same_network_too() -> None:
    with time_machine.travel(START, tick=False) as clock:
        for _turn in range(2000):
            clock.shift(timedelta(seconds=wrong()))
        clock.shift(timedelta(seconds=901))
        assert right()


def test_many_numbers_tried_from_one_network_cost_time_as_well() -> None:
    with time_machine.travel(START, tick=False):
        told = [wrong(number=f"26-0000-{number:04d}") for number in range(40)]
        assert told[:21] == [0] * 21
        assert all(told[21:])


def test_a_school_whose_pupils_have_their_codes_is_not_slowed() -> None:
    with time_machine.travel(START, tick=False):
        for number in range(15):
            wrong(number=f"26-0000-{number:04d}")  # each mistyped once
        assert all(right(number=f"26-0000-{number:04d}") for number in range(500))


def test_after_an_hour_without_a_wrong_one_all_is_forgotten() -> None:
    with time_machine.travel(START, tick=False) as clock:
        for _turn in range(8):
            clock.shift(timedelta(seconds=wrong()))
        clock.shift(timedelta(hours=1, seconds=1))
        assert [wrong() for _turn in range(5)] == [0] * 5


def test_a_cache_that_is_away_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    class Away:
        def __getattr__(self, name: str) -> Any:
            raise OSError(name)

    monkeypatch.setattr(guessing, "cache", Away())
    assert right()
    assert wrong() == 0
