"""What residents said after the answer: ratings, and appeals with the office that reviews them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models import Case
from civic.cases.rules import Verdict
from civic.offices.models import Office


def _one_to_five(name: str) -> Q:
    return Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__range": (1, 5)})


class Rating(models.Model):
    """What the resident said of one round of a case. Silence has no row."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="ratings")
    round = models.PositiveSmallIntegerField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    solved = models.CharField(max_length=8, choices=Verdict)
    result = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    speed = models.PositiveSmallIntegerField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_rating_a_round"),
            models.CheckConstraint(condition=Q(solved__in=["yes", "partly", "no"]), name="rating_says_something"),
            *(
                models.CheckConstraint(condition=_one_to_five(name), name=f"rating_{name}_one_to_five")
                for name in ("result", "attitude", "speed")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} round {self.round}: {self.solved}"


class Appeal(models.Model):
    """One appeal against the answer or the refusal of a round, and what the reviewing office decided."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    round = models.PositiveSmallIntegerField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    decision = models.CharField(max_length=12, blank=True, choices=[("upheld", "upheld"), ("overturned", "overturned")])
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round"], name="one_appeal_a_round"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=["upheld", "overturned"], decided_at__isnull=False),
                name="decision_is_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} round {self.round}"
