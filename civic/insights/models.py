"""What is kept for the figures: how each case counts, the sums of each month, what changed in a closed month, and what
was set aside. Nothing here is a source: all of it can be reckoned anew from the record."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Line
from civic.cases.rules import Verdict
from civic.insights.rules import FEW, Rate, Tally
from civic.insights.rules.rates import COUNTS
from civic.offices.models import Matter, Office
from civic.places.models import Area

assert FEW == 10  # the pages say so in words


class Sweep(models.Model):
    """How far the figures have read the record. One row."""

    definition = models.PositiveSmallIntegerField(default=0)
    case_pk = models.BigIntegerField(default=0)  # the first reading goes by cases, up to here
    is_whole = models.BooleanField(default=False)  # the first reading is done
    settled_line = models.BigIntegerField(default=0)  # every line up to here was there when it was read
    seen_line = models.BigIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    busy_until = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_sweep_of_the_figures")]

    def __str__(self) -> str:
        return f"up to line {self.seen_line}"


class Month(models.Model):
    """A month of the figures: when its sums last changed, and since when each change is told as a correction."""

    month = models.DateField(primary_key=True)
    changed_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    is_stale = models.BooleanField(default=False)
    total = models.JSONField(null=True)  # of the whole city, so that its page sums up nothing
    causes = models.JSONField(default=dict)  # of a closed month: what has happened since it was last summed up

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def tally(self) -> Tally | None:
        """The counts of the whole city, where they have been kept."""
        return Tally(**self.total) if self.total is not None and set(self.total) == set(COUNTS) else None


class Counted(models.Model):
    """How one case counts. The area is its district alone, and the language unsaid, where its matter is private."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, primary_key=True, related_name="+")
    month = models.DateField()
    due_at = models.DateTimeField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    answered_by = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    language = models.CharField(max_length=8, blank=True)
    not_public = models.PositiveSmallIntegerField()
    in_time = models.PositiveSmallIntegerField()  # 0 or 1, so that they can be summed up in every database
    responded = models.PositiveSmallIntegerField()
    sent_back = models.PositiveSmallIntegerField()
    reopened = models.PositiveSmallIntegerField()
    came_back = models.PositiveSmallIntegerField(default=0, db_default=0)
    without_action = models.PositiveSmallIntegerField()
    deferred = models.PositiveSmallIntegerField()
    asked = models.PositiveSmallIntegerField()
    solved = models.CharField(max_length=8, blank=True, choices=Verdict)
    result = models.PositiveSmallIntegerField(null=True)
    attitude = models.PositiveSmallIntegerField(null=True)
    speed = models.PositiveSmallIntegerField(null=True)
    put_right = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "counted"
        indexes = [models.Index(fields=["month", "case"], name="counted_by_month")]

    def __str__(self) -> str:
        return f"{self.case_id} in {self.month:%Y-%m}"


class Figure(models.Model):
    """The counts of one office in one area, in one language of reports, in one month: every published rate is a sum of
    these. Both office and area may be unknown."""

    month = models.DateField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    language = models.CharField(max_length=8, blank=True)
    due = models.PositiveIntegerField(default=0)
    in_time = models.PositiveIntegerField(default=0)
    responded = models.PositiveIntegerField(default=0)
    sent_back = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    came_back = models.PositiveIntegerField(default=0, db_default=0)
    without_action = models.PositiveIntegerField(default=0)
    deferred = models.PositiveIntegerField(default=0)
    not_public = models.PositiveIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)
    yes = models.PositiveIntegerField(default=0)
    partly = models.PositiveIntegerField(default=0)
    no = models.PositiveIntegerField(default=0)
    result = models.PositiveIntegerField(default=0)
    result_good = models.PositiveIntegerField(default=0)
    attitude = models.PositiveIntegerField(default=0)
    attitude_good = models.PositiveIntegerField(default=0)
    speed = models.PositiveIntegerField(default=0)
    speed_good = models.PositiveIntegerField(default=0)
    put_right = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["month", "area"], name="figures_by_month"),
            models.Index(fields=["office", "month"], name="figures_of_an_office"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.office_id} {self.area_id}"

    @property
    def tally(self) -> Tally:
        """Its counts."""
        return Tally(**{name: getattr(self, name) for name in COUNTS})


class Correction(models.Model):
    """What changed in the figures of a month after they were closed, and why. Without a measure it is a sentence of the
    data officer, who changes no number."""

    month = models.DateField()
    office = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=16, blank=True)
    was_numerator = models.PositiveIntegerField(default=0)
    was_denominator = models.PositiveIntegerField(default=0)
    numerator = models.PositiveIntegerField(default=0)
    denominator = models.PositiveIntegerField(default=0)
    causes = models.JSONField(default=list)  # verbs of the lines since the month was last summed up
    words = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=8, blank=True)  # of the words
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["month", "-at"], name="corrections_of_a_month")]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure="") & ~Q(words="") | ~Q(measure="") & Q(words=""),
                name="a_correction_has_numbers_or_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.measure or 'note'} {self.at}"


class Aside(models.TextChoices):
    """What was kept from the public or taken off the way, as it is counted by month."""

    DECLINED = "declined", _("Not accepted")
    WITHHELD = "withheld", _("Withheld")
    RESTORED = "restored", _("Withholding taken back")
    HIDDEN = "hidden", _("Hidden after an objection")
    OBJECTION_REFUSED = "objection-refused", _("Objection refused")
    SEALED = "sealed", _("Kept from the public with its matter")
    MERGED = "merged", _("Merged into another case")
    WITHDRAWN = "withdrawn", _("Withdrawn by the resident")


class SetAside(models.Model):
    """One such act, by the line that says so."""

    line = models.OneToOneField(Line, on_delete=models.CASCADE, primary_key=True, related_name="+")
    month = models.DateField()
    what = models.CharField(max_length=20, choices=Aside)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "set aside"
        indexes = [models.Index(fields=["month", "what", "reason"], name="set_aside_by_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.what}"


class Pace(models.Model):
    """How fast the city really was in a matter within the last twelve months; reckoned anew every few hours."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="+")
    due = models.PositiveIntegerField(default=0)  # cases whose promised day came
    in_time = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)  # of those due, with an answer that stands
    half_minutes = models.PositiveIntegerField(null=True)  # from the report to that answer, in half of them
    reckoned_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(in_time__lte=F("due"), answered__lte=F("due")), name="pace_of_what_was_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.matter_id}: {self.in_time} of {self.due}"

    @property
    def share(self) -> Rate:
        """The share done in time, with its parts."""
        return Rate(self.in_time, self.due, behind=self.due, of_answers=False)

    @property
    def half(self) -> timedelta | None:
        """Half of the answers came within this; nothing where fewer than ten were given."""
        is_few = self.answered < FEW or self.half_minutes is None
        return None if is_few else timedelta(minutes=self.half_minutes or 0)
