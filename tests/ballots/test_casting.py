"""Somebody votes: once, within its days, for what stands; and nothing leads from who it was to what was chosen."""

from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from civic.accounts.models import Person
from civic.ballots import actions as ballots
from civic.ballots.models import Paper, Voter
from civic.ballots.queries.voting import candidates_for, seed_of, standing_of
from civic.ballots.rules import GRACE, order_for
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken, TooLate
from civic.youth.models import Duty, Proposal
from tests.ballots.ground import BEFORE, CLOSES, OPENS, WITHIN, opened, person, resident

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "chosen", [[], [1, 1], [1, 2, 3], [0], [-1], [99], [10**30]], ids=["none", "twice", "many", "0", "-1", "99", "huge"]
)
def test_a_choice_that_cannot_be_counted_leaves_no_trace(chosen: list[int]) -> None:
    ballot = opened()
    with pytest.raises(NotValid) as refused:
        ballots.vote(ballot, by=resident("voter"), chosen=chosen, at=WITHIN)
    assert list(refused.value.fields) == ["chosen"]
    assert (Voter.objects.count(), Paper.objects.count()) == (0, 0)


@pytest.mark.parametrize("at", [BEFORE, OPENS - timedelta(seconds=1), CLOSES, CLOSES + timedelta(days=1)])
def test_nobody_votes_before_its_opening_or_from_its_close_on(at: object) -> None:
    ballot = opened()
    with pytest.raises(TooLate):
        ballots.vote(ballot, by=resident("voter"), chosen=[1], at=at)  # type: ignore[arg-type]


def test_a_vote_in_its_last_second_counts_and_none_goes_into_a_sealed_box() -> None:
    ballot = opened()
    last = CLOSES - timedelta(seconds=1)
    ballots.vote(ballot, by=resident("voter"), chosen=[1], at=last)
    assert ballots.count_due(at=CLOSES) == 0
    assert ballots.count_due(at=CLOSES + GRACE) == 1
    with pytest.raises(TooLate):
        ballots.vote(ballot, by=resident("slow"), chosen=[1], at=last)
    assert Paper.objects.count() == 1


def test_a_second_vote_is_refused_and_the_first_stays() -> None:
    ballot, voter = opened(), resident("voter")
    ballots.vote(ballot, by=voter, chosen=[1], at=WITHIN)
    with pytest.raises(Taken):
        ballots.vote(ballot, by=voter, chosen=[2], at=WITHIN)
    assert [one.chosen for one in Paper.objects.all()] == [[1]]


def test_whoever_proved_no_contact_or_decides_in_the_track_does_not_vote() -> None:
    ballot = opened()
    unproved = Person.objects.create_user("unproved", email="unproved@example.com")
    for by, why in ((unproved, "unproved"), (person("qiu"), "decides"), (person("tang"), "decides")):
        assert standing_of(by, ballot, at=WITHIN).why == why
        with pytest.raises(NotAllowed):
            ballots.vote(ballot, by=by, chosen=[1], at=WITHIN)
    assert not Voter.objects.exists()


def test_whoever_decided_until_yesterday_votes_like_everybody() -> None:
    ballot, voter = opened(), resident("voter")
    Duty.objects.create(person=voter, task="juror", starts=BEFORE.date(), ends=BEFORE.date())
    assert standing_of(voter, ballot, at=WITHIN).may


def test_a_proposal_taken_back_while_somebody_reads_is_told_and_costs_no_vote() -> None:
    ballot, voter = opened(), resident("voter")
    Proposal.objects.filter(candidacies__number=1).update(state="withdrawn")
    with pytest.raises(Conflict, match="taken back"):
        ballots.vote(ballot, by=voter, chosen=[1, 2], at=WITHIN)
    ballots.vote(ballot, by=voter, chosen=[2], at=WITHIN)
    assert Paper.objects.get().chosen == [2]


def test_no_column_of_a_paper_leads_to_a_voter_and_none_of_a_voter_to_a_paper() -> None:
    opened()
    with connection.cursor() as cursor:
        columns = {
            table: {one.name for one in connection.introspection.get_table_description(cursor, table)}
            for table in (Paper._meta.db_table, Voter._meta.db_table)
        }
    assert columns[Paper._meta.db_table] == {"token", "ballot_id", "chosen", "is_fresh", "sheet_id", "mark"}
    assert columns[Voter._meta.db_table] == {"id", "ballot_id", "person_id", "code_id", "network", "at"}


def test_one_person_reads_one_order_and_two_persons_two() -> None:
    ballot = opened(12)
    one, other = resident("one"), resident("other")

    def order(reader: Person) -> list[int]:
        return [row.number for row in candidates_for(ballot, seed=seed_of(reader, at=WITHIN))]

    assert order(one) == order(one)
    assert order(one) != order(other)
    assert sorted(order(one)) == sorted(order(other)) == list(range(1, 13))
    Proposal.objects.filter(candidacies__number=5).update(state="withdrawn")
    assert order(one) == [
        number for number in order_for(f"{ballot.key}:{seed_of(one, at=WITHIN)}", range(1, 13)) if number != 5
    ]


@given(seed=st.text(), numbers=st.sets(st.integers(1, 200), max_size=40))
def test_an_order_holds_everything_once_and_lacks_only_what_is_gone(seed: str, numbers: set[int]) -> None:
    order = order_for(seed, numbers)
    assert sorted(order) == sorted(numbers)
    for gone in list(numbers)[:3]:
        assert order_for(seed, numbers - {gone}) == [one for one in order if one != gone]


def test_every_place_is_as_good_as_another() -> None:
    first = [order_for(f"reader {number}", range(1, 5))[0] for number in range(2000)]
    for number in range(1, 5):
        assert 400 < first.count(number) < 600
