"""A vote of the city on proposals of one round, and which proposals it is between."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.ballots.rules import MOST_PICKS, MOST_WEIGHT
from civic.youth.models import Edition, Proposal
from civic.youth.rules import ItemState, Phase


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Votes in the city's words."""

    def running(self, at: datetime) -> "BallotQuerySet":
        """Those open to everybody now; a sealed box takes no paper, however late a hand comes that was in time."""
        return self.filter(
            opened_at__lte=at,
            opens_at__lte=at,
            closes_at__gt=at,
            tallied_at__isnull=True,
            ended_at__isnull=True,
            edition__shown_at__isnull=False,
        )

    def to_tally(self, before: datetime) -> "BallotQuerySet":
        """Those over for long enough that every vote on its way has arrived."""
        return self.filter(
            opened_at__isnull=False, closes_at__lte=before, tallied_at__isnull=True, ended_at__isnull=True
        )

    def with_result(self) -> "BallotQuerySet":
        """Those counted and sealed."""
        return self.filter(tallied_at__isnull=False, ended_at__isnull=True, edition__shown_at__isnull=False)


class Ballot(models.Model):
    """One vote. It is off until somebody enters the number of its approval; nothing of its count is known before its
    close."""

    key = models.UUIDField(default=uuid.uuid4, unique=True)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="ballots")
    phase = models.CharField(max_length=12, choices=Phase)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    picks = models.PositiveSmallIntegerField(default=3)
    weight = models.PositiveSmallIntegerField(default=20)  # percent, beside the jury's
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approval = models.CharField(max_length=80, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    approved_on = models.DateField(null=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    tallied_at = models.DateTimeField(null=True)
    papers = models.PositiveIntegerField(null=True)
    seal = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)  # stopped before its result
    end_reason = models.CharField(max_length=300, blank=True)

    objects: ClassVar = BallotQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "phase"], condition=Q(ended_at__isnull=True), name="one_vote_a_round"
            ),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="a_vote_lasts_some_time"),
            models.CheckConstraint(condition=Q(weight__lte=MOST_WEIGHT), name="a_vote_weighs_less_than_the_jury"),
            models.CheckConstraint(condition=Q(picks__gte=1, picks__lte=MOST_PICKS), name="a_vote_has_some_picks"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True)
                | (~Q(approval="") & ~Q(authority="") & Q(approved_on__isnull=False)),
                name="no_vote_without_an_approval",
            ),
            models.CheckConstraint(
                condition=Q(tallied_at__isnull=True, seal="", papers__isnull=True)
                | (Q(tallied_at__isnull=False, papers__isnull=False) & ~Q(seal="")),
                name="a_counted_vote_is_sealed",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | ~Q(end_reason=""), name="a_stopped_vote_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"vote of edition {self.edition_id}, {self.phase}"

    def is_running(self, at: datetime) -> bool:
        """Can somebody vote now?"""
        return (
            self.opened_at is not None
            and self.ended_at is None
            and self.tallied_at is None
            and self.opens_at <= at < self.closes_at
        )


class CandidateQuerySet(models.QuerySet["Candidate"]):
    """What a vote is between, in the city's words."""

    def standing(self) -> "CandidateQuerySet":
        """Those whose proposal is public still: taken back, hidden or without consent, it is gone at once."""
        return self.filter(proposal__state=ItemState.SHOWN)

    def with_words(self) -> "CandidateQuerySet":
        """Together with what a list prints."""
        return self.select_related("proposal__entry__district", "proposal__topic").defer("proposal__cell__polygon")


class Candidate(models.Model):
    """A proposal in a vote, under a number of its own. It is never a child."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="candidates")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="candidacies")
    number = models.PositiveSmallIntegerField()
    votes = models.PositiveIntegerField(null=True)  # once it was counted

    objects: ClassVar = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "proposal"], name="a_proposal_stands_once_in_a_vote"),
            models.UniqueConstraint(fields=["ballot", "number"], name="one_number_a_candidate"),
        ]

    def __str__(self) -> str:
        return f"number {self.number} of vote {self.ballot_id}"
