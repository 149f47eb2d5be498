"""The edition learns who goes on from the sheets and from nothing else."""

import pytest

from civic.guardians.rules import Purpose
from civic.juries import actions as juries
from civic.juries.models import Panel
from civic.lib.refusals import Conflict, NotAllowed
from civic.youth.models import Entry
from civic.youth.rules import Phase
from tests.juries.ground import READING, judge_all, lead, opened, person
from tests.youth.ground import enter, found_track

pytestmark = pytest.mark.django_db


def _decided(count: int = 6, *, places: int = 4, unjudged: int = 0) -> Panel:
    track = found_track()
    track.edition.places.filter(phase="second").update(count=places)
    for number in range(unjudged):
        entry = enter(track, f"静{number}", purposes=(Purpose.ENTER, Purpose.PUBLISH))
        Entry.objects.filter(pk=entry.pk).update(reached=Phase.SECOND)
    panel = opened(track, count=count)
    judge_all(panel)
    juries.decide(panel, by=lead(), at=READING)
    return panel


def test_they_are_those_of_the_result_and_it_is_said_once() -> None:
    panel = _decided()
    told = juries.name_who_goes_on(panel.edition, "second", by=lead(), at=READING)
    assert told == (4, 2)
    on = set(Entry.objects.filter(reached="semifinal").values_list("pk", flat=True))
    assert on == set(panel.pieces.filter(outcome__goes_on=True).values_list("proposal__entry", flat=True))
    with pytest.raises(Conflict):
        juries.name_who_goes_on(panel.edition, "second", by=lead(), at=READING)
    with pytest.raises(Conflict):
        juries.reopen(panel, by=lead(), reason="Too late.", at=READING)


def test_nobody_is_named_before_each_jury_has_its_result() -> None:
    panel = opened(found_track(), count=3)
    with pytest.raises(Conflict, match="Not every jury"):
        juries.name_who_goes_on(panel.edition, "second", by=lead(), at=READING)
    with pytest.raises(Conflict, match="No jury"):
        juries.name_who_goes_on(panel.edition, "final", by=lead(), at=READING)
    with pytest.raises(NotAllowed):
        juries.name_who_goes_on(panel.edition, "second", by=person("qiu"), at=READING)


def test_whoever_steps_back_between_result_and_naming_leaves_the_place_to_the_next() -> None:
    panel = _decided()
    first = panel.pieces.get(outcome__place=1).proposal.entry
    Entry.objects.filter(pk=first.pk).update(state="withdrawn")
    juries.name_who_goes_on(panel.edition, "second", by=lead(), at=READING)
    on = Entry.objects.filter(reached="semifinal").values_list("proposals__pieces__outcome__place", flat=True)
    assert sorted(on) == [2, 3, 4, 5]


def test_places_nobody_was_judged_for_are_drawn_among_children_without_a_jury() -> None:
    panel = _decided(3, places=4, unjudged=3)
    assert juries.name_who_goes_on(panel.edition, "second", by=lead(), at=READING) == (4, 2)
    assert Entry.objects.filter(reached="semifinal", pseudonym__startswith="静").count() == 1


def test_a_family_that_shows_no_jury_anything_takes_no_place_from_one_that_does() -> None:
    panel = _decided(4, places=4, unjudged=3)
    juries.name_who_goes_on(panel.edition, "second", by=lead(), at=READING)
    assert not Entry.objects.filter(reached="semifinal", pseudonym__startswith="静").exists()
