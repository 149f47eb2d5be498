"""Handing in, changing, taking back: what readers read stays as it was, what a child takes back is gone at once."""

from dataclasses import replace
from typing import Any

import pytest

from civic.lib.refusals import Conflict, NotValid
from civic.search.models import Document
from civic.youth import actions as youth
from civic.youth.models import Proposal, ProposalVersion
from civic.youth.rules import ItemState, Phase
from tests.youth.ground import during
from tests.youth.making import AT, HOUR, SAW, handed_in, read_by, track_and_child, written

pytestmark = pytest.mark.django_db


def test_what_is_handed_in_becomes_a_version_and_has_its_day_of_answer() -> None:
    _track, entry = track_and_child()
    proposal = handed_in(entry)
    version = ProposalVersion.objects.get(proposal=proposal)
    assert (proposal.state, proposal.version, version.number, version.saw) == (ItemState.HANDED_IN, 1, 1, SAW)
    assert proposal.answer_due_on is not None
    with pytest.raises(Conflict):
        youth.hand_in(proposal, at=AT)


@pytest.mark.parametrize("missing", ["title", "saw", "change"])
def test_what_lacks_is_said_and_nothing_is_handed_in(missing: str) -> None:
    _track, entry = track_and_child()
    lacking: dict[str, Any] = {missing: ""}
    proposal = youth.keep(written(entry), given=replace(youth.Given(), **lacking), at=AT)
    with pytest.raises(NotValid) as refused:
        youth.hand_in(proposal, at=AT)
    assert list(refused.value.fields) == [missing]
    assert not ProposalVersion.objects.exists()


def test_the_readers_words_stay_as_they_were_when_the_child_writes_on() -> None:
    _track, entry = track_and_child()
    proposal = youth.change(handed_in(entry), at=AT + HOUR)
    youth.keep(proposal, given=youth.Given(saw="现在有两盏灯了。"), at=AT + HOUR)
    again = youth.hand_in(proposal, at=AT + 2 * HOUR)
    assert [one.saw for one in again.versions.all()] == [SAW, "现在有两盏灯了。"]
    assert again.answer_due_on == Proposal.objects.get(pk=proposal.pk).answer_due_on


def test_while_readers_have_it_nothing_is_written() -> None:
    _track, entry = track_and_child()
    with pytest.raises(Conflict):
        youth.keep(handed_in(entry), given=youth.Given(saw="换一句。"), at=AT)


def test_what_is_taken_back_is_gone_at_once_from_page_and_search_in_any_phase() -> None:
    _track, entry = track_and_child()
    proposal = read_by(read_by(handed_in(entry), "tang"), "bai")
    assert Proposal.objects.public().filter(pk=proposal.pk).exists()
    assert Document.objects.filter(side="public", kind="proposal", ref=proposal.pk).exists()
    youth.take_back(proposal, at=during(Phase.TERM, 300))
    assert not Proposal.objects.public().exists()
    assert not Document.objects.filter(kind="proposal").exists()
    with pytest.raises(Conflict):
        youth.take_back(proposal, at=during(Phase.TERM, 301))


def test_changing_what_is_public_takes_it_from_everybody_until_two_have_read_it_again() -> None:
    _track, entry = track_and_child()
    proposal = read_by(read_by(handed_in(entry), "tang"), "bai")
    youth.change(proposal, at=AT + 3 * HOUR)
    assert not Proposal.objects.public().exists()
    proposal.refresh_from_db()
    youth.hand_in(proposal, at=AT + 4 * HOUR)
    proposal.refresh_from_db()
    assert read_by(read_by(proposal, "bai", at=AT + 5 * HOUR), "tang", at=AT + 5 * HOUR).state == ItemState.SHOWN


def test_a_draft_can_be_thrown_away() -> None:
    _track, entry = track_and_child()
    assert youth.take_back(written(entry), at=AT).state == ItemState.WITHDRAWN
