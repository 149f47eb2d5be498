"""Sixty-four hands at once: one person's votes, one code, and a vote while its proposal is taken back."""

import pytest

from civic.ballots import actions as ballots
from civic.ballots.models import Paper, Voter
from civic.ballots.rules import GRACE
from civic.youth.models import Proposal, School
from tests.at_once import at_once, kinds
from tests.ballots.ground import BEFORE, CLOSES, WITHIN, opened, person, resident
from tests.people import City

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 64


def test_of_sixty_four_votes_by_one_person_one_counts(city: City) -> None:
    ballot, voter = opened(), resident("voter")
    told = at_once(*(lambda n=n: ballots.vote(ballot, by=voter, chosen=[n % 4 + 1], at=WITHIN) for n in range(HANDS)))
    assert kinds(told).count("Taken") == HANDS - 1
    assert (Voter.objects.count(), Paper.objects.count()) == (1, 1)
    assert ballots.count_due(at=CLOSES + GRACE) == 1
    ballot.refresh_from_db()
    assert (ballot.papers, ballot.findings) == (1, [])


def test_of_sixty_four_votes_with_one_code_one_counts(city: City) -> None:
    ballot = opened()
    sheet = ballots.make_vote_sheet(
        ballot, school=School.objects.get(code="s1"), count=10, by=person("tang"), at=BEFORE
    )
    code = ballots.print_vote_sheet(sheet, by=person("tang"), at=BEFORE)[0]
    told = at_once(*(lambda: ballots.vote_with_code(ballot, typed=code, chosen=[1], at=WITHIN) for _ in range(HANDS)))
    assert kinds(told).count("Taken") == HANDS - 1
    assert (Voter.objects.count(), Paper.objects.count()) == (1, 1)


def test_of_two_who_count_one_does(city: City) -> None:
    ballot = opened()
    ballots.vote(ballot, by=resident("voter"), chosen=[1], at=WITHIN)
    told = at_once(*(lambda: ballots.count_vote(ballot, at=CLOSES + GRACE) for _ in range(4)))
    assert sorted(map(str, told)) == ["False", "False", "False", "True"]
    assert ballot.edition.lines.filter(verb="count-vote").count() == 1


def test_a_proposal_taken_back_while_many_vote_for_it_is_not_counted(city: City) -> None:
    ballot = opened()
    voters = [resident(f"voter{number}") for number in range(8)]
    at_once(
        lambda: Proposal.objects.filter(candidacies__number=1).update(state="withdrawn"),
        *(lambda one=one: ballots.vote(ballot, by=one, chosen=[1, 2], at=WITHIN) for one in voters),
    )
    ballots.count_due(at=CLOSES + GRACE)
    assert ballot.candidates.get(number=1).votes is None
    assert ballot.candidates.get(number=2).votes == Voter.objects.count() == Paper.objects.count()
