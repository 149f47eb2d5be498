"""A round opens: blind numbers, jurors without ties, and from then on nothing about how it is judged changes."""

from collections import Counter
from datetime import date

import pytest

from civic.guardians.models import Consent, Guardianship
from civic.guardians.rules import Purpose
from civic.juries import actions as juries
from civic.juries.models import Panel, Piece, Sheet
from civic.juries.rules import Outlier, commitment
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.youth.models import Duty, Entry
from civic.youth.rules import Band, Phase
from tests.juries.ground import HOUR, OPENED, READING, found, lead, more_jurors, opened, person, pupils, sit
from tests.youth.ground import during, enter, found_track, propose

pytestmark = pytest.mark.django_db


def test_each_proposal_goes_to_three_jurors_evenly_under_a_number_of_its_own() -> None:
    panel = opened(found_track(), count=10, jurors=2)
    assert sorted(panel.pieces.values_list("number", flat=True)) == list(range(1, 11))
    sheets = list(Sheet.objects.values_list("piece", "seat"))
    assert set(Counter(piece for piece, _seat in sheets).values()) == {3}
    assert set(Counter(seat for _piece, seat in sheets).values()) == {6}
    line = panel.lines.get(verb="open")
    assert line.facts == {"pieces": 10, "sheets": 30, "seed": commitment(panel.seed), "places": 60}


def test_spares_read_nothing_at_first() -> None:
    track = found_track()
    pupils(track, 3)
    panel = found(track)
    [spare] = more_jurors(1)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    sit(panel, spare, is_spare=True)
    juries.open_panel(panel, by=lead(), at=OPENED)
    assert not Sheet.objects.filter(seat__person=spare).exists()


def test_a_juror_never_reads_a_child_she_taught_or_answers_for() -> None:
    track = found_track()
    pupils(track, 4)
    [taught] = pupils(track, 1, school=track.school)
    [own] = pupils(track, 1)
    Guardianship.objects.filter(child=own.child).update(person=person("rong"))
    panel = found(track)
    sit(panel, person("qiu"), schools=(track.school,))
    sit(panel, person("rong"), person("yan"), *more_jurors(2))
    juries.open_panel(panel, by=lead(), at=OPENED)
    for entry, juror in ((taught, "qiu"), (own, "rong")):
        readers = Sheet.objects.filter(piece__proposal__entry=entry).values_list("seat__person__handle", flat=True)
        assert len(readers) == 3
        assert juror not in readers


def test_a_teacher_need_not_say_what_the_city_knows() -> None:
    track = found_track()
    pupils(track, 1, school=track.school)
    Duty.objects.create(person=person("ke"), task="juror", starts=date(2026, 9, 1))
    panel = found(track)
    sit(panel, person("ke"), person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    assert not Sheet.objects.filter(seat__person=person("ke")).exists()


def test_too_few_jurors_without_a_tie_opens_nothing_and_says_so() -> None:
    track = found_track()
    pupils(track, 2, school=track.school)
    panel = found(track)
    sit(panel, person("qiu"), schools=(track.school,))
    sit(panel, person("rong"), person("yan"))
    with pytest.raises(Conflict, match="2 proposals have too few jurors"):
        juries.open_panel(panel, by=lead(), at=OPENED)
    assert not Piece.objects.exists()
    assert not Panel.objects.exclude(opened_at=None).exists()


def test_only_what_a_family_lets_a_jury_see_stands_before_it() -> None:
    track = found_track()
    pupils(track, 3)
    quiet = enter(track, "静静", purposes=(Purpose.ENTER, Purpose.PUBLISH))
    refused = enter(track, "慢慢")
    no = Consent.objects.filter(child=refused.child, purpose=Purpose.JURY).get()
    no.pk, no.is_yes, no.at = None, False, OPENED - HOUR
    no.save()
    for entry in (quiet, refused):
        Entry.objects.filter(pk=entry.pk).update(reached=Phase.SECOND)
        propose(entry)
    waiting = pupils(track, 1)[0]
    waiting.proposals.update(state="handed-in")
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    assert not Piece.objects.filter(proposal__entry__in=[quiet, refused, waiting]).exists()
    assert Piece.objects.count() == 3


def test_of_several_proposals_of_a_child_the_last_one_shown_is_judged() -> None:
    track = found_track()
    entry = pupils(track, 1)[0]
    later = propose(entry, "后来的", at=OPENED - HOUR)
    propose(entry, "还没看完的", state="handed-in", at=OPENED)
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    assert Piece.objects.get().proposal == later


def test_a_group_has_a_jury_of_its_own() -> None:
    track = found_track()
    pupils(track, 2)
    older = pupils(track, 2, band=Band.G9)
    with pytest.raises(Conflict):  # the ground says 60 places for both groups together
        juries.open_panel(found(track, group="middle"), by=lead(), at=OPENED)
    track.edition.places.create(phase="second", group="middle", count=3)
    panel = Panel.objects.get()
    sit(panel, person("qiu"), person("rong"), person("yan"))
    juries.open_panel(panel, by=lead(), at=OPENED)
    assert set(panel.pieces.values_list("proposal__entry", flat=True)) == {entry.pk for entry in older}


def test_no_round_opens_before_every_juror_has_declared() -> None:
    track = found_track()
    pupils(track, 1)
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    [new] = more_jurors(1)
    juries.seat_juror(panel, person=new, by=lead(), at=OPENED)
    with pytest.raises(Conflict, match="tied"):
        juries.open_panel(panel, by=lead(), at=OPENED)


def test_no_round_opens_outside_its_days_nor_without_anything_to_judge() -> None:
    track = found_track()
    panel = found(track)
    sit(panel, person("qiu"), person("rong"), person("yan"))
    with pytest.raises(Conflict, match="nothing to judge"):
        juries.open_panel(panel, by=lead(), at=OPENED)
    pupils(track, 1)
    with pytest.raises(TooLate):
        juries.open_panel(panel, by=lead(), at=during(Phase.DISTRICT))
    with pytest.raises(NotAllowed):
        juries.open_panel(panel, by=person("qiu"), at=OPENED)


def test_once_open_nothing_about_how_it_judges_changes() -> None:
    panel = opened(found_track(), count=3)
    given = juries.PanelGiven(
        phase=Phase.SECOND, rubric=panel.rubric, judge_by=during(Phase.SECOND, 12), outlier=Outlier.NONE
    )
    with pytest.raises(Conflict, match="does not change"):
        juries.change_panel(panel, by=lead(), given=given, at=READING)
    with pytest.raises(Conflict):
        juries.open_panel(panel, by=lead(), at=READING)


def test_a_jury_that_is_prepared_may_still_judge_otherwise() -> None:
    panel = found(found_track())
    given = juries.PanelGiven(
        phase=Phase.SECOND, rubric=panel.rubric, judge_by=during(Phase.SECOND, 12), each=5, outlier=Outlier.FAR
    )
    juries.change_panel(panel, by=lead(), given=given, at=OPENED)
    assert Panel.objects.values_list("each", "outlier").get() == (5, "far")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"each": 2}, "each"),
        ({"each": 10}, "each"),
        ({"phase": "term"}, "phase"),
        ({"outlier": "friends"}, "outlier"),
        ({"rubric": None}, "rubric"),
        ({"judge_by": None}, "judge_by"),
        ({"judge_by": during(Phase.TERM)}, "judge_by"),
        ({"group": "old"}, "group"),
    ],
)
def test_a_jury_that_cannot_judge_fairly_is_not_founded(changed: dict[str, object], field: str) -> None:
    track = found_track()
    whole: dict[str, object] = {"phase": "second", "rubric": None, "judge_by": during(Phase.SECOND, 9)}
    given = juries.PanelGiven(**(whole | changed))  # type: ignore[arg-type]
    with pytest.raises(NotValid) as refused:
        juries.found_panel(track.edition, by=lead(), given=given, at=OPENED)
    assert field in refused.value.fields


def test_a_round_has_one_jury() -> None:
    track = found_track()
    found(track)
    with pytest.raises(Taken):
        found(track)
