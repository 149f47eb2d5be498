"""The table of moves, walked whole, and the limits of what is written down. No database."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.communities.rules import (
    ENDED,
    MOVES,
    OPEN,
    Shown,
    Stage,
    check_agreement,
    check_meeting,
    check_task,
    move_of,
    roles_for,
    verbs_open,
)

TODAY = date(2026, 11, 3)
SHOULD = {  # the design, by hand: stage -> what a member may do with a shown topic
    Stage.RAISED: {"hide", "talk-over", "not-take", "hand-on"},
    Stage.TALKED_OVER: {"hide", "talk-over", "agree", "solve", "not-take", "hand-on"},
    Stage.AGREED: {"hide", "talk-over", "agree", "add-task", "solve", "not-take", "hand-on"},
    Stage.UNDER_WAY: {
        *("hide", "talk-over", "agree", "add-task", "finish-task", "drop-task", "solve", "not-take", "hand-on"),
    },
    Stage.SOLVED: {"hide", "take-up-again"},
    Stage.NOT_TAKEN: {"hide", "take-up-again"},
    Stage.HANDED_ON: {"hide"},
}


def test_a_member_may_do_what_the_design_says_at_every_stage() -> None:
    assert {stage: set(verbs_open(stage=stage, shown="shown", roles={"community"})) for stage in Stage} == SHOULD


def test_a_moderator_only_looks_and_hides_and_shows() -> None:
    for stage in Stage:
        assert verbs_open(stage=stage, shown="shown", roles={"moderator"}) == ["hide"]
        assert verbs_open(stage=stage, shown="waiting", roles={"moderator"}) == ["show", "keep-back"]
        assert verbs_open(stage=stage, shown="hidden", roles={"moderator"}) == ["show-again"]


def test_what_the_committee_kept_from_everybody_only_a_moderator_shows() -> None:
    for shown in (Shown.KEPT_BACK, Shown.HIDDEN):
        for stage in Stage:
            assert verbs_open(stage=stage, shown=shown, roles={"community"}) == []


def test_nothing_moves_on_before_everybody_may_read_it() -> None:
    for move in MOVES:
        if move.to is not None:
            assert move.shown == (Shown.SHOWN,), move.verb


def test_nobody_else_may_do_anything() -> None:
    others = {"supervisor", "dispatcher", "handler", "head", "worker", "reviewer", "committee", "operator"}
    for move in MOVES:
        assert not move.roles & others, move.verb
    assert roles_for("note-meeting") == {"community"}


def test_every_row_is_found_by_what_it_starts_from() -> None:
    for move in MOVES:
        for stage in move.stages:
            for shown in move.shown:
                assert move_of(move.verb, stage=stage, shown=shown) == move
    assert set(OPEN) | set(ENDED) == set(Stage)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.integers(-3, 6000), st.integers(-3, 6000), st.integers(-3, 6000), st.integers(1, 5000))
def test_an_agreement_never_counts_more_people_than_were_there(yes: int, no: int, neither: int, present: int) -> None:
    counts = (yes, no, neither)
    wrong = check_agreement(text="清走。", agreed_on=TODAY, counts=counts, present=present, today=TODAY)
    is_good = min(counts) >= 0 and max(counts) <= 5000 and yes > no and sum(counts) <= present
    assert (not wrong) == is_good


def test_a_meeting_that_has_not_been_held_is_not_noted() -> None:
    told = {"place": "活动室", "present": 5, "words": "说了说。", "today": TODAY}
    assert check_meeting(held_on=TODAY, **told) == {}  # type: ignore[arg-type]
    assert "held_on" in check_meeting(held_on=TODAY + timedelta(days=1), **told)  # type: ignore[arg-type]
    assert "held_on" in check_meeting(held_on=TODAY - timedelta(days=400), **told)  # type: ignore[arg-type]
    assert "present" in check_meeting(held_on=TODAY, **(told | {"present": 0}))  # type: ignore[arg-type]


def test_a_task_has_somebody_something_and_a_day_to_come() -> None:
    assert check_task(who="三号楼", what="清走", due=TODAY, today=TODAY) == {}
    assert set(check_task(who="", what="", due=None, today=TODAY)) == {"who", "what", "due"}
    assert "due" in check_task(who="三号楼", what="清走", due=TODAY - timedelta(days=1), today=TODAY)
