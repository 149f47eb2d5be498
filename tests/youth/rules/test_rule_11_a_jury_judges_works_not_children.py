"""Rule 11. Jury: declared conflicts, blind sheets (no name, school, district), rubric with anchors, three sheets each
or more, the outlier rule fixed beforehand, published criteria, own score sheet to the child in kind words."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from civic.juries import actions as juries
from civic.juries.models import Panel, Seat, Sheet
from civic.juries.queries.blind import blind_piece
from civic.juries.rules import ANCHORED, Outlier
from civic.lib.refusals import Conflict
from civic.youth.rules import Phase
from tests.juries.ground import (
    OPENED,
    READING,
    found,
    judge,
    judge_all,
    lead,
    marks,
    more_jurors,
    opened,
    person,
    pupils,
    sit,
)
from tests.youth.ground import during, found_track

pytestmark = pytest.mark.django_db


def test_no_juror_reads_before_she_declared_what_ties_her() -> None:
    track = found_track()
    pupils(track, 1)
    panel = found(track)
    for handle in ("qiu", "rong", "yan"):
        juries.seat_juror(panel, person=person(handle), by=lead(), at=OPENED)
    with pytest.raises(Conflict, match="which schools she is tied to"):
        juries.open_panel(panel, by=lead(), at=OPENED)
    assert not Sheet.objects.exists()


def test_whoever_taught_the_child_has_no_sheet_of_it_and_one_that_comes_out_late_is_void() -> None:
    track = found_track()
    pupils(track, 2, school=track.school)
    pupils(track, 2, school=track.other_school)
    panel = found(track)
    sit(panel, person("qiu"), schools=(track.school,))
    sit(panel, person("rong"), person("yan"), *more_jurors(2))
    juries.open_panel(panel, by=lead(), at=OPENED)
    hers = Sheet.objects.filter(seat__person=person("qiu")).values_list("piece__proposal__entry__school", flat=True)
    assert set(hers) <= {track.other_school.pk}
    sheet = Sheet.objects.filter(seat__person=person("rong")).select_related("seat__person", "piece").earliest("pk")
    judge(sheet, 5, 5, 5, 5)
    juries.step_aside(sheet, by=person("rong"), kind="known", at=READING)
    sheet.refresh_from_db()
    assert sheet.voided_at == READING
    live = sheet.piece.sheets.filter(voided_at=None)
    assert live.count() >= 3
    assert not live.filter(seat__person=person("rong")).exists()


def test_nothing_on_a_sheet_says_name_school_or_district() -> None:
    track = found_track()
    [entry] = pupils(track, 1, school=track.school)
    entry.proposals.update(title="木棉说：门口太暗", saw="我在桥东小学门口看见的。", change="东桥区都要装灯。")
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    piece = panel.pieces.select_related("proposal__entry__school", "proposal__entry__district").get()
    told = str(blind_piece(piece))
    assert "门口太暗" in told
    for secret in ("木棉", "桥东", "Qiaodong", "东桥区", entry.proposals.get().number, str(entry.key)):
        assert secret not in told


def test_one_harsh_juror_decides_nothing_by_the_rule_fixed_beforehand() -> None:
    panel = opened(found_track(), count=2, each=5, jurors=2, outlier=Outlier.ENDS)
    for sheet in Sheet.objects.select_related("seat__person", "piece"):
        harsh = sheet.piece.number == 1 and sheet.seat.person.handle == "qiu"
        judge(sheet, *((1, 1, 1, 1) if harsh else (4, 4, 4, 4)))
    first, second = sorted(juries.decide(panel, by=lead(), at=READING), key=lambda one: one.number)
    assert first.points == second.points == 4
    assert len(first.left_out) == 2
    assert Seat.objects.get(person=person("qiu")).pk in first.left_out


def test_a_child_reads_kind_words_somebody_has_read_before_and_never_a_mark() -> None:
    panel = opened(found_track(), count=1)
    sheet = Sheet.objects.select_related("seat__person").earliest("pk")
    given = juries.SheetGiven(marks=marks(4, 3, 2, 5).marks, words="你数得真仔细。")
    juries.hand_in(sheet, by=sheet.seat.person, given=given, at=READING)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    with pytest.raises(Conflict):
        juries.tell_children(panel, by=lead(), at=READING)
    juries.read_words(sheet, by=lead(), fit=True, at=READING)
    juries.tell_children(panel, by=lead(), at=READING)
    entry = panel.pieces.get().proposal.entry
    client = Client()
    session = client.session
    session["youth_entry"] = str(entry.key)
    session.save()
    page = client.get("/little-mayor/jury/words/").content.decode()
    assert "你数得真仔细。" in page
    assert not re.search(r">\s*[1-5](?:[.,]\d)?\s*(?:/ ?5)?\s*<", page.split("<main", 1)[1].split("</main>", 1)[0])


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
