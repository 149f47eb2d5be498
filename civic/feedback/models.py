"""What residents said after the answer: ratings, and what they said when they were asked again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models import Case, Line
from civic.cases.rules import Verdict
from civic.cases.rules.ratings import Later


def _one_to_five(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 5)})


class Rating(models.Model):
    """What the resident said of one round of a case; `turn` 2 is the one after a bad rating was put right. The first
    one counts in every figure. Silence has no row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    turn = models.PositiveSmallIntegerField(default=1, db_default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    solved = models.CharField(max_length=8, choices=Verdict)
    result = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    speed = models.PositiveSmallIntegerField(null=True)
    is_bad = models.BooleanField(default=False, db_default=False)  # as the rules stood when it was given
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["at", "id"], condition=Q(is_bad=True), name="ratings_that_are_bad")]
        constraints = [
            models.UniqueConstraint(fields=["case", "round", "turn"], name="one_rating_a_turn"),
            models.CheckConstraint(condition=Q(turn__in=[1, 2]), name="a_round_is_rated_twice_at_most"),
            models.CheckConstraint(condition=Q(solved__in=["yes", "partly", "no"]), name="rating_says_something"),
            *(
                models.CheckConstraint(condition=_one_to_five(name), name=f"rating_{name}_one_to_five")
                for name in ("result", "attitude", "speed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} round {self.round} turn {self.turn}: {self.solved}"


class AskedAgain(models.Model):
    """A resident was asked once more, some weeks after a round was closed, whether it has stayed solved; what she said,
    if she said anything. It is no rating."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="asked_again")
    round = models.PositiveSmallIntegerField()
    line = models.OneToOneField(Line, on_delete=models.CASCADE, related_name="+")  # with which she was asked
    asked_at = models.DateTimeField()
    said = models.CharField(max_length=8, choices=Later, blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "asked again"
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="asked_again_once_a_round"),
            models.CheckConstraint(
                condition=Q(said="", said_at__isnull=True) | Q(said__in=["stays", "back"], said_at__isnull=False),
                name="what_was_said_later_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} round {self.round} asked again"
