"""The one table behind make_move: complete, and each act in the hand that the table of moves names."""

import inspect

import pytest

from civic.cases.rules import MOVES
from civic.desk.actions import ACTS, make_move
from civic.desk.actions.moving import OF_THE_LAST_STEP, TASK_ACTS
from civic.desk.forms.growing import GROW
from civic.desk.rules import DESK_SIDES, POINT_VERBS, demands_of, desk_rows, first_of, states_moved_by
from civic.lib.refusals import NotAllowed, NotValid
from tests.people import NOON, City


def test_every_row_of_the_desk_has_an_act_and_every_act_a_row() -> None:
    rows = {(move.side, move.verb) for move in MOVES if move.side in DESK_SIDES and not move.stands_apart}
    assert rows == set(ACTS)
    assert {move.verb for move in MOVES if move.of_task} == set(TASK_ACTS)  # on the page of the task
    assert {move.verb for move in MOVES if move.of_points} == set(POINT_VERBS)  # on the page of the suggestion


@pytest.mark.parametrize("move", desk_rows(), ids=lambda move: f"{move.verb}-{move.after}")
def test_the_act_lives_in_the_hand_the_row_names_and_takes_what_it_demands(move: object) -> None:
    act = ACTS[move.side, move.verb]  # type: ignore[attr-defined]
    if move.hand == "supervision" and move.verb in OF_THE_LAST_STEP:  # type: ignore[attr-defined]
        act = OF_THE_LAST_STEP[move.verb]  # type: ignore[attr-defined]
    assert act.__module__.startswith(f"civic.{move.hand}.actions")  # type: ignore[attr-defined]
    taken = inspect.signature(act).parameters
    if not any(one.kind is inspect.Parameter.VAR_KEYWORD for one in taken.values()):  # which takes title_1, text_1, …
        assert {demand.name for demand in move.demands} <= set(taken)  # type: ignore[attr-defined]


def test_the_desk_grows_a_field_for_every_kind_of_demand() -> None:
    assert {demand.kind for move in desk_rows() for demand in move.demands} <= set(GROW)


def test_rows_of_one_verb_and_side_ask_for_the_same_things() -> None:
    for move in desk_rows():
        if move.branch and not move.demands:  # what was given decides which of two rows it is
            continue
        assert {demand.name for demand in move.demands} == {demand.name for demand in demands_of(move.side, move.verb)}


def test_no_filled_button_where_two_ways_are_equal() -> None:
    reviewing = tuple(move for move in desk_rows() if "reviewer" in move.roles)
    assert first_of(reviewing, waits_for_screening=False) is None


def test_a_supervisor_waits_for_new_reports_and_answers_and_a_moderator_for_no_state() -> None:
    assert [state.value for state in states_moved_by("check", frozenset({"supervisor"}))] == ["filed", "answered"]
    assert states_moved_by("check", frozenset({"moderator"})) == ()


def test_an_unknown_verb_is_named_as_such(city: City) -> None:
    with pytest.raises(NotValid) as refused:
        make_move(city.case(), "bless", by=city.lin, given={}, at=NOON)
    assert "verb" in refused.value.fields


def test_whoever_may_not_is_told_that_before_what_is_missing(city: City) -> None:
    with pytest.raises(NotAllowed):
        make_move(city.case("accepted"), "dispatch", by=city.lin, given={}, at=NOON)
    with pytest.raises(NotValid) as refused:
        make_move(city.case("accepted"), "dispatch", by=city.zhao, given={}, at=NOON)
    assert list(refused.value.fields) == ["office"]


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("decline", {"basis": 5, "text": ["a"]}),
        ("decline", {}),
        ("accept", {"matter": "no-such"}),
        ("accept", {"matter": {"code": "0101"}}),
        ("ask", {"text": "\x00 \n "}),
        ("ask", {"text": "a" * 2001}),
    ],
)
def test_nonsense_from_a_program_is_named_by_field_and_changes_nothing(
    city: City, verb: str, given: dict[str, object]
) -> None:
    case = city.case()
    with pytest.raises(NotValid) as refused:
        make_move(case, verb, by=city.lin, given=given, at=NOON)
    assert set(refused.value.fields) <= {"basis", "text", "matter"}
    assert case.lines.count() == case.last_seq


@pytest.mark.parametrize(
    "given", [{"photos": "x"}, {"photos": [1]}, {"hold_back": "2"}, {"hold_back": [True]}, {"hold_back": {"a": 1}}]
)
def test_nonsense_beside_the_demands_is_refused_too(city: City, given: dict[str, object]) -> None:
    with pytest.raises(NotValid):
        make_move(city.case(published=False), "publish", by=city.mo, given={"text": "路灯不亮。", **given}, at=NOON)


def test_codes_become_matter_and_office_and_a_title_is_taken_from_the_text(city: City) -> None:
    case = city.case(published=False)
    make_move(case, "publish", by=city.mo, given={"text": "路灯不亮。一个星期了。"}, at=NOON)
    make_move(case, "accept", by=city.lin, given={"matter": "0102"}, at=NOON)
    make_move(case, "dispatch", by=city.zhao, given={"office": "drains"}, at=NOON)
    case.refresh_from_db()
    assert (case.public_title, case.matter.code, case.office.code) == ("路灯不亮", "0102", "drains")  # type: ignore[union-attr]
