"""Who sits on a jury: jurors with a check in force, from outside the desk, who have said what ties them."""

from datetime import date

import pytest

from civic.guardians.models import Vetting
from civic.juries import actions as juries
from civic.juries.models import Sheet, Tie
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.youth.models import Duty
from tests.juries.ground import OPENED, READING, found, lead, more_jurors, opened, person, pupils
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def test_nobody_sits_without_the_task_and_a_check_that_holds() -> None:
    panel = found(found_track())
    with pytest.raises(NotValid):
        juries.seat_juror(panel, person=person("mei"), by=lead(), at=OPENED)
    Vetting.objects.filter(person=person("qiu")).update(due_on=OPENED.date())
    with pytest.raises(NotValid):
        juries.seat_juror(panel, person=person("qiu"), by=lead(), at=OPENED)


def test_whoever_works_at_the_desk_of_the_track_is_no_juror() -> None:
    panel = found(found_track())
    Duty.objects.create(person=person("bai"), task="juror", starts=date(2026, 9, 1))
    with pytest.raises(NotValid, match="desk"):
        juries.seat_juror(panel, person=person("bai"), by=lead(), at=OPENED)


def test_a_seat_is_given_once_and_by_whoever_is_responsible() -> None:
    panel = found(found_track())
    juries.seat_juror(panel, person=person("qiu"), by=lead(), at=OPENED)
    with pytest.raises(Taken):
        juries.seat_juror(panel, person=person("qiu"), by=lead(), at=OPENED)
    with pytest.raises(NotAllowed):
        juries.seat_juror(panel, person=person("rong"), by=person("qiu"), at=OPENED)


def test_a_juror_declares_for_herself_only() -> None:
    track = found_track()
    panel = found(track)
    seat = juries.seat_juror(panel, person=person("qiu"), by=lead(), at=OPENED)
    for other in (person("rong"), lead()):
        with pytest.raises(NotAllowed):
            juries.declare(seat, by=other, schools=[track.school], at=OPENED)
    assert not Tie.objects.exists()


def test_a_school_declared_late_voids_her_sheets_on_its_pupils_and_others_read_them() -> None:
    track = found_track()
    taught = pupils(track, 2, school=track.school)
    panel = opened(track, count=4, jurors=3)
    seat = Sheet.objects.filter(piece__proposal__entry__in=taught).earliest("pk").seat
    before = seat.sheets.holding().filter(piece__proposal__entry__in=taught).count()
    juries.declare(seat, by=seat.person, schools=[track.school], at=READING)
    assert before
    assert not seat.sheets.holding().filter(piece__proposal__entry__in=taught).exists()
    for piece in panel.pieces.all():
        assert piece.sheets.holding().count() == 3


def test_nobody_is_seated_once_the_result_is_reckoned() -> None:
    panel = opened(found_track(), count=1)
    panel.pieces.update(set_aside_reason="-", set_aside_at=READING)
    panel.decided_at, panel.result_digest = READING, "-"
    panel.save()
    with pytest.raises(Conflict):
        juries.seat_juror(panel, person=person("ke"), by=lead(), at=READING)


def test_a_juror_seated_in_mid_round_reads_once_she_has_declared() -> None:
    track = found_track()
    panel = opened(track, count=3, jurors=0)
    first = Sheet.objects.filter(seat__person=person("qiu")).earliest("pk")
    assert juries.step_aside(first, by=person("qiu"), kind="known", at=READING) is None  # nobody is left
    [new] = more_jurors(1)
    seat = juries.seat_juror(panel, person=new, by=lead(), at=READING)
    assert juries.fill_up(panel, by=lead(), at=READING) == []
    juries.declare(seat, by=new, schools=[], at=READING)
    [given] = juries.fill_up(panel, by=lead(), at=READING)
    assert (given.seat, given.piece) == (seat, first.piece)
