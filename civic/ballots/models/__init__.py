"""Votes on proposals, who voted, and the box."""

from civic.ballots.models.ballots import Ballot, BallotQuerySet, Candidate, CandidateQuerySet
from civic.ballots.models.papers import Paper, VoteCode, Voter, VoteSheet

__all__ = [
    "Ballot",
    "BallotQuerySet",
    "Candidate",
    "CandidateQuerySet",
    "Paper",
    "VoteCode",
    "VoteSheet",
    "Voter",
]
