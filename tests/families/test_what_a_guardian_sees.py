"""A guardian sees what two have read, and nothing in which the child may be in danger before an officer tells the
family: the danger may be at home."""

import pytest

from civic.accounts.models import Person
from civic.families.queries.copying import copy_of
from civic.families.queries.kept import kept_for_child, kept_for_guardian
from civic.guardians.models import Guardianship
from civic.youth import actions as youth
from civic.youth.models import ConcernReport, Entry, Proposal
from tests.people import City
from tests.youth.making import AT, BACK, HOUR, handed_in, read_by, track_and_child

pytestmark = pytest.mark.django_db
LATER = AT + 3 * HOUR


def _seen(entry: Entry) -> list[str]:
    ward = Guardianship.objects.get(child=entry.child)
    kept = kept_for_guardian(ward, at=LATER)
    assert len(copy_of(kept)["proposals"]) == len(kept.proposals)
    return [one.state for one in kept.proposals]


def _danger(proposal: Proposal, verdict: str = "") -> None:
    given = youth.VerdictGiven(verdict, is_danger=True, danger_words="爸爸打他。")
    youth.read(proposal, by=Person.objects.get(handle="tang"), version=proposal.version, given=given, at=AT + HOUR)
    proposal.refresh_from_db()


def test_what_two_have_not_read_a_guardian_sees_neither_on_the_page_nor_in_the_copy(city: City) -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    assert _seen(entry) == []
    assert [one.pk for one in kept_for_child(entry, at=LATER).proposals] == [proposal.pk]  # it is its own
    read_by(proposal, "tang")
    assert _seen(entry) == []
    read_by(proposal, "bai")
    assert _seen(entry) == ["shown"]


def test_what_came_back_with_a_kind_word_a_guardian_sees(city: City) -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    read_by(proposal, "tang", BACK)
    read_by(proposal, "bai", BACK)
    assert _seen(entry) == ["sent-back"]


@pytest.mark.parametrize("verdict", ["", "show", "send-back"])
def test_the_mark_of_danger_needs_no_verdict_and_keeps_it_from_the_family(city: City, verdict: str) -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    _danger(proposal, verdict)
    assert proposal.state == "hidden"
    assert ConcernReport.objects.get().concern == "danger"
    assert _seen(entry) == []
