"""What each round of an edition asks for, and debates drawn by lot."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.lib.sealed import SealedText
from civic.youth.models.editions import Edition
from civic.youth.models.entries import Entry
from civic.youth.rules import Kind, Phase
from civic.youth.rules.tasks import Stand


class RoundTask(models.Model):
    """A phase of an edition asks for this sort of thing. An edition without a row asks for the usual (rules/tasks)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tasks")
    phase = models.CharField(max_length=12, choices=Phase)
    kind = models.CharField(max_length=10, choices=Kind)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "phase", "kind"], name="a_round_asks_for_a_thing_once"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values, kind__in=Kind.values), name="task_known"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.phase}"


class Debate(models.Model):
    """A debate of a round. Its seed lies sealed until the draw, its digest is told beforehand; afterwards everybody can
    draw again and find the same."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="debates")
    phase = models.CharField(max_length=12, choices=Phase)
    motions = models.JSONField()  # one sentence each
    seed = SealedText(purpose="debate-seed")
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "phase"], name="one_debate_a_round"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="debate_phase_known"),
        ]

    def __str__(self) -> str:
        return f"debate in {self.phase} of {self.edition_id}"


class DebateLot(models.Model):
    """What one child drew."""

    debate = models.ForeignKey(Debate, on_delete=models.PROTECT, related_name="lots")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="lots")
    order = models.PositiveSmallIntegerField()
    motion = models.PositiveSmallIntegerField()
    stand = models.CharField(max_length=8, choices=Stand)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["debate", "entry"], name="a_child_draws_once_a_debate"),
            models.UniqueConstraint(fields=["debate", "order"], name="one_turn_a_place_of_a_debate"),
            models.CheckConstraint(condition=Q(stand__in=Stand.values), name="stand_known"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.motion} {self.stand}"

    @property
    def motion_words(self) -> str:
        """What it speaks about."""
        return str(self.debate.motions[self.motion])
