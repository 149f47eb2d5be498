"""How supports came in by the hour, and what of it a person should look at. Nobody is named, and nobody is dropped."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.cases.models import Case
from civic.suggestions.rules.swarms import Finding, Mark


class SupportTally(models.Model):
    """So many supports of a suggestion within an hour: in all, and by network under a digest that changes every day and
    is gone two days later."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="+", db_index=False)
    hour = models.DateTimeField()
    network = models.CharField(max_length=16, blank=True)  # "" for all of them
    given = models.PositiveIntegerField(default=0)
    fresh = models.PositiveIntegerField(default=0)  # by accounts younger than some days

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "hour", "network"], name="one_tally_an_hour_and_network")
        ]
        indexes = [models.Index(fields=["hour"], name="tallies_by_hour")]

    def __str__(self) -> str:
        return f"{self.given} of {self.case_id}"


class Swarm(models.Model):
    """The support of a suggestion looks arranged; somebody looks at it and says what she found."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="swarms")
    mark = models.CharField(max_length=8, choices=Mark)
    count = models.PositiveIntegerField()  # within a day
    given = models.PositiveIntegerField()  # in all, on the same day
    marked_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    looked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    finding = models.CharField(max_length=8, choices=Finding, blank=True)
    words = models.TextField(blank=True)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "mark"], condition=Q(looked_at__isnull=True), name="one_open_swarm_a_mark"
            ),
            models.CheckConstraint(
                condition=Q(looked_at__isnull=True, finding="") | (Q(looked_at__isnull=False) & ~Q(finding="")),
                name="whoever_looked_says_what_she_found",
            ),
        ]
        indexes = [models.Index(fields=["marked_at"], condition=Q(looked_at__isnull=True), name="swarms_to_look_at")]

    def __str__(self) -> str:
        return f"{self.mark} {self.case_id}"
