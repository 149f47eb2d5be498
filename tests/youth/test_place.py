"""Who goes on from a round: as many as there are places, in the phase itself, once; the others keep their answer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.youth import actions as youth
from civic.youth.models import Edition, Entry, EntryLine
from civic.youth.rules import Band, Phase
from tests.people import City
from tests.youth.ground import Track, during, enter, found_track

pytestmark = pytest.mark.django_db


def _who(handle: str) -> Person:
    return Person.objects.get(handle=handle)


@pytest.fixture
def track(city: City) -> Track:
    return found_track()


def _final(track: Track, primary: int, middle: int) -> list[Entry]:
    entries = [enter(track, f"小{number}", band=Band.G5) for number in range(primary)]
    entries += [enter(track, f"中{number}", band=Band.G9) for number in range(middle)]
    Entry.objects.filter(edition=track.edition).update(reached=Phase.FINAL)
    return entries


def test_the_final_has_seven_places_for_primary_and_three_for_middle_school(track: Track) -> None:
    entries, at = _final(track, 13, 7), during(Phase.FINAL)
    for chosen in (entries[:10], entries[:7] + entries[13:15], entries[:8] + entries[13:16]):
        with pytest.raises(NotValid):
            youth.place(track.edition, Phase.FINAL, chosen, by=_who("tang"), at=at)
    assert youth.place(track.edition, Phase.FINAL, entries[:7] + entries[13:16], by=_who("tang"), at=at) == (10, 10)
    assert Entry.objects.filter(reached=Phase.APPOINTMENT, state="in").count() == 10
    assert Entry.objects.filter(reached=Phase.FINAL, state="out", left_at=at).count() == 10
    with pytest.raises(Conflict):
        youth.place(track.edition, Phase.FINAL, entries[:7] + entries[13:16], by=_who("tang"), at=at)


def test_where_fewer_came_than_there_are_places_all_go_on(track: Track) -> None:
    entries = _final(track, 4, 1)
    with pytest.raises(NotValid):
        youth.place(track.edition, Phase.FINAL, entries[:4], by=_who("tang"), at=during(Phase.FINAL))
    assert youth.place(track.edition, Phase.FINAL, entries, by=_who("tang"), at=during(Phase.FINAL)) == (5, 0)


def test_it_is_said_in_the_phase_itself_by_whoever_is_responsible(track: Track) -> None:
    entries = _final(track, 2, 1)
    for phase in (Phase.ENTRY, Phase.SEMIFINAL, Phase.APPOINTMENT):
        with pytest.raises(Conflict):
            youth.place(track.edition, Phase.FINAL, entries, by=_who("tang"), at=during(phase))
    with pytest.raises(NotValid):
        youth.place(track.edition, Phase.TERM, entries, by=_who("tang"), at=during(Phase.TERM))
    for who in ("qiu", "ke", "lin", "gu"):
        with pytest.raises(NotAllowed):
            youth.place(track.edition, Phase.FINAL, entries, by=_who(who), at=during(Phase.FINAL))


def test_a_child_that_is_not_in_the_round_does_not_go_on_from_it(track: Track) -> None:
    entries = _final(track, 2, 1)
    Entry.objects.filter(pk=entries[0].pk).update(reached=Phase.SECOND)
    with pytest.raises(NotValid):
        youth.place(track.edition, Phase.FINAL, entries, by=_who("tang"), at=during(Phase.FINAL))
    Entry.objects.filter(pk=entries[0].pk).update(reached=Phase.FINAL, state="withdrawn")
    with pytest.raises(NotValid):
        youth.place(track.edition, Phase.FINAL, entries, by=_who("tang"), at=during(Phase.FINAL))


def test_the_first_round_takes_everybody_who_entered(track: Track) -> None:
    for number in range(3):
        enter(track, f"小{number}")
    with pytest.raises(Conflict):
        youth.begin_round(track.edition, Phase.SCHOOL, by=_who("tang"), at=during(Phase.ENTRY))
    assert youth.begin_round(track.edition, Phase.SCHOOL, by=_who("tang"), at=during(Phase.SCHOOL)) == 3


def test_little_mayors_are_appointed_once_and_hand_over_to_a_later_edition(track: Track) -> None:
    entries = _final(track, 2, 1)
    at = during(Phase.APPOINTMENT)
    with pytest.raises(Conflict):
        youth.appoint(track.edition, by=_who("tang"), at=at)
    youth.place(track.edition, Phase.FINAL, entries, by=_who("tang"), at=during(Phase.FINAL))
    with pytest.raises(Conflict):
        youth.appoint(track.edition, by=_who("tang"), at=during(Phase.FINAL))
    assert youth.appoint(track.edition, by=_who("tang"), at=at) == 3
    with pytest.raises(Conflict):
        youth.appoint(track.edition, by=_who("tang"), at=at)
    later = Edition.objects.get(pk=track.edition.pk)
    later.pk, later.number = None, 4
    later.save()
    with pytest.raises(NotAllowed):  # the check of two years ago opens nothing any more
        youth.hand_over_edition(track.edition, to=later, by=_who("tang"), at=during(Phase.HANDOVER))
    with pytest.raises(Conflict):
        youth.hand_over_edition(track.edition, to=later, by=_who("root"), at=during(Phase.TERM))
    with pytest.raises(NotValid):
        youth.hand_over_edition(track.edition, to=track.edition, by=_who("root"), at=during(Phase.HANDOVER))
    assert youth.hand_over_edition(track.edition, to=later, by=_who("root"), at=during(Phase.HANDOVER)) == 3
    with pytest.raises(Conflict):
        youth.hand_over_edition(track.edition, to=later, by=_who("root"), at=during(Phase.HANDOVER))


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(primary=st.integers(0, 9), middle=st.integers(0, 5), data=st.data())
def test_never_more_than_there_are_places_and_nobody_is_lost(
    city: City, primary: int, middle: int, data: st.DataObject
) -> None:
    EntryLine.objects.all().delete()
    Entry.objects.all().delete()
    track = _again()
    entries = _final(track, primary, middle)
    chosen = data.draw(st.lists(st.sampled_from(entries), unique_by=lambda one: one.pk)) if entries else []
    at = during(Phase.FINAL)
    try:
        on, out = youth.place(track.edition, Phase.FINAL, chosen, by=_who("tang"), at=at)
    except (Conflict, NotValid):
        assert Entry.objects.filter(state="out").count() == 0
        return
    assert on + out == len(entries)
    groups = [one.group for one in chosen]
    assert (groups.count("primary"), groups.count("middle")) == (min(7, primary), min(3, middle))


def _again() -> Track:
    found = Edition.objects.filter(number=3).first()
    if found is None:
        return found_track()
    return Track(found, None, None, None)  # type: ignore[arg-type]
