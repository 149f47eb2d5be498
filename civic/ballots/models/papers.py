"""Who voted, and what lies in the box: two tables that nothing leads between."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.ballots.models.ballots import Ballot
from civic.lib.sealed import SealedText
from civic.youth.models import School


class VoteSheet(models.Model):
    """Voting codes printed for a school: sealed until they are printed, once; only digests stay."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="sheets")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveSmallIntegerField()
    codes = SealedText(purpose="vote-sheet", blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    printed_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, voided_at__isnull=True) | Q(codes=""),
                name="printed_vote_codes_are_wiped",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True) | ~Q(void_reason=""), name="a_void_vote_sheet_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.pk} of vote {self.ballot_id}"


class VoteCode(models.Model):
    """The digest of one printed code; good once."""

    sheet = models.ForeignKey(VoteSheet, on_delete=models.PROTECT, related_name="digests")
    digest = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"code of sheet {self.sheet_id}"


class Voter(models.Model):
    """Somebody voted: an account or a code, once. What was chosen stands elsewhere, and nothing here leads to it."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="voters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    code = models.ForeignKey(VoteCode, on_delete=models.PROTECT, null=True, related_name="+")
    network = models.CharField(max_length=64, blank=True)  # a digest; wiped 30 days after the close
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "person"], condition=Q(person__isnull=False), name="one_vote_a_person"
            ),
            models.UniqueConstraint(fields=["ballot", "code"], condition=Q(code__isnull=False), name="one_vote_a_code"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(code__isnull=True), name="by_account_or_by_code"
            ),
        ]

    def __str__(self) -> str:
        return f"voter {self.pk} of vote {self.ballot_id}"


class Paper(models.Model):
    """What one voter chose. Its key is drawn by lot and it has no hour, so that nothing leads to who it was."""

    token = models.UUIDField(primary_key=True, default=uuid.uuid4)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="box")
    chosen = models.JSONField()
    is_fresh = models.BooleanField(default=False)  # by an account made days before
    sheet = models.ForeignKey(VoteSheet, on_delete=models.PROTECT, null=True, related_name="box")  # void with it
    mark = models.CharField(max_length=64)  # keyed: a paper put in past the act does not carry it

    def __str__(self) -> str:
        return f"a paper of vote {self.ballot_id}"
