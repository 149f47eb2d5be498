"""A child begins a proposal and writes it step by step; nothing is lost, nothing tells who it is."""

from datetime import timedelta

import pytest

from civic.guardians.models import Consent
from civic.lib.refusals import Conflict, NotAllowed, NotValid, TooLate
from civic.youth import actions as youth
from civic.youth.models import EntryLine, Proposal
from civic.youth.rules import ItemState, Phase
from tests.youth.ground import during, enter
from tests.youth.making import AT, CHANGE, SAW, track_and_child, written

pytestmark = pytest.mark.django_db


def test_a_child_makes_a_proposal_and_every_step_is_kept() -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.saw, proposal.change) == (ItemState.DRAFT, SAW, CHANGE)
    assert proposal.wishes == ["桥洞两头各装一盏灯。", "灯低一点，照得到地。"]
    assert proposal.asked == {"question": "你怕走桥洞吗？", "answers": [["怕", 14], ["不怕", 3]]}
    assert proposal.district == entry.district
    line = EntryLine.objects.get(entry=entry)
    assert (line.verb, line.side, line.actor) == ("made", "child", None)


def test_beginning_twice_gives_the_empty_one_again() -> None:
    _track, entry = track_and_child()
    assert youth.make(entry, at=AT).pk == youth.make(entry, at=AT).pk


def test_three_are_enough_and_what_was_taken_back_does_not_count() -> None:
    _track, entry = track_and_child()
    first = written(entry)
    written(entry)
    written(entry)
    with pytest.raises(Conflict):
        youth.make(entry, at=AT)
    youth.take_back(first, at=AT)
    assert youth.make(entry, at=AT).pk


def test_nobody_makes_anything_without_the_familys_word_or_outside_the_phase() -> None:
    track, entry = track_and_child()
    with pytest.raises(TooLate):
        youth.make(entry, at=during(Phase.APPOINTMENT))
    Consent.objects.all().delete()
    with pytest.raises(NotAllowed):
        youth.make(entry, at=AT)
    assert not Proposal.objects.exists()
    assert track.edition.pk


def test_what_is_too_long_is_refused_and_what_was_there_stays() -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    for given in (
        youth.Given(saw="长" * 1201),
        youth.Given(change="\n".join(["一个想法"] * 5)),
        youth.Given(change="长" * 201),
        youth.Given(question="问什么？", answers=[("只有一个", 3)]),
        youth.Given(question="", answers=[("怕", 1), ("不怕", 2)]),
        youth.Given(question="问什么？", answers=[("怕", -1), ("不怕", 2)]),
    ):
        with pytest.raises(NotValid):
            youth.keep(proposal, given=given, at=AT)
    proposal.refresh_from_db()
    assert (proposal.saw, proposal.change) == (SAW, CHANGE)


def test_words_are_cleaned_of_what_is_hidden_in_them() -> None:
    _track, entry = track_and_child()
    kept = youth.keep(
        youth.make(entry, at=AT), given=youth.Given(saw="看\u202e见\u200b了\x00。", title=" 题\n目 "), at=AT
    )
    assert (kept.saw, kept.title) == ("看见了。", "题 目")


def test_one_step_does_not_blank_another() -> None:
    _track, entry = track_and_child()
    proposal = written(entry)
    youth.keep(proposal, given=youth.Given(helps="所有人。"), at=AT + timedelta(hours=1))
    proposal.refresh_from_db()
    assert (proposal.saw, proposal.helps, proposal.topic_id is not None) == (SAW, "所有人。", True)


def test_two_children_never_touch_each_others_words() -> None:
    track, entry = track_and_child()
    other = enter(track, "榕树", name="陈大明")
    assert written(entry).entry_id != written(other).entry_id
