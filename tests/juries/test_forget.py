"""A juror stays in the record; what was marked about an erased child goes."""

import pytest

from civic.accounts.models import Person
from civic.juries import actions as juries
from civic.juries.models import Mark, Sheet, Tie
from civic.lib.refusals import NotAllowed
from tests.juries.ground import READING, judge_all, opened, person
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def test_whoever_judged_or_ran_a_jury_stays_and_a_resident_is_nowhere() -> None:
    opened(found_track(), count=1, jurors=0)
    for handle in ("qiu", "tang"):
        with pytest.raises(NotAllowed):
            juries.forget(person(handle), at=READING)
    juries.forget(Person.objects.get(handle="mei"), at=READING)


def test_nothing_that_was_marked_or_written_about_an_erased_child_stays() -> None:
    panel = opened(found_track(), count=2)
    sheet = Sheet.objects.select_related("seat__person", "piece__proposal__entry").earliest("pk")
    judge_all(panel)
    Sheet.objects.update(words="好")
    entry = sheet.piece.proposal.entry
    Tie.objects.create(
        edition=panel.edition, person=person("rong"), entry=entry, kind="known", said_by=person("rong"), at=READING
    )
    assert juries.forget_child(entry.child, at=READING) == 3
    assert set(Sheet.objects.filter(piece=sheet.piece).values_list("words", flat=True)) == {""}
    assert Mark.objects.count() == 12
    assert not Tie.objects.exists()
