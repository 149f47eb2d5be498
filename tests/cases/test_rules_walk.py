"""The table of moves, walked whole: every row, every side, without a database."""

import itertools

import pytest

from civic.cases.rules import MOVES, Hand, Kind, Publication, State, denial, find_move, next_step, open_moves
from civic.offices.rules import ROLES_OF

SIDES = ("resident", "check", "act", "decide", "intake")
ROLES = dict(ROLES_OF) | {"resident": frozenset[str]()}
EVERYTHING = list(itertools.product(Kind.values, State.values, Publication.values))


def test_no_two_rows_answer_the_same_question() -> None:
    answered = set()
    for move in MOVES:
        for kind, state, publication in itertools.product(move.kinds, move.before, move.publication):
            question = (move.verb, move.side, move.branch, kind, state, publication)
            assert question not in answered, question
            answered.add(question)


def test_only_the_side_a_row_names_can_make_its_move() -> None:
    for kind, state, publication in EVERYTHING:
        for side in SIDES:
            for move in open_moves(
                kind=kind, state=state, publication=publication, hand=Hand(side=side, roles=ROLES[side])
            ):
                assert move.side == side
                assert state in move.before


def test_whoever_took_the_other_side_once_can_make_no_move_at_all() -> None:
    for kind, state, publication in EVERYTHING:
        for side, part in itertools.permutations(("check", "act", "decide"), 2):
            hand = Hand(side=side, roles=ROLES[side], part=part, part_words="you answered it")
            assert open_moves(kind=kind, state=state, publication=publication, hand=hand) == ()


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_can_reach_an_end_from_where_it_starts(kind: str) -> None:
    seen, todo = set(), [State.FILED.value]
    while todo:
        state = todo.pop()
        seen.add(state)
        todo += [
            move.after
            for move in MOVES
            if kind in move.kinds and state in move.before and move.after and move.after not in seen
        ]
    assert {"closed", "declined"} <= seen
    assert ("withdrawn" in seen) == (kind != "misconduct")  # nobody is to be talked into taking it back


def test_no_open_state_is_a_dead_end() -> None:
    for kind in Kind:
        reachable, todo = set(), [State.FILED]
        while todo:
            state = todo.pop()
            reachable.add(state)
            todo += [
                move.after
                for move in MOVES
                if kind in move.kinds and state in move.before and move.after and move.after not in reachable
            ]
        for state in reachable - {State.CLOSED, State.DECLINED, State.WITHDRAWN}:
            assert [
                move
                for move in MOVES
                if kind in move.kinds and state in move.before and move.after not in (None, state)
            ], (kind, state)


def test_misconduct_is_moved_by_the_deciding_side_and_by_an_appeal_only_and_never_published() -> None:
    # another code for whoever reported it moves nothing, nor do words and photos of hers
    beside = {"reissue", "add", "redact"}
    rows = [
        move for move in MOVES if Kind.MISCONDUCT in move.kinds and move.side != "calendar" and move.verb not in beside
    ]
    assert all(move.after is None and move.publishes is None for move in MOVES if move.verb in beside)
    assert {(move.side, move.verb) for move in rows if move.side != "decide"} == {("resident", "appeal")}
    assert {move.publishes for move in rows} == {None}
    assert "public" not in {move.audience for move in rows if move.demands}


def test_whoever_works_in_the_office_a_report_is_about_is_denied_every_move_and_told_nothing() -> None:
    for kind, state, publication in EVERYTHING:
        for side in SIDES:
            hand = Hand(side=side, roles=ROLES[side], is_named=True)
            assert open_moves(kind=kind, state=state, publication=publication, hand=hand) == ()
            reason = denial("inquire", kind=kind, state=state, publication=publication, hand=hand)
            assert reason is not None
            assert reason.family == "named"


def test_accepting_never_publishes_and_publishing_never_moves() -> None:
    for move in MOVES:
        if move.verb in ("publish", "withhold", "seal", "restore") or move.branch == "withdraws":
            assert move.after is None
        elif move.verb not in ("record", "bring-in"):  # what was public where it comes from
            assert move.publishes is None


def test_a_decline_demands_a_basis_and_an_answer_an_outcome_and_words() -> None:
    demands = {
        (move.verb): {demand.name for demand in move.demands if demand.is_required} for move in MOVES if not move.branch
    }
    assert demands["decline"] == {"basis", "text"}
    assert demands["answer"] == {"outcome", "text"}
    assert demands["return"] == {"reason"}
    assert demands["send-back"] == {"fault"}
    assert demands["say"] == {"solved"}


def test_the_handler_who_wants_to_verify_is_told_that_she_acted() -> None:
    hand = Hand(
        side="act", roles=frozenset({"handler"}), part="act", part_words="you answered this case on 9 November 2026"
    )
    reason = denial("verify", kind="complaint", state="answered", publication="published", hand=hand)
    assert reason is not None
    assert reason.family == "part"
    assert "you answered this case on 9 November 2026" in str(reason.sentence)


@pytest.mark.parametrize("deferral", ["", "asked", "used"])
@pytest.mark.parametrize("is_hastened", [True, False])
def test_a_move_about_a_named_day_is_open_only_while_there_is_such_a_day(deferral: str, *, is_hastened: bool) -> None:
    for kind, state, publication in EVERYTHING:
        offered = {
            move.verb
            for side in SIDES
            for move in open_moves(
                kind=kind,
                state=state,
                publication=publication,
                hand=Hand(side=side, roles=ROLES[side], deferral=deferral, is_hastened=is_hastened),
            )
        }
        handled = kind not in ("thanks", "misconduct")
        at_work = handled and state in ("in-hand", "asked-by-office")
        with_office = at_work or (handled and state == "dispatched")
        assert ("defer" in offered) == (handled and state == "in-hand" and deferral == "")
        assert ("grant-deferral" in offered) == ("refuse-deferral" in offered) == (at_work and deferral == "asked")
        assert ("hasten" in offered) == with_office
        assert ("reply" in offered) == (
            (with_office and is_hastened)
            or (
                state in ("asked-at-desk", "asked-by-office")
                and kind != "misconduct"
                and (handled or state == "asked-at-desk")
            )
        )
        assert ("decide" in offered) == (handled and state == "disputed")


def test_whoever_asks_for_another_day_never_decides_on_it_nor_does_the_committee() -> None:
    for verb in ("grant-deferral", "refuse-deferral"):
        for side in set(SIDES) - {"check"}:
            hand = Hand(side=side, roles=ROLES[side], deferral="asked")
            reason = denial(verb, kind="complaint", state="in-hand", publication="published", hand=hand)
            assert reason is not None
            assert reason.family == "side"


def test_while_the_committee_decides_nobody_dispatches_and_the_reason_is_told() -> None:
    hand = Hand(side="act", roles=frozenset({"dispatcher"}))
    reason = denial("dispatch", kind="complaint", state="disputed", publication="published", hand=hand)
    assert reason is not None
    assert reason.family == "state"
    assert "the committee decides whose it is" in str(reason.sentence)


def test_of_a_verb_that_residents_share_officers_are_told_whose_it_is_at_the_desk() -> None:
    hand = Hand(side="check", roles=frozenset({"supervisor"}), is_hastened=True)
    reason = denial("reply", kind="complaint", state="in-hand", publication="published", hand=hand)
    assert reason is not None
    assert "“Reply to the demand” belongs to the acting side" in str(reason.sentence)
    reason = denial("reply", kind="complaint", state="closed", publication="published", hand=Hand(side="resident"))
    assert reason is not None
    assert "nobody waits for a reply any more" in str(reason.sentence)


def test_the_committee_decides_whose_case_it_is_and_can_close_none() -> None:
    rows = [move for move in MOVES if "committee" in move.roles and Kind.MISCONDUCT not in move.kinds]
    assert {(move.verb, move.after) for move in rows if move.verb not in ("uphold", "overturn")} == {
        ("decide", State.DISPATCHED),
        ("settle", None),
        ("settle", State.DISPATCHED),
    }
    last = [move for move in rows if move.verb in ("uphold", "overturn")]
    # what it upholds was at an end before; only thanks, which have no way to go, end with what it overturns
    assert {move.after for move in last if move.verb == "overturn" and Kind.COMPLAINT in move.kinds} == {State.ACCEPTED}
    assert {state for move in last for state in move.before} == {State.CLOSE_LAST_APPEAL, State.DECLINE_LAST_APPEAL}


def test_of_two_steps_of_an_appeal_each_belongs_to_its_own_post() -> None:
    steps = {"reviewer": (State.CLOSE_APPEALED, State.DECLINE_APPEALED)}
    steps |= {"committee": (State.CLOSE_LAST_APPEAL, State.DECLINE_LAST_APPEAL)}
    for (kind, state, publication), role in itertools.product(EVERYTHING, steps):
        hand = Hand(side="decide", roles=frozenset({role}))
        offered = {move.verb for move in open_moves(kind=kind, state=state, publication=publication, hand=hand)}
        if state not in steps[role]:
            assert not offered & {"uphold", "overturn"}, (kind, state, role)
        elif state.startswith("decline"):
            assert {"uphold", "overturn"} <= offered, (kind, state, role)


def test_a_question_closes_with_its_answer_and_a_complaint_does_not() -> None:
    for kind, after in (
        ("question", State.CLOSED),
        ("suggestion", State.CLOSED),
        ("complaint", State.ANSWERED),
        ("help", State.ANSWERED),
    ):
        row = find_move("answer", kind=kind, state="in-hand", publication="published", side="act")
        assert row is not None
        assert row.after == after


def test_every_state_says_what_comes_next() -> None:
    for kind, state in itertools.product(Kind.values, State.values):
        assert str(next_step(kind, state).now).endswith(".")
        assert str(next_step(kind, state).then).endswith(".")
