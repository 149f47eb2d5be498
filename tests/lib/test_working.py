"""A sum instead of a wait: bound to one thing, dated, good once, dearer in a flood, cheap to check."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.core.cache import cache
from hypothesis import given
from hypothesis import strategies as st

from civic.lib.working import FEWEST_BITS, HOLDS, MOST_BITS, bits_for, is_solved, puzzle_for, zero_bits

START = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)
EASY = 8


@pytest.fixture(autouse=True)
def _nothing_used() -> None:
    cache.clear()


def worked_out(puzzle: str, bits: int = EASY) -> str:
    """What the worker in the browser finds."""
    return next(str(number) for number in count() if zero_bits(f"{puzzle}:{number}") >= bits)


def test_a_sum_is_good_once() -> None:
    puzzle = puzzle_for("draft", bits=EASY)
    answer = worked_out(puzzle)
    assert is_solved(puzzle, answer, subject="draft")
    assert not is_solved(puzzle, answer, subject="draft")


def test_a_sum_is_good_for_its_own_draft_only_and_for_half_an_hour() -> None:
    with time_machine.travel(START, tick=False) as clock:
        puzzle = puzzle_for("draft", bits=EASY)
        answer = worked_out(puzzle)
        assert not is_solved(puzzle, answer, subject="another")
        clock.shift(timedelta(seconds=HOLDS + 1))
        assert not is_solved(puzzle, answer, subject="draft")


@pytest.mark.parametrize("answer", ["", "-1", "1e3", "٣", "9" * 40, "x", "0x1"])
def test_what_is_no_answer_is_none(answer: str) -> None:
    assert not is_solved(puzzle_for("draft", bits=0), answer, subject="draft")


def test_an_easier_sum_than_was_set_is_refused() -> None:
    puzzle = puzzle_for("draft", bits=20)
    assert not is_solved(puzzle.replace(".20:", ".1:"), "1", subject="draft")
    assert not is_solved("x" * 5000, "1", subject="draft")
    assert not is_solved("", "1", subject="draft")


@given(st.floats(0, 1e12))
def test_it_grows_with_the_flood_and_has_an_end(times: float) -> None:
    assert FEWEST_BITS <= bits_for(times) <= bits_for(times * 2) <= MOST_BITS
