"""How the desk made sure of callers, and who guessed wrongly."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.calls.rules import How, Sure
from civic.cases.models import Case


class Check(models.Model):
    """The desk made sure that a caller is whoever handed a case in, or tried to: how, when, by whom. While `until` lies
    ahead, the case (all cases of the number where none is named) lies open to this operator."""

    operator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="checks")
    phone_hash = models.CharField(max_length=64, blank=True)  # of the number that was said or rung
    how = models.CharField(max_length=8, choices=How)
    sure = models.CharField(max_length=8, choices=Sure)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    code_key = models.CharField(max_length=43, blank=True)  # the code given out in this call is made from it

    class Meta:
        indexes = [
            models.Index(fields=["operator", "sure", "at"], name="calls_checks_by_operator"),
            models.Index(fields=["at", "id"], condition=Q(sure="wrong"), name="calls_wrong_guesses"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=How.values), name="check_how_known"),
            models.CheckConstraint(condition=Q(sure__in=Sure.values), name="check_sure_known"),
            models.CheckConstraint(
                condition=~Q(sure__in=["yes", "ringing"])
                | (Q(until__isnull=False) & (Q(case__isnull=False) | ~Q(phone_hash=""))),
                name="an_open_check_is_about_something_and_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.how} {self.sure} {self.case_id}"
