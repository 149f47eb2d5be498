"""A juror fills in a sheet by and by, and hands it in for good."""

import pytest

from civic.guardians.models import Vetting
from civic.juries import actions as juries
from civic.juries.models import Mark, Sheet
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.youth.models import Entry
from tests.juries.ground import HOUR, LATE, READING, judge, marks, opened, person
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _sheet() -> Sheet:
    opened(found_track(), count=3, jurors=0)
    return Sheet.objects.filter(seat__person=person("qiu")).select_related("seat__person").earliest("pk")


def test_half_a_sheet_is_kept_and_counts_nowhere() -> None:
    sheet = _sheet()
    juries.save_sheet(sheet, by=person("qiu"), given=marks(4, 5), at=READING)
    juries.save_sheet(sheet, by=person("qiu"), given=marks(3), at=READING + HOUR)
    assert list(Mark.objects.values_list("criterion__code", "mark")) == [("seen", 3)]
    assert not Sheet.objects.handed_in().exists()


def test_a_sheet_that_lacks_marks_is_not_taken_and_says_which() -> None:
    sheet = _sheet()
    with pytest.raises(NotValid) as refused:
        juries.hand_in(sheet, by=person("qiu"), given=marks(4, 5, 3), at=READING)
    assert list(refused.value.fields) == ["own"]
    assert not Mark.objects.exists()


@pytest.mark.parametrize("wrong", [{"seen": 0}, {"seen": 6}, {"beauty": 3}])
def test_a_mark_nobody_defined_is_not_taken(wrong: dict[str, int]) -> None:
    with pytest.raises(NotValid):
        juries.save_sheet(_sheet(), by=person("qiu"), given=juries.SheetGiven(marks=wrong), at=READING)
    assert not Mark.objects.exists()


def test_a_sheet_handed_in_does_not_change() -> None:
    sheet = judge(_sheet(), 3, 3, 3, 3)
    for act in (juries.save_sheet, juries.hand_in):
        with pytest.raises(Conflict):
            act(sheet, by=person("qiu"), given=marks(5, 5, 5, 5), at=READING)


def test_nobody_writes_on_the_sheet_of_another() -> None:
    sheet = _sheet()
    for handle in ("rong", "tang", "mei"):
        with pytest.raises(NotAllowed):
            juries.save_sheet(sheet, by=person(handle), given=marks(5), at=READING)


def test_whose_check_has_run_out_judges_no_more() -> None:
    sheet = _sheet()
    Vetting.objects.filter(person=person("qiu")).update(due_on=READING.date())
    with pytest.raises(NotAllowed):
        juries.hand_in(sheet, by=person("qiu"), given=marks(5, 5, 5, 5), at=READING)


def test_after_the_day_no_sheet_is_taken() -> None:
    with pytest.raises(TooLate):
        juries.hand_in(_sheet(), by=person("qiu"), given=marks(5, 5, 5, 5), at=LATE)


def test_what_a_child_took_back_is_judged_no_more() -> None:
    sheet = _sheet()
    Entry.objects.filter(proposals__pieces=sheet.piece).update(state="withdrawn")
    with pytest.raises(Conflict, match="taken this proposal back"):
        juries.save_sheet(sheet, by=person("qiu"), given=marks(5), at=READING)


@pytest.mark.parametrize("words", ["写得真好，打我电话13812345678。", "加我微信：wang_laoshi88", "x" * 601])
def test_words_that_tell_how_to_reach_somebody_or_never_end_are_not_taken(words: str) -> None:
    sheet = _sheet()
    given = juries.SheetGiven(marks={"seen": 4}, words=words)
    with pytest.raises(NotValid) as refused:
        juries.save_sheet(sheet, by=person("qiu"), given=given, at=READING)
    assert list(refused.value.fields) == ["words"]
