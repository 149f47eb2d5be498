"""The city's letter to a child, and what became of each idea."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.offices.models import Office
from civic.promises.models import Promise
from civic.youth.models.proposals import Proposal
from civic.youth.rules.letters import LetterState, Weight


class Letter(models.Model):
    """The written answer to a proposal: from an office, never from a named official; read by a second person before
    the child gets it."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="letter")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="letters")
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.WRITTEN)
    words = models.TextField()
    language = models.CharField(max_length=8)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=300, blank=True)  # of the second reader, while it goes back

    class Meta:
        indexes = [models.Index(fields=["written_at"], condition=Q(state="written"), name="letters_to_read")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state_known"),
            models.CheckConstraint(
                condition=Q(read_by__isnull=True) | ~Q(read_by=F("written_by")),
                name="nobody_reads_her_own_letter_second",
            ),
            models.CheckConstraint(
                condition=Q(state="written", sent_at__isnull=True)
                | Q(state="sent", sent_at__isnull=False, read_by__isnull=False),
                name="a_sent_letter_was_read_twice",
            ),
        ]

    def __str__(self) -> str:
        return f"letter on {self.proposal_id}"


class Became(models.Model):
    """What became of one idea, and the promise it led to."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="ideas")
    order = models.PositiveSmallIntegerField()
    idea = models.CharField(max_length=200)
    words = models.CharField(max_length=200)
    weight = models.CharField(max_length=8, choices=Weight)
    by = models.DateField(null=True)
    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, null=True, related_name="became")
    told_at = models.DateTimeField(null=True)  # up to which step of the promise child and family were told

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__in=Weight.values), name="weight_of_an_idea_known"),
            models.CheckConstraint(condition=~Q(weight="waits") | Q(by__isnull=False), name="what_waits_has_a_day"),
            models.UniqueConstraint(fields=["letter", "order"], name="one_idea_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.weight}: {self.idea}"
