"""Two hands at once on what a child made, on both databases: one after the other, nobody shown by one."""

import pytest

from civic.journal.rules import broken_at
from civic.lib.refusals import Conflict
from civic.notices.models import Notice
from civic.youth import actions as youth
from civic.youth.models import ConcernReport, EntryLine, Evidence, Proposal, Reading
from civic.youth.rules import ItemState
from tests.at_once import at_once
from tests.youth.making import AT, HOUR, SHOW, handed_in, person, read_by, track_and_child

pytestmark = pytest.mark.django_db(transaction=True)


def _whole(proposal: Proposal) -> bool:
    lines = list(EntryLine.objects.filter(entry=proposal.entry_id).order_by("seq"))
    assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
    return broken_at(proposal.entry.subject, lines, {}) is None


def _read(proposal: Proposal, handle: str) -> Reading:
    return youth.read(proposal, by=person(handle), version=1, given=SHOW, at=AT + HOUR)


def test_one_reader_in_two_windows_is_one_reader() -> None:
    proposal = handed_in(track_and_child()[1])
    told = at_once(*(lambda: _read(proposal, "tang") for _window in range(4)))
    assert sorted(type(one).__name__ for one in told) == ["Conflict"] * 3 + ["Reading"]
    proposal.refresh_from_db()
    assert (proposal.state, Reading.objects.count()) == (ItemState.HANDED_IN, 1)


def test_two_readers_at_once_show_it_once() -> None:
    proposal = handed_in(track_and_child()[1])
    told = at_once(lambda: _read(proposal, "tang"), lambda: _read(proposal, "bai"))
    assert [type(one) for one in told] == [Reading, Reading]
    proposal.refresh_from_db()
    assert proposal.state == ItemState.SHOWN
    assert EntryLine.objects.filter(verb="shown").count() == 1
    assert _whole(proposal)


def test_whoever_takes_back_while_the_second_reads_is_never_shown() -> None:
    proposal = read_by(handed_in(track_and_child()[1]), "tang")
    told = at_once(lambda: _read(proposal, "bai"), lambda: youth.take_back(proposal, at=AT + HOUR))
    assert not [one for one in told if isinstance(one, BaseException) and not isinstance(one, Conflict)]
    proposal.refresh_from_db()
    assert proposal.state == ItemState.WITHDRAWN
    assert not Proposal.objects.public().exists()
    assert _whole(proposal)


def test_many_who_tell_the_same_at_once_make_one_concern_one_copy_and_one_call() -> None:
    proposal = read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
    told = at_once(
        *(lambda: youth.report(proposal, concern="danger", words="", by=None, at=AT + HOUR) for _hand in range(4))
    )
    assert [type(one) for one in told] == [ConcernReport] * 4
    assert ConcernReport.objects.get().count == 4
    assert Evidence.objects.count() == 1
    assert Notice.objects.filter(verb="youth-concern").count() == 2
    assert _whole(proposal)


def test_one_officer_sees_to_it_and_late_is_told_once() -> None:
    proposal = read_by(read_by(handed_in(track_and_child()[1]), "tang"), "bai")
    said = youth.report(proposal, concern="danger", words="", by=None, at=AT)
    assert sum(at_once(*(lambda: youth.tell_late(at=AT + 2 * HOUR) for _sweep in range(3)))) == 1
    told = at_once(
        *(lambda handle=handle: youth.take_concern(said, by=person(handle), at=AT) for handle in ("tang", "bai"))
    )
    assert sorted(type(one).__name__ for one in told) == ["ConcernReport", "Conflict"]
