"""A juror leaves in mid-round: what she handed in stays, what she owed goes to others."""

import pytest

from civic.juries import actions as juries
from civic.juries.models import Sheet
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from tests.juries.ground import READING, judge, lead, marks, more_jurors, opened, person, sit
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def test_spares_read_what_she_owed_and_her_handed_in_sheets_count() -> None:
    panel = opened(found_track(), count=4, jurors=0)
    [spare] = sit(panel, *more_jurors(1), is_spare=True)
    first, *rest = Sheet.objects.filter(seat__person=person("qiu")).order_by("pk")
    judge(first, 4, 4, 4, 4)
    juries.save_sheet(rest[0], by=person("qiu"), given=marks(2), at=READING)
    given = juries.replace_juror(first.seat, by=lead(), reason="Ill.", at=READING)
    assert {sheet.seat for sheet in given} == {spare}
    assert {sheet.piece for sheet in given} == {sheet.piece for sheet in rest}
    assert list(Sheet.objects.handed_in()) == [first]
    with pytest.raises(Conflict, match="somebody else"):
        juries.save_sheet(rest[0], by=person("qiu"), given=marks(2), at=READING)


def test_a_seat_ends_once_with_a_reason_and_by_whoever_is_responsible() -> None:
    panel = opened(found_track(), count=2)
    seat = panel.seats.earliest("pk")
    with pytest.raises(NotValid):
        juries.replace_juror(seat, by=lead(), reason="", at=READING)
    with pytest.raises(NotAllowed):
        juries.replace_juror(seat, by=person("rong"), reason="Slow.", at=READING)
    juries.replace_juror(seat, by=lead(), reason="Ill.", at=READING)
    with pytest.raises(Conflict):
        juries.replace_juror(seat, by=lead(), reason="Ill.", at=READING)
