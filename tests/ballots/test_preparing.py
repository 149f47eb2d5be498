"""A vote is planned within its round, opened by an approval of its own, and stopped with a reason everybody reads."""

from datetime import timedelta

import pytest

from civic.ballots import actions as ballots
from civic.ballots.models import Ballot
from civic.ballots.queries.voting import running
from civic.guardians.models import Consent
from civic.guardians.rules import Purpose
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.youth.models import Entry, Proposal
from tests.ballots.ground import BEFORE, CLOSES, OPENS, WITHIN, opened, person, planned, resident, track_of
from tests.youth.ground import DAY

pytestmark = pytest.mark.django_db
APPROVAL = {"number": "云教办〔2026〕46号", "authority": "市教育局", "approved_on": BEFORE.date()}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"phase": "entry"}, "phase"),
        ({"phase": "district"}, "phase"),
        ({"closes_at": OPENS}, "closes_at"),
        ({"closes_at": CLOSES + 30 * DAY}, "closes_at"),
        ({"opens_at": OPENS - 20 * DAY, "closes_at": OPENS}, "closes_at"),
        ({"at": OPENS}, "opens_at"),
        ({"picks": 0}, "picks"),
        ({"picks": 11}, "picks"),
        ({"weight": 31}, "weight"),
        ({"weight": -1}, "weight"),
    ],
)
def test_a_vote_lies_in_its_round_and_weighs_less_than_the_jury(changed: dict[str, object], field: str) -> None:
    track = track_of()
    with pytest.raises(NotValid) as refused:
        planned(track, **changed)
    assert list(refused.value.fields) == [field]
    assert not Ballot.objects.exists()


def test_a_vote_between_one_proposal_is_none() -> None:
    with pytest.raises(NotValid):
        planned(track_of(1))


def test_a_proposal_stands_only_while_its_family_lets_it_be_public_and_its_child_takes_part() -> None:
    track = track_of(5)
    hidden, left, refused = Proposal.objects.order_by("pk")[:3]
    Proposal.objects.filter(pk=hidden.pk).update(state="hidden")
    Entry.objects.filter(pk=left.entry_id).update(state="withdrawn")
    no = Consent.objects.get(child=refused.entry.child_id, purpose=Purpose.PUBLISH)
    no.pk, no.is_yes = None, False
    no.save()
    standing = set(planned(track).candidates.values_list("proposal", flat=True))
    assert standing == set(Proposal.objects.order_by("pk").values_list("pk", flat=True)[3:])


def test_a_round_has_one_vote_and_another_once_the_first_was_stopped() -> None:
    track = track_of()
    first = planned(track)
    with pytest.raises(Taken):
        planned(track)
    ballots.stop_vote(first, by=person("tang"), reason="改期。", at=BEFORE)
    assert planned(track).pk != first.pk


def test_only_whoever_is_responsible_touches_a_vote() -> None:
    ballot = planned(track_of())
    for handle in ("qiu", "ke", "mei", "root"):
        by = person(handle)
        with pytest.raises(NotAllowed):
            ballots.open_vote(ballot, by=by, **APPROVAL, at=BEFORE)
        with pytest.raises(NotAllowed):
            ballots.stop_vote(ballot, by=by, reason="。", at=BEFORE)
        with pytest.raises(NotAllowed):
            ballots.plan_vote(ballot.edition, by=by, phase="second", opens_at=OPENS, closes_at=CLOSES, at=BEFORE)


def test_without_its_approval_nobody_votes() -> None:
    ballot = planned(track_of())
    assert running(WITHIN) is None
    with pytest.raises(TooLate):
        ballots.vote(ballot, by=resident("voter"), chosen=[1], at=WITHIN)
    for wrong in ({"number": " "}, {"authority": ""}, {"approved_on": None}, {"approved_on": BEFORE.date() + DAY}):
        with pytest.raises(NotValid) as refused:
            ballots.open_vote(ballot, by=person("bai"), **(APPROVAL | wrong), at=BEFORE)
        assert list(refused.value.fields) == list(wrong)
    ballots.open_vote(ballot, by=person("bai"), **APPROVAL, at=BEFORE)
    assert running(WITHIN) == ballot
    with pytest.raises(Conflict):
        ballots.open_vote(ballot, by=person("bai"), **APPROVAL, at=BEFORE)


def test_an_approval_is_good_for_one_vote() -> None:
    first = opened()
    ballots.stop_vote(first, by=person("tang"), reason="改期。", at=BEFORE)
    again = ballots.plan_vote(
        first.edition, by=person("tang"), phase="second", opens_at=OPENS, closes_at=CLOSES, at=BEFORE
    )
    with pytest.raises(NotValid) as refused:
        ballots.open_vote(again, by=person("bai"), **APPROVAL, at=BEFORE)
    assert list(refused.value.fields) == ["number"]


def test_a_stopped_vote_takes_no_paper_and_has_no_result() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("early"), chosen=[1], at=WITHIN)
    with pytest.raises(NotValid):
        ballots.stop_vote(ballot, by=person("tang"), reason="  ", at=WITHIN)
    ballots.stop_vote(ballot, by=person("tang"), reason="有人拉票。", at=WITHIN)
    with pytest.raises(TooLate):
        ballots.vote(ballot, by=resident("late"), chosen=[1], at=WITHIN)
    assert ballots.count_due(at=CLOSES + timedelta(hours=1)) == 0
    with pytest.raises(Conflict):
        ballots.stop_vote(ballot, by=person("tang"), reason="又停。", at=WITHIN)
    assert list(ballot.edition.lines.order_by("seq").values_list("verb", flat=True)[:3]) == [
        "plan-vote",
        "open-vote",
        "stop-vote",
    ]
