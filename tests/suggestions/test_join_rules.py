"""What several answers make together, what counts alone already say, and what can be asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.cases.rules import Outcome, State
from civic.suggestions.rules.joining import Asks, asks_open, is_certain, outcome_of, pieces_of, wish_fault

GROUPS = st.lists(st.sets(st.integers(0, 12)), min_size=1, max_size=5)


@given(GROUPS, st.integers(1, 14))
def test_counts_alone_never_say_otherwise_than_counting_each_person_once(groups: list[set[int]], needed: int) -> None:
    persons = len(set().union(*groups))
    said = is_certain([len(group) for group in groups], needed)
    assert said is None or said == (persons >= needed)


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ([Outcome.ADOPTED, Outcome.ADOPTED], Outcome.ADOPTED),
        ([Outcome.NOT_ADOPTED, Outcome.ALREADY_SO], Outcome.NOT_ADOPTED),
        ([Outcome.NOT_ADOPTED, Outcome.ADOPTED], Outcome.IN_PART),
        ([Outcome.ALREADY_SO, ""], Outcome.ALREADY_SO),
        ([], ""),
    ],
)
def test_several_answers_make_one_outcome(said: list[str], together: str) -> None:
    assert outcome_of(said) == together


def test_an_author_asks_for_what_can_be_done_in_its_state_only() -> None:
    for state in State:
        for asks in Asks:
            assert (wish_fault(asks, state) == "") == (asks in asks_open(state))
    assert asks_open(State.CLOSED) == ()


def test_pieces_are_whole_and_at_least_two() -> None:
    whole = {"title_1": "长椅", "text_1": "加。", "title_3": "路灯", "text_3": "加。"}
    assert pieces_of(whole, 4) == ([("长椅", "加。"), ("路灯", "加。")], {})
    assert set(pieces_of({"title_1": "长椅", "text_1": "加。"}, 4)[1]) == {"title_2"}
    assert set(pieces_of(whole | {"text_2": "加。"}, 4)[1]) == {"title_2"}
