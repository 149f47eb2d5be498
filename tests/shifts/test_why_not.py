"""Why not: each reason by itself, and of many the most useful first. The rule knows no database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from civic.shifts.actions import sentence_of
from civic.shifts.actions.checking import days_of
from civic.shifts.rules import (
    Busy,
    Held,
    Helper,
    Hindrance,
    Insurance,
    Offer,
    Post,
    Why,
    hindrance,
    offer_ends,
    places_free,
)

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 3, 4, tzinfo=UTC)
STARTS = datetime(2026, 11, 7, 4, tzinfo=UTC)  # noon in the city
HOUR = timedelta(hours=1)
HERE, FAR = (23.13, 113.30), (23.13, 113.60)


def _busy(after: float = 0, hours: float = 2, place: tuple[float, float] = HERE) -> Busy:
    begins = STARTS + after * HOUR
    return Busy(begins, begins + hours * HOUR, *place)


HELPER = Helper(is_active=True, born_on=date(1996, 5, 1))
OFFER = Offer(
    shift=1,
    activity=1,
    activity_state="shown",
    state="open",
    busy=_busy(),
    opens_at=None,
    least_age=14,
    is_hazardous=False,
    is_near_children=False,
    is_dangerous=False,
    policy=None,
    insurance=None,
    qualification=None,
    agreement="",
    risks="r",
    posts=[Post(1, 2, 0)],
)
POLICY = Insurance("everybody", date(2026, 1, 1), date(2026, 11, 7))
MINOR = {"born_on": date(2011, 5, 1)}


def _held(after: float, hours: float = 2, place: tuple[float, float] = HERE, key: int = 2) -> Held:
    return Held(key, "护学岗", _busy(after, hours, place))


@pytest.mark.parametrize(
    ("helper", "offer", "why"),
    [
        ({}, {}, None),
        ({"is_active": False}, {}, Why.NO_VOLUNTEER),
        ({}, {"activity_state": "draft"}, Why.NOT_SHOWN),
        ({}, {"state": "closed"}, Why.NOT_SHOWN),
        ({}, {"state": "called-off"}, Why.CALLED_OFF),
        ({}, {"busy": Busy(AT, AT + HOUR)}, Why.BEGUN),
        ({"states": {1: "waiting"}}, {}, Why.SIGNED_UP),
        ({"states": {1: "invited"}}, {}, None),
        ({"paused_until": AT + HOUR}, {}, Why.BLOCKED),
        ({"paused_until": AT}, {}, None),
        ({}, {"least_age": 31}, Why.TOO_YOUNG),
        (MINOR, {"is_hazardous": True}, Why.TOO_YOUNG),
        ({"held": [_held(1)]}, {}, Why.CLASH),
        ({"held": [_held(2)]}, {}, None),
        ({"held": [_held(2.5, place=FAR)]}, {}, Why.CLASH),  # thirty kilometres in half an hour
        ({"held": [_held(2, 7)]}, {}, Why.TOO_MUCH),
        ({"held": [_held(-7, 2)]}, {}, None),
        ({"held": [_held(9, 5)]}, {"busy": _busy(21, 1)}, Why.TOO_MUCH),  # seven hours of rest
        ({"held": [_held(-24 * day, 7.5, key=day + 2) for day in (1, 2, 3)]}, {}, Why.TOO_MUCH),  # 24.5 hours that week
        ({"held": [_held(-24 * day, 22 / 3, key=day + 2) for day in (1, 2, 3)]}, {}, None),  # 24
        ({"held": [_held(-24 * day, 7.5, key=day + 2) for day in (1, 2, 6)]}, {}, None),  # one in the week before
        (MINOR | {"allowed": {1: "r"}, "held": [_held(2, 2.5)]}, {}, Why.TOO_MUCH),  # more than four hours that day
        (MINOR | {"allowed": {1: "r"}, "held": [_held(2, 2)]}, {}, None),
        (MINOR | {"allowed": {1: "r"}}, {"busy": _busy(8, 2)}, Why.TOO_MUCH),  # until ten in the evening
        ({}, {"is_dangerous": True}, Why.NOT_INSURED),
        ({}, {"is_dangerous": True, "policy": 1, "insurance": POLICY}, None),
        ({}, {"is_dangerous": True, "policy": 1, "insurance": POLICY, "busy": _busy(24)}, Why.NOT_INSURED),
        ({}, {"is_near_children": True}, Why.VETTING),
        ({"vetted_until": date(2026, 11, 7)}, {"is_near_children": True}, None),
        ({"vetted_until": date(2026, 11, 6)}, {"is_near_children": True}, Why.VETTING),
        ({}, {"qualification": 5}, Why.TRAINING),
        ({"qualified_on": lambda day: {5} if day <= date(2026, 11, 7) else set()}, {"qualification": 5}, None),
        ({}, {"posts": [Post(1, 2, 0, 5)]}, Why.TRAINING),
        ({}, {"posts": [Post(1, 2, 0, 5), Post(2, 1, 0)]}, None),
        (MINOR, {}, Why.GUARDIAN),
        (MINOR | {"allowed": {1: "other"}}, {}, Why.GUARDIAN),
        (MINOR | {"allowed": {1: "r"}}, {}, None),
        ({}, {"agreement": "a"}, Why.AGREEMENT),
        ({"agreed": [(1, "a")]}, {"agreement": "a"}, None),
        ({}, {"opens_at": AT + HOUR}, Why.NOT_YET),
        ({}, {"posts": [Post(1, 2, 1, None, {7: 1})]}, Why.MEMBERS),
        ({"organisations": frozenset({7})}, {"posts": [Post(1, 2, 1, None, {7: 1})]}, None),
        ({}, {"posts": [Post(1, 2, 2)]}, Why.FULL),
    ],
)
def test_each_reason(helper: dict[str, Any], offer: dict[str, Any], why: Why | None) -> None:
    found = hindrance(replace(HELPER, **helper), replace(OFFER, **offer), at=AT, zone=ZONE)
    assert (found.why if found else None) == why


def test_what_nobody_can_change_stands_before_what_costs_an_errand() -> None:
    everything = replace(
        OFFER,
        least_age=31,
        is_dangerous=True,
        is_near_children=True,
        qualification=5,
        agreement="a",
        posts=[Post(1, 1, 1)],
    )
    worst = replace(HELPER, held=[_held(1)])
    reasons = []
    steps: list[tuple[dict[str, Any], dict[str, Any]]] = [
        ({}, {}),
        ({}, {"least_age": 14}),
        ({"held": []}, {}),
        ({}, {"is_dangerous": False}),
        ({"vetted_until": date(2027, 1, 1)}, {}),
        ({"qualified_on": lambda day: {5}}, {}),
        ({"agreed": [(1, "a")]}, {}),
    ]
    for helper, offer in steps:
        worst, everything = replace(worst, **helper), replace(everything, **offer)
        found = hindrance(worst, everything, at=AT, zone=ZONE)
        assert found is not None
        reasons.append(found.why.value)
    assert reasons == ["too-young", "clash", "not-insured", "vetting", "training", "agreement", "full"]


def test_a_shift_that_becomes_free_for_another_keeps_what_is_kept() -> None:
    assert places_free(5, 2, {7: 2}, frozenset()) == (1, None)
    assert places_free(5, 2, {7: 2}, frozenset({7})) == (3, 7)
    assert places_free(5, 5, {7: 2}, frozenset({7})) == (0, None)
    assert places_free(5, 9, {}, frozenset()) == (0, None)


def test_an_offer_holds_less_near_the_start_and_none_at_last() -> None:
    def awake(at: datetime) -> datetime:
        return at

    assert offer_ends(AT, AT + 100 * HOUR, awake=awake) == AT + 12 * HOUR
    assert offer_ends(AT, AT + 9 * HOUR, awake=awake) == AT + 3 * HOUR
    assert offer_ends(AT, AT + HOUR, awake=awake) is None
    assert offer_ends(AT, AT - HOUR, awake=awake) is None


def test_each_reason_has_its_sentence_with_what_it_is_about() -> None:
    for found, told in (
        (Hindrance(Why.CLASH, _held(1)), "It clashes with your shift “护学岗” on Sat 7 November, 13:00."),
        (Hindrance(Why.TOO_YOUNG, 18), "One must be 18 or older for this on that day."),
        (Hindrance(Why.TOO_MUCH, "night"), "You would have less than eight hours of rest between two shifts."),
        (Hindrance(Why.NOT_YET, STARTS), "Sign-up opens on Sat 7 November, 12:00."),
        (Hindrance(Why.FULL), "All places are taken."),
    ):
        assert str(sentence_of(found)) == told
    assert "急救" in str(sentence_of(Hindrance(Why.TRAINING, 5), names={5: "急救"}))


def test_a_shift_through_midnight_lies_on_two_days() -> None:
    assert days_of(STARTS, STARTS + 2 * HOUR) == [date(2026, 11, 7)]
    assert days_of(STARTS + 10 * HOUR, STARTS + 12 * HOUR) == [date(2026, 11, 7)]  # until midnight
    assert days_of(STARTS + 10 * HOUR, STARTS + 13 * HOUR) == [date(2026, 11, 7), date(2026, 11, 8)]
