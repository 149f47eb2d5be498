"""A tie that comes to light late: the sheet is void, and somebody else reads the work."""

import pytest

from civic.juries import actions as juries
from civic.juries.models import Mark, Sheet, Tie
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.juries.ground import READING, judge, judge_all, lead, more_jurors, opened, person, sit
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _sheet() -> Sheet:
    return Sheet.objects.filter(seat__person=person("qiu")).select_related("seat__person", "piece").earliest("pk")


def test_her_sheet_is_void_even_when_handed_in_and_the_next_juror_reads() -> None:
    panel = opened(found_track(), count=4, jurors=0)
    sit(panel, *more_jurors(1), is_spare=True)
    sheet = judge(_sheet(), 5, 5, 5, 5)
    given = juries.step_aside(sheet, by=person("qiu"), kind="coached", at=READING)
    sheet.refresh_from_db()
    assert (sheet.void_reason, Mark.objects.count()) == ("coached", 0)
    assert given is not None
    assert given.seat.is_spare
    assert Tie.objects.get().entry == sheet.piece.proposal.entry


def test_she_never_gets_this_child_again_in_this_edition() -> None:
    panel = opened(found_track(), count=2, jurors=0)
    sheet = _sheet()
    juries.step_aside(sheet, by=person("qiu"), kind="known", at=READING)
    assert juries.fill_up(panel, by=lead(), at=READING) == []
    assert sheet.piece.sheets.holding().count() == 2


def test_the_desk_may_find_it_and_says_how_they_know_each_other() -> None:
    opened(found_track(), count=2)
    with pytest.raises(NotValid):
        juries.keep_apart(_sheet(), by=lead(), kind="grudge", at=READING)
    with pytest.raises(NotAllowed):
        juries.keep_apart(_sheet(), by=person("rong"), kind="family", at=READING)
    with pytest.raises(NotAllowed):
        juries.step_aside(_sheet(), by=person("rong"), kind="family", at=READING)
    juries.keep_apart(_sheet(), by=lead(), kind="family", at=READING)
    assert Sheet.objects.exclude(voided_at=None).count() == 1


def test_a_sheet_is_voided_once() -> None:
    opened(found_track(), count=2)
    sheet = _sheet()
    juries.step_aside(sheet, by=person("qiu"), kind="known", at=READING)
    with pytest.raises(Conflict):
        juries.step_aside(sheet, by=person("qiu"), kind="known", at=READING)


def test_after_the_result_it_takes_a_reopening_with_a_reason() -> None:
    panel = opened(found_track(), count=2)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    with pytest.raises(Conflict):
        juries.keep_apart(_sheet(), by=lead(), kind="family", at=READING)
    with pytest.raises(NotValid):
        juries.reopen(panel, by=lead(), reason=" ", at=READING)
    panel = juries.reopen(panel, by=lead(), reason="A juror is an aunt.", at=READING)
    given = juries.keep_apart(_sheet(), by=lead(), kind="family", at=READING)
    assert given is not None
    with pytest.raises(Conflict):  # the new reader has not handed in
        juries.decide(panel, by=lead(), at=READING)
