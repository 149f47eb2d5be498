"""A child reads kind words; somebody has read them before, and no number is among them."""

import pytest

from civic.accounts.models import Person
from civic.juries import actions as juries
from civic.juries.models import Panel, Sheet
from civic.lib.refusals import Conflict, NotAllowed
from civic.notices.models import Notice
from tests.juries.ground import READING, judge_all, lead, marks, opened, person
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _decided(words: str = "你数得真仔细。") -> Panel:
    panel = opened(found_track(), count=2)
    sheet = Sheet.objects.select_related("seat__person").earliest("pk")
    given = juries.SheetGiven(marks=marks(4, 4, 4, 4).marks, words=words)
    juries.hand_in(sheet, by=sheet.seat.person, given=given, at=READING)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    return panel


def test_no_child_is_told_before_somebody_read_what_jurors_wrote() -> None:
    panel = _decided()
    with pytest.raises(Conflict, match="1 sheets wait"):
        juries.tell_children(panel, by=lead(), at=READING)
    sheet = Sheet.objects.exclude(words="").get()
    with pytest.raises(NotAllowed):
        juries.read_words(sheet, by=person("qiu"), fit=True, at=READING)
    juries.read_words(sheet, by=lead(), fit=True, at=READING)
    assert juries.tell_children(panel, by=lead(), at=READING).told_at == READING


def test_told_is_told() -> None:
    panel = juries.tell_children(_decided(words=""), by=lead(), at=READING)
    for act in (
        lambda: juries.tell_children(panel, by=lead(), at=READING),
        lambda: juries.read_words(Sheet.objects.earliest("pk"), by=lead(), fit=False, at=READING),
        lambda: juries.reopen(panel, by=lead(), reason="x", at=READING),
    ):
        with pytest.raises(Conflict):
            act()


def test_whoever_answers_for_a_child_hears_that_the_jury_wrote_and_not_what() -> None:
    panel = _decided()
    entry = panel.pieces.get(number=1).proposal.entry
    entry.child.guardianships.update(person=Person.objects.create_user("ma", email="ma@example.com"))
    juries.read_words(Sheet.objects.exclude(words="").get(), by=lead(), fit=True, at=READING)
    juries.tell_children(panel, by=lead(), at=READING)
    [told] = Notice.objects.filter(verb="jury-words")
    assert told.about == entry.subject
    assert "你数得真仔细" not in told.body
    assert entry.pseudonym not in told.body
