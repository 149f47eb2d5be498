"""What was taken back rests sealed for two weeks: a mistake is undone by a new yes, then the words are deleted."""

from datetime import timedelta
from typing import Any

import pytest

from civic.guardians.models import Guardianship
from civic.guardians.rules import PURPOSES_OF
from civic.lib.refusals import Conflict
from civic.search.models import Document
from civic.youth import actions as youth
from civic.youth.models import Entry, Proposal
from tests.youth.families import OPEN, YES, entered
from tests.youth.ground import Track, found_track, propose

pytestmark = pytest.mark.django_db
LATER, DAY = OPEN + timedelta(hours=2), timedelta(days=1)
NO = dict.fromkeys(PURPOSES_OF["youth"], False)


@pytest.fixture
def track() -> Track:
    return found_track()


def _say(entry: Entry, words: dict[str, bool], *, at: Any) -> None:
    youth.decide(entry.child, words=words, ward=Guardianship.objects.get(child=entry.child), at=at)


def test_a_mistake_is_undone_by_the_same_guardian_and_the_work_stands_where_it_stood(track: Track) -> None:
    entry = entered(track).entry
    shown, draft = propose(entry), propose(entry, "灯", state="draft")
    Proposal.objects.filter(pk=draft.pk).update(version=0, handed_in_at=None)
    _say(entry, NO, at=LATER)
    assert {one.state for one in Proposal.objects.all()} == {"withdrawn"}
    assert not Document.objects.filter(kind="proposal").exists()
    _say(entry, YES, at=LATER + 13 * DAY)
    shown.refresh_from_db()
    draft.refresh_from_db()
    assert (shown.state, shown.rests_until, shown.saw != "") == ("shown", None, True)
    assert (draft.state, draft.handed_in_at) == ("draft", None)
    assert Document.objects.filter(kind="proposal").exists()


def test_what_was_brought_back_does_not_come_twice_nor_after_its_days(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    _say(entry, NO, at=LATER)
    assert youth.bring_back(Entry.objects.get(pk=entry.pk), at=LATER) == 0  # the child takes part no more
    _say(entry, YES, at=LATER + DAY)
    assert Proposal.objects.get().state == "shown"
    assert youth.bring_back(Entry.objects.get(pk=entry.pk), at=LATER + DAY) == 0


def test_a_yes_to_taking_part_alone_brings_nothing_back_to_the_public(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    _say(entry, NO, at=LATER)
    _say(entry, NO | {"enter": True}, at=LATER + DAY)
    assert Proposal.objects.get().state == "read"


def test_after_two_weeks_words_are_deleted_and_no_yes_brings_them_back(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    _say(entry, NO, at=LATER)
    assert youth.let_rest_go(at=LATER + 13 * DAY) == 0
    assert youth.let_rest_go(at=LATER + 14 * DAY) == 1
    _say(entry, YES, at=LATER + 14 * DAY)
    gone = Proposal.objects.get()
    assert (gone.state, gone.title, gone.saw, gone.rests_until) == ("withdrawn", "", "", None)
    assert youth.let_rest_go(at=LATER + 15 * DAY) == 0


def test_the_day_ends_the_rest_before_the_sweep_has_come(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    _say(entry, NO, at=LATER)
    _say(entry, YES, at=LATER + 14 * DAY)
    assert Proposal.objects.get().state == "withdrawn"


def test_what_a_child_took_back_itself_comes_back_by_no_yes(track: Track) -> None:
    entry = entered(track).entry
    youth.take_back(propose(entry), at=LATER)
    _say(entry, NO, at=LATER)
    _say(entry, YES, at=LATER + DAY)
    assert Proposal.objects.get().state == "withdrawn"
    assert youth.let_rest_go(at=LATER + 14 * DAY) == 1


def test_what_is_looked_into_because_of_danger_waits(track: Track) -> None:
    entry = entered(track).entry
    proposal = propose(entry)
    youth.report(proposal, concern="danger", words="", by=None, may_hide=True, at=LATER)
    _say(entry, NO, at=LATER)
    assert youth.let_rest_go(at=LATER + 20 * DAY) == 0
    assert Proposal.objects.get().saw != ""


def test_whoever_did_not_go_on_is_hidden_by_a_no_as_well(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    Entry.objects.filter(pk=entry.pk).update(state="out", left_at=LATER)
    _say(entry, NO, at=LATER)
    assert (Proposal.objects.get().state, Entry.objects.get().state) == ("withdrawn", "out")
    _say(entry, YES, at=LATER + DAY)
    assert (Proposal.objects.get().state, Entry.objects.get().state) == ("shown", "out")


def test_the_calendar_alone_takes_nothing_back_of_whoever_did_not_go_on(track: Track) -> None:
    entry = entered(track).entry
    propose(entry)
    Entry.objects.filter(pk=entry.pk).update(state="out", left_at=LATER)
    youth.follow_word(entry.child, frozenset(), side="calendar", at=LATER)
    assert Proposal.objects.get().state != "withdrawn"


def test_nothing_is_taken_back_twice(track: Track) -> None:
    proposal = propose(entered(track).entry)
    youth.take_back(proposal, at=LATER)
    with pytest.raises(Conflict):
        youth.take_back(proposal, at=LATER)
