"""Samples of closed cases: how each was drawn, who checks which case again, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.cases.models import Case, Line
from civic.offices.models import Matter, Office
from civic.places.models import Area
from civic.supervision.rules import Result

LONGEST_SCOPE = 200


class Sample(models.Model):
    """Closed cases drawn by chance to be checked once more. Written once: seed, list and draw never change, so that a
    stranger can redo it."""

    since = models.DateField()  # checked and closed from this day
    until = models.DateField()  # to this one, both counted
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")  # that answered
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="+")
    scope = models.CharField(max_length=LONGEST_SCOPE)  # the same as one line of codes
    size = models.PositiveSmallIntegerField(null=True)
    share = models.PositiveSmallIntegerField(null=True)  # in hundredths
    seed = models.CharField(max_length=64)
    method = models.CharField(max_length=40)
    population = models.TextField()  # every number it was drawn from, sorted, one a line
    population_count = models.PositiveIntegerField()
    population_digest = models.CharField(max_length=64)
    drawn_count = models.PositiveIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drawn_for = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="samples")  # the supervision centre

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        indexes = [models.Index(fields=["-drawn_at", "-id"], name="samples_newest")]
        constraints = [
            models.UniqueConstraint(fields=["scope", "since", "until"], name="one_sample_a_scope_and_period"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="sample_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(size__gte=1, share__isnull=True) | Q(size__isnull=True, share__range=(1, 100)),
                name="sample_has_a_size_or_a_share",
            ),
            models.CheckConstraint(condition=~Q(seed=""), name="sample_has_a_seed"),
            models.CheckConstraint(
                condition=Q(drawn_count__gte=1, drawn_count__lte=F("population_count")), name="sample_draws_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.since}..{self.until}"

    @property
    def numbers(self) -> list[str]:
        """Every number it was drawn from."""
        return self.population.split("\n")


class Drawn(models.Model):
    """One case of a sample: its place in the draw, who checks it, what she found."""

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="drawn")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="drawn")
    place = models.PositiveSmallIntegerField()
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="to_check")
    result = models.CharField(max_length=8, choices=Result, blank=True)
    checked_at = models.DateTimeField(null=True)
    line = models.OneToOneField(Line, on_delete=models.PROTECT, null=True, related_name="drawn")  # with her words

    class Meta:
        ordering = ["sample", "place"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "case"], name="a_case_once_a_sample"),
            models.UniqueConstraint(fields=["sample", "place"], name="a_place_once_a_sample"),
            models.CheckConstraint(condition=Q(result__in=["", *Result.values]), name="sample_result_known"),
            models.CheckConstraint(
                condition=Q(result="", checked_at__isnull=True, line__isnull=True)
                | (~Q(result="") & Q(checked_at__isnull=False, line__isnull=False, checker__isnull=False)),
                name="a_result_has_checker_day_and_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} #{self.place} {self.result}"
