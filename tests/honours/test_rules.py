"""Stars, points and certificates as rules: without a table."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civic.honours.rules import (
    BADGE_FROM,
    CEILING,
    Record,
    Thresholds,
    as_hours,
    badges,
    certificate_digest,
    gift_fault,
    hours_missing,
    months_between,
    movement,
    new_certificate_number,
    policy_fault,
    read_certificate_number,
    spend_fault,
    star_fault,
)

TODAY = date(2026, 11, 3)
POLICY = Thresholds(months=(0, 6, 0, 0, 0), least_quality=Decimal("3.5"))


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (Record(99 * 60 + 59), "1 hour more"),
        (Record(100 * 60), ""),
        (Record(300 * 60, level=1, since=date(2026, 5, 4)), "6 months"),
        (Record(300 * 60, level=1, since=date(2026, 5, 3)), ""),
        (Record(300 * 60, level=1), "6 months"),
        (Record(100 * 60, quality=Decimal("3.4")), "evaluations"),
        (Record(100 * 60, quality=Decimal("3.5")), ""),
        (Record(9000 * 60, level=5), "all five"),
    ],
)
def test_a_star_is_asked_for_once_hours_months_and_quality_are_there(record: Record, says: str) -> None:
    fault = str(star_fault(record, POLICY, today=TODAY))
    assert (says in fault) if says else fault == ""


def test_whoever_has_five_stars_misses_nothing() -> None:
    assert hours_missing(Record(0, level=5), POLICY) == 0
    assert hours_missing(Record(61, level=0), POLICY) == 99


@pytest.mark.parametrize(
    ("hours", "months"),
    [
        ([100, 300], [0, 0]),
        ([100, 100, 600, 1000, 1500], [0] * 5),
        ([0, 1, 2, 3, 4], [0] * 5),
        ([1, 2, 3, 4, 5], [-1] * 5),
    ],
)
def test_a_policy_rises_from_star_to_star(hours: list[int], months: list[int]) -> None:
    assert policy_fault(hours, months)
    assert not policy_fault([100, 300, 600, 1000, 1500], [0] * 5)


def test_months_are_whole_calendar_months() -> None:
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months_between(date(2026, 1, 31), date(2026, 3, 31)) == 2


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["serve", "back", "spend"]), st.integers(1, 400)), max_size=40))
def test_points_follow_the_hours_and_never_go_below_nothing(history: list[tuple[str, int]]) -> None:
    minutes, earned, balance = 0, 0, 0
    for what, much in history:
        if what == "serve":
            minutes += much * 60
        elif what == "back":
            minutes = max(0, minutes - much * 60)
        else:
            balance -= min(much, balance)
        moved = movement(minutes, earned, balance)
        earned, balance = earned + moved, balance + moved
        assert 0 <= balance <= CEILING
        assert movement(minutes, earned, balance) == 0 or balance in (0, CEILING)
    assert earned <= max(0, minutes // 60) or balance == 0


def test_gifts_and_rewards_ask_for_what_is_there() -> None:
    assert gift_fault(0, 9, 0)
    assert gift_fault(10, 9, 0)
    assert gift_fault(9, 9, CEILING - 8)
    assert not gift_fault(9, 9, CEILING - 9)
    assert spend_fault(5, 9, level=0, left=None)
    assert spend_fault(5, 9, level=1, left=0)
    assert spend_fault(10, 9, level=1, left=1)
    assert not spend_fault(9, 9, level=1, left=1)


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_hours_are_never_more_than_the_minutes(minutes: int) -> None:
    assert Decimal(as_hours(minutes)) * 60 <= minutes < (Decimal(as_hours(minutes)) + Decimal("0.1")) * 60


def test_a_number_is_read_however_it_is_typed() -> None:
    number = new_certificate_number()
    assert read_certificate_number(number) == number
    assert read_certificate_number(f" {number.lower().replace('-', ' ')} ") == number
    assert read_certificate_number("０OI" + "1" * 9) == "001111111111"[:4] + "-" + "1111-1111"
    assert read_certificate_number("12345") is None
    assert read_certificate_number("U" * 12) is None
    assert read_certificate_number("1" * 500) is None


def test_the_digest_holds_every_fact() -> None:
    facts = {"number": "A", "minutes": 5, "items": [{"minutes": 5}]}
    assert certificate_digest(facts) == certificate_digest(dict(reversed(facts.items())))
    assert certificate_digest(facts) != certificate_digest({**facts, "items": [{"minutes": 6}]})


def test_minors_have_no_badges() -> None:
    by_kind = {"patrol": BADGE_FROM, "elderly": BADGE_FROM - 1, "crossing": BADGE_FROM + 1}
    assert [badge.kind for badge in badges(by_kind, is_minor=False)] == ["crossing", "patrol"]
    assert badges(by_kind, is_minor=True) == []
