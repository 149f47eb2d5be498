"""Several hands at once on one jury: nothing is given, decided or replaced twice."""

import pytest
from django.db.models import Count

from civic.juries import actions as juries
from civic.juries.models import Outcome, Panel, Piece, Sheet
from tests.at_once import at_once, kinds
from tests.juries.ground import OPENED, READING, found, judge_all, lead, marks, more_jurors, opened, person, pupils, sit
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_round_opened_twice_at_once_opens_once() -> None:
    track = found_track()
    pupils(track, 3)
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    by = lead()
    told = at_once(*[lambda: juries.open_panel(panel, by=by, at=OPENED)] * 3)
    assert kinds(told) == ["Conflict", "Conflict", "Panel"]
    assert (Piece.objects.count(), Sheet.objects.count()) == (3, 9)


def test_two_late_ties_on_one_work_get_two_readers_and_not_the_same() -> None:
    panel = opened(found_track(), count=2, jurors=0)
    sit(panel, *more_jurors(2), is_spare=True)
    piece = panel.pieces.get(number=1)
    ties = [(sheet, sheet.seat.person) for sheet in piece.sheets.select_related("seat__person")[:2]]
    told = at_once(
        *(lambda s=sheet, p=who: juries.step_aside(s, by=p, kind="known", at=READING) for sheet, who in ties)
    )
    assert kinds(told) == ["Sheet", "Sheet"]
    assert piece.sheets.holding().count() == 3
    assert piece.sheets.holding().values("seat").distinct().count() == 3


def test_a_result_reckoned_by_two_at_once_is_one() -> None:
    panel = opened(found_track(), count=3)
    judge_all(panel)
    by, other = lead(), person("bai")
    told = at_once(lambda: juries.decide(panel, by=by, at=READING), lambda: juries.decide(panel, by=other, at=READING))
    assert kinds(told) == ["Conflict", "list"]
    assert Outcome.objects.count() == 3
    assert Panel.objects.get().lines.filter(verb="decide").count() == 1


def test_a_sheet_handed_in_while_its_juror_is_replaced_is_either_in_or_given_to_another() -> None:
    panel = opened(found_track(), count=3, jurors=0)
    sit(panel, *more_jurors(1), is_spare=True)
    sheet = Sheet.objects.filter(seat__person=person("qiu")).select_related("seat").earliest("pk")
    by, qiu = lead(), person("qiu")
    at_once(
        lambda: juries.hand_in(sheet, by=qiu, given=marks(3, 3, 3, 3), at=READING),
        lambda: juries.replace_juror(sheet.seat, by=by, reason="Ill.", at=READING),
    )
    for piece in panel.pieces.annotate(all=Count("sheets")):
        assert piece.sheets.holding().count() == 3
    sheet.refresh_from_db()
    assert (sheet.handed_in_at is None) == (sheet.voided_at is not None)
