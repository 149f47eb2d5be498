"""The tables of phases and states, walked whole, without a database."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from civic.cases.rules import MOVES, Kind, Outcome, State
from civic.suggestions.rules.phases import ALLOWED, Doing, Phase, Span, Who, handing_in, may_do, spans_fault, supporting
from civic.suggestions.rules.states import READ, standing
from civic.suggestions.rules.supporting import support_fault
from civic.suggestions.rules.thresholds import USUAL, Obliges, obliging

AT = datetime(2026, 11, 3, tzinfo=UTC)
DAY = timedelta(days=1)


def test_each_phase_says_to_whom_what_is_open() -> None:
    assert set(ALLOWED) == set(Phase)
    for phase, doings in ALLOWED.items():
        for doing, who in doings.items():
            assert (
                who
                == {
                    Doing.HAND_IN: Who.ANYBODY,
                    Doing.SUPPORT: Who.VERIFIED,
                    Doing.TALK: Who.VERIFIED,
                    Doing.TAKE_BACK: Who.VERIFIED,
                    Doing.OPEN: Who.OFFICIALS,
                    Doing.ANSWER: Who.OFFICIALS,
                }[doing]
            ), (phase, doing)
        assert (Doing.SUPPORT in doings) <= (Doing.TAKE_BACK in doings)  # whoever may support may take it back


def test_before_between_and_after_the_phases_nothing_is_open() -> None:
    spans = [Span(Phase.COLLECTING, AT, AT + DAY), Span(Phase.SUPPORTING, AT + DAY, AT + 2 * DAY)]
    for doing in Doing:
        assert not may_do(spans, doing, AT - timedelta(seconds=1))
        assert not may_do(spans, doing, AT + 2 * DAY)
    assert may_do(spans, Doing.HAND_IN, AT)
    assert not may_do(spans, Doing.HAND_IN, AT + DAY)
    assert may_do(spans, Doing.SUPPORT, AT + DAY)
    assert (handing_in(spans), supporting(spans)) == ((AT, AT + DAY), (AT + DAY, AT + 2 * DAY))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@drawn(st.lists(st.tuples(st.sampled_from(list(Phase)), st.integers(0, 20), st.integers(0, 20)), max_size=6))
def test_days_that_are_taken_never_overlap_and_never_end_before_they_start(rows: list[tuple[Phase, int, int]]) -> None:
    spans = [Span(phase, AT + starts * DAY, AT + ends * DAY) for phase, starts, ends in rows]
    if spans_fault(spans):
        return
    ordered = sorted(spans, key=lambda span: span.starts)
    assert all(span.starts < span.ends for span in spans)
    assert all(one.ends == after.starts for one, after in pairwise(ordered))
    reach = supporting(spans)
    if reach is not None:  # within it support is open at every moment
        moments = [reach[0] + number * DAY for number in range((reach[1] - reach[0]).days)]
        assert all(may_do(spans, Doing.SUPPORT, moment) for moment in moments)


def test_every_state_of_a_suggestion_has_words_and_one_place_in_the_list() -> None:
    for state in State:
        shown = standing(state)
        assert str(shown.label)
        assert str(shown.now)
        assert len([word for word, (states, _label) in READ.items() if state in states]) == 1, state
    for outcome in (Outcome.ADOPTED, Outcome.IN_PART, Outcome.ALREADY_SO, Outcome.NOT_ADOPTED):
        assert standing(State.CLOSED, outcome).label == outcome.label


def test_support_is_open_in_one_state_only() -> None:
    told: dict[str, object] = {"is_merged": False, "is_own": False, "since": AT, "until": AT + DAY, "at": AT}
    for state in State:
        assert bool(support_fault(state=state, **told)) == (state != State.SUPPORTING)  # type: ignore[arg-type]
    for change in ({"is_own": True}, {"is_merged": True}, {"at": AT + DAY}, {"at": AT - DAY}):
        assert support_fault(state=State.SUPPORTING, **(told | change))  # type: ignore[arg-type]


def test_only_suggestions_are_supported_and_each_way_out_leads_to_an_answer_or_is_the_authors() -> None:
    rows = [move for move in MOVES if State.SUPPORTING in move.before and move.after not in (None, State.SUPPORTING)]
    assert {kind for move in MOVES if move.after == State.SUPPORTING for kind in move.kinds} == {Kind.SUGGESTION}
    assert {(move.verb, move.after) for move in rows} == {
        ("call-for-answer", State.ACCEPTED),
        ("take-up", State.ACCEPTED),
        ("withdraw", State.WITHDRAWN),
        ("join-into", State.MERGED),  # with one that is answered
        ("divide", State.MERGED),
    }


@pytest.mark.parametrize(
    ("path", "needed"), [("/1/2/3/", 7), ("/1/2/", 7), ("/1/9/", 100), ("/8/", USUAL.needed), ("", USUAL.needed)]
)
def test_a_threshold_is_inherited_from_the_nearest_area_above(path: str, needed: int) -> None:
    known = {"1": Obliges(100, 30, 60), "2": Obliges(7, 10, 20)}
    assert obliging(known, path).needed == needed
