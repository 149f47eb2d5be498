"""Rule 11. Jury: declared conflicts, blind sheets (no name, school, district), rubric with anchors, three sheets each
or more, the outlier rule fixed beforehand, published criteria, own score sheet to the child in kind words."""

import pytest
from django.db import IntegrityError, transaction

from civic.juries import actions as juries
from civic.juries.models import Panel, Sheet
from civic.juries.rules import ANCHORED
from civic.lib.refusals import Conflict
from civic.youth.rules import Phase
from tests.juries.ground import OPENED, READING, found, judge_all, lead, opened, person, pupils
from tests.youth.ground import during, found_track

pytestmark = pytest.mark.django_db


def test_no_juror_reads_before_she_declared_what_ties_her() -> None:
    track = found_track()
    pupils(track, 1)
    panel = found(track)
    for handle in ("qiu", "rong", "yan"):
        juries.seat_juror(panel, person=person(handle), by=lead(), at=OPENED)
    with pytest.raises(Conflict):
        juries.open_panel(panel, by=lead(), at=OPENED)
    assert not Sheet.objects.exists()


def test_the_rubric_tells_in_words_what_its_marks_mean_and_is_fixed_with_the_opening() -> None:
    panel = opened(found_track(), count=1)
    for criterion in panel.rubric.criteria.all():
        assert [mark for mark, words in criterion.anchored if words] == list(ANCHORED)
    given = juries.PanelGiven(phase=Phase.SECOND, rubric=panel.rubric, judge_by=during(Phase.SECOND, 12), each=4)
    with pytest.raises(Conflict):
        juries.change_panel(panel, by=lead(), given=given, at=READING)
    assert panel.lines.get(verb="found").facts["outlier"] == panel.outlier


def test_the_database_itself_knows_no_jury_with_two_sheets_each() -> None:
    panel = opened(found_track(), count=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Panel.objects.filter(pk=panel.pk).update(each=2)


def test_no_proposal_is_placed_on_fewer_than_three_sheets() -> None:
    panel = opened(found_track(), count=2)
    judge_all(panel)
    Sheet.objects.filter(pk=Sheet.objects.earliest("pk").pk).update(handed_in_at=None)
    with pytest.raises(Conflict):
        juries.decide(panel, by=lead(), at=during(Phase.SECOND, 12))
