"""The result: by rules fixed beforehand, from sheets handed in, the same each time; else nobody is placed."""

import pytest

from civic.juries import actions as juries
from civic.juries.models import Outcome, Panel, Sheet
from civic.juries.queries import going_on, reckon
from civic.juries.rules import digest
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth.models import Entry, Proposal
from tests.juries.ground import LATE, READING, judge_all, lead, opened, person
from tests.youth.ground import found_track

pytestmark = pytest.mark.django_db


def _judged(count: int = 6, *, places: int = 4) -> Panel:
    track = found_track()
    track.edition.places.filter(phase="second").update(count=places)
    panel = opened(track, count=count)
    judge_all(panel)
    return panel


def test_as_many_go_on_as_there_are_places_and_the_reckoning_can_be_repeated() -> None:
    panel = _judged()
    placed = juries.decide(panel, by=lead(), at=READING)
    assert [one.goes_on for one in placed] == [True] * 4 + [False] * 2
    panel.refresh_from_db()
    assert digest(reckon(panel, at=READING)) == panel.result_digest == digest(placed)
    assert list(Outcome.objects.values_list("place", "piece__number")) == [(one.place, one.number) for one in placed]


def test_nobody_is_placed_while_sheets_are_owed_before_their_day() -> None:
    panel = opened(found_track(), count=3)
    with pytest.raises(Conflict, match="9 sheets"):
        juries.decide(panel, by=lead(), at=READING)
    assert not Outcome.objects.exists()


def test_after_the_day_three_sheets_suffice_and_late_ones_are_void() -> None:
    panel = opened(found_track(), count=3, each=4)
    late = [piece.sheets.earliest("pk").pk for piece in panel.pieces.all()]
    Sheet.objects.filter(pk__in=late).update(voided_at=READING, void_reason="-")
    judge_all(panel)
    Sheet.objects.filter(pk__in=late).update(voided_at=None, void_reason="")
    with pytest.raises(Conflict):
        juries.decide(panel, by=lead(), at=READING)
    assert len(juries.decide(panel, by=lead(), at=LATE)) == 3
    assert set(Sheet.objects.filter(pk__in=late).values_list("void_reason", flat=True)) == {"late"}


def test_a_proposal_with_two_sheets_is_named_and_nobody_is_placed() -> None:
    panel = _judged(3)
    piece = panel.pieces.get(number=2)
    piece.sheets.filter(pk=piece.sheets.earliest("pk").pk).update(handed_in_at=None)
    with pytest.raises(Conflict, match=r"proposals 2:"):
        juries.decide(panel, by=lead(), at=LATE)
    assert not Outcome.objects.exists()


def test_whoever_stepped_back_is_not_placed() -> None:
    panel = _judged()
    gone = panel.pieces.get(number=3)
    Entry.objects.filter(proposals__pieces=gone).update(state="withdrawn")
    placed = juries.decide(panel, by=lead(), at=READING)
    assert 3 not in [one.number for one in placed]
    assert len(placed) == 5


def test_whoever_steps_back_after_the_result_leaves_the_place_to_the_next() -> None:
    panel = _judged()
    placed = juries.decide(panel, by=lead(), at=READING)
    Entry.objects.filter(proposals__pieces__number=placed[0].number).update(state="withdrawn")
    assert [piece.number for piece in going_on(panel, at=READING)] == [one.number for one in placed[1:5]]


def test_no_result_is_reckoned_over_a_proposal_that_is_hidden_meanwhile() -> None:
    panel = _judged(3)
    piece = panel.pieces.get(number=1)
    Proposal.objects.filter(pk=piece.proposal_id).update(state="hidden")
    with pytest.raises(Conflict, match="1 are hidden"):
        juries.decide(panel, by=lead(), at=LATE)
    with pytest.raises(NotValid):
        juries.set_aside(piece, by=lead(), reason="", at=LATE)
    juries.set_aside(piece, by=lead(), reason="It shows another child.", at=LATE)
    assert [one.number for one in juries.decide(panel, by=lead(), at=LATE)] != []


def test_only_whoever_is_responsible_and_sits_nowhere_here_reckons_it() -> None:
    panel = _judged(3)
    with pytest.raises(NotAllowed):
        juries.decide(panel, by=person("qiu"), at=READING)
    juries.decide(panel, by=lead(), at=READING)
    with pytest.raises(Conflict):
        juries.decide(panel, by=lead(), at=READING)


def test_it_takes_the_same_number_of_queries_for_few_and_for_many(django_assert_num_queries: object) -> None:
    panel = _judged(3)
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert len(reckon(panel, at=READING)) == 3
