"""A box is counted: the same in any order and each time, with what was taken back left out, and odd things told."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civic.ballots import actions as ballots
from civic.ballots.actions import counting
from civic.ballots.models import Ballot, Paper, Voter
from civic.ballots.queries.voting import sheets_in
from civic.ballots.rules import (
    GRACE,
    NETWORK_KEPT,
    Came,
    Chosen,
    Sheet,
    Sort,
    blend,
    findings,
    same_seal,
    seal_of,
    tally,
)
from civic.youth.models import Proposal, School
from tests.ballots.ground import BEFORE, CLOSES, WITHIN, opened, person, resident
from tests.people import City

NUMBERS = range(1, 9)
PAPERS = st.lists(st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True), max_size=60).map(
    lambda rows: [Sheet(str(UUID(int=place)), tuple(sorted(row))) for place, row in enumerate(rows)]
)


@given(box=PAPERS, mixed=st.randoms(), gone=st.sets(st.sampled_from(NUMBERS)))
def test_a_box_gives_the_same_in_any_order(box: list[Sheet], mixed: object, gone: set[int]) -> None:
    again = list(box)
    mixed.shuffle(again)  # type: ignore[attr-defined]
    assert tally(again, numbers=NUMBERS, taken_back=gone) == tally(box, numbers=NUMBERS, taken_back=gone)
    assert seal_of(again) == seal_of(box)
    assert same_seal(again, seal=seal_of(box))


@given(box=PAPERS, gone=st.sets(st.sampled_from(NUMBERS)))
def test_what_is_taken_back_changes_no_other_number(box: list[Sheet], gone: set[int]) -> None:
    whole, rest = tally(box, numbers=NUMBERS), tally(box, numbers=NUMBERS, taken_back=gone)
    assert rest == {number: votes for number, votes in whole.items() if number not in gone}
    assert sum(whole.values()) == sum(len(one.chosen) for one in box)


@given(box=PAPERS.filter(bool), data=st.data())
def test_one_paper_changed_lost_or_added_breaks_the_seal(box: list[Sheet], data: st.DataObject) -> None:
    seal, place = seal_of(box), data.draw(st.integers(0, len(box) - 1))
    lost = box[:place] + box[place + 1 :]
    changed = [*lost, Sheet(box[place].token, (*box[place].chosen, 9))]
    added = [*box, Sheet(str(UUID(int=10**9)), (1,))]
    assert not any(same_seal(one, seal=seal) for one in (lost, changed, added))


@given(
    jury=st.floats(0, 100),
    other=st.floats(0, 100),
    votes=st.integers(0, 50),
    more=st.integers(0, 50),
    weight=st.integers(0, 999),
)
def test_the_vote_never_moves_a_mark_by_more_than_thirty(
    jury: float, other: float, votes: int, more: int, weight: int
) -> None:
    one = blend(jury, votes, papers=50, weight=weight)
    assert 0 <= one <= 100
    assert abs(one - blend(jury, more, papers=50, weight=weight)) <= 30.001
    if jury - other > 45:
        assert one >= blend(other, more, papers=50, weight=weight)


@pytest.mark.django_db
def test_a_vote_is_counted_once_sealed_and_the_same_again_from_its_box() -> None:
    ballot = opened()
    for number in range(9):
        ballots.vote(ballot, by=resident(f"voter{number}"), chosen=[number % 4 + 1, (number + 1) % 4 + 1], at=WITHIN)
    assert not ballots.count_vote(ballot, at=CLOSES)
    assert ballots.count_vote(ballot, at=CLOSES + GRACE)
    assert not ballots.count_vote(ballot, at=CLOSES + GRACE)
    ballot.refresh_from_db()
    published = dict(ballot.candidates.values_list("number", "votes"))
    assert tally(sheets_in(ballot), numbers=range(1, 5)) == published
    assert same_seal(sheets_in(ballot), seal=ballot.seal)
    assert ballot.edition.lines.filter(verb="count-vote").count() == 1


@pytest.mark.django_db
def test_the_box_of_a_proposal_taken_back_in_mid_vote_counts_for_the_others() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("early"), chosen=[1, 2], at=WITHIN)
    Proposal.objects.filter(candidacies__number=1).update(state="withdrawn")
    ballots.vote(ballot, by=resident("late"), chosen=[2], at=WITHIN)
    ballots.count_due(at=CLOSES + GRACE)
    assert dict(ballot.candidates.values_list("number", "votes")) == {1: None, 2: 2, 3: 0, 4: 0}
    assert ballot.edition.lines.get(verb="count-vote").facts["taken_back"] == [1]


@pytest.mark.django_db
def test_an_empty_box_is_a_result_too() -> None:
    ballot = opened()
    assert ballots.count_due(at=CLOSES + GRACE) == 1
    ballot.refresh_from_db()
    assert (ballot.papers, ballot.findings) == (0, [])


@pytest.mark.django_db
def test_a_paper_laid_in_past_the_act_is_told() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1], at=WITHIN)
    Paper.objects.create(ballot=ballot, chosen=[1], mark="-")
    ballots.count_due(at=CLOSES + GRACE)
    ballot.refresh_from_db()
    assert [(one["sort"], one["count"], one["of"]) for one in ballot.findings] == [("count", 2, 1), ("count", 1, 2)]


@pytest.mark.django_db
def test_a_swarm_of_new_accounts_from_one_network_is_told_and_counted() -> None:
    ballot = opened()
    for number in range(25):
        fresh = resident(f"fresh{number}", joined=WITHIN - timedelta(hours=1))
        ballots.vote(ballot, by=fresh, chosen=[1], network="10.0.0.1", at=WITHIN)
    ballots.count_due(at=CLOSES + GRACE)
    ballot.refresh_from_db()
    assert {one["sort"] for one in ballot.findings} == {Sort.FRESH, Sort.NETWORK}
    assert ballot.candidates.get(number=1).votes == 25
    assert "10.0.0.1" not in str(ballot.findings)


@pytest.mark.django_db
def test_a_class_that_votes_by_dictation_is_told() -> None:
    ballot = opened()
    sheet = ballots.make_vote_sheet(
        ballot, school=School.objects.get(code="s1"), count=20, by=person("tang"), at=BEFORE
    )
    for code in ballots.print_vote_sheet(sheet, by=person("tang"), at=BEFORE):
        ballots.vote_with_code(ballot, typed=code, chosen=[1], at=WITHIN)
    ballots.count_due(at=CLOSES + GRACE)
    ballot.refresh_from_db()
    assert [one["sort"] for one in ballot.findings] == [Sort.SHEET]


def test_a_rush_of_one_hour_is_told_and_a_quiet_vote_is_not() -> None:
    quiet = [Came(WITHIN + timedelta(hours=number), f"n{number}") for number in range(12)]
    papers = [Chosen((1,), False)] * 12
    assert findings(quiet, papers) == []
    rush = [Came(WITHIN, f"r{number}") for number in range(30)]
    assert [one.sort for one in findings(quiet + rush, papers + papers * 2 + papers[:6])] == [Sort.RUSH]


@pytest.mark.django_db
def test_from_where_somebody_voted_is_wiped_after_thirty_days() -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1], network="10.0.0.1", at=WITHIN)
    assert Voter.objects.get().network not in ("", "10.0.0.1")
    assert ballots.wipe_networks(at=CLOSES + NETWORK_KEPT) == 0
    assert ballots.wipe_networks(at=CLOSES + NETWORK_KEPT + timedelta(seconds=1)) == 1
    assert Voter.objects.get().network == ""


@pytest.mark.django_db
def test_a_vote_that_cannot_be_counted_keeps_no_other_waiting(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = opened()
    whole = Ballot.objects.get(pk=broken.pk)
    whole.pk, whole.key, whole.phase, whole.approval = None, uuid4(), "final", "云教办〔2026〕47号"
    whole.save(force_insert=True)
    real = counting.seal_of

    def seal_of_one(sheets: list[Sheet]) -> str:
        if Ballot.objects.get(pk=broken.pk).voters.exists() and sheets:
            raise ZeroDivisionError
        return real(sheets)

    ballots.vote(broken, by=resident("voter"), chosen=[1], at=WITHIN)
    monkeypatch.setattr(counting, "seal_of", seal_of_one)
    assert ballots.count_due(at=CLOSES + GRACE) == 1
    assert list(Ballot.objects.filter(tallied_at__isnull=False)) == [whole]
    monkeypatch.undo()
    assert ballots.count_due(at=CLOSES + GRACE) == 1
