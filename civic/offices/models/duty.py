"""Who is on duty, by the hour: a weekly pattern, days planned by themselves, and how an officer is called."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from civic.lib.sealed import SealedText
from civic.offices.models.offices import Office
from civic.offices.models.people import Officer
from civic.offices.rules.duty import CALL_MINUTES, CALL_MINUTES_RANGE, DAY, WEEKDAYS, Rank


class DutyRoster(models.Model):
    """The roster of an office, and after how many minutes without an answer the next person is called."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, related_name="roster")
    minutes = models.PositiveSmallIntegerField(default=CALL_MINUTES)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__range=CALL_MINUTES_RANGE), name="a_call_waits_some_minutes")
        ]

    def __str__(self) -> str:
        return str(self.office)


class DutyDay(models.Model):
    """A day that is planned by itself: the weekly pattern says nothing of it."""

    roster = models.ForeignKey(DutyRoster, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["roster", "day"], name="one_plan_a_day")]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.day}"


class DutyShift(models.Model):
    """An officer on duty for some hours, of a day of every week or of one day planned by itself. Hours are minutes from
    the midnight its day begins with; a night ends in the next day."""

    roster = models.ForeignKey(DutyRoster, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.PositiveSmallIntegerField(null=True, choices=list(enumerate(WEEKDAYS)))
    day = models.DateField(null=True)
    rank = models.PositiveSmallIntegerField(choices=Rank)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="shifts")
    starts = models.PositiveSmallIntegerField()
    ends = models.PositiveSmallIntegerField()
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()

    class Meta:
        ordering = ["weekday", "day", "starts", "rank"]
        indexes = [models.Index(fields=["roster", "day"], name="shifts_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__isnull=True, day__isnull=False) | Q(weekday__range=(0, 6), day__isnull=True),
                name="shift_of_a_weekday_or_of_a_day",
            ),
            models.CheckConstraint(condition=Q(rank__in=Rank.values), name="shift_rank_known"),
            models.CheckConstraint(
                condition=Q(starts__lt=DAY, ends__gt=F("starts"), ends__lte=F("starts") + DAY),
                name="shift_ends_within_a_day_of_its_start",
            ),
            models.UniqueConstraint(
                fields=["roster", "weekday", "rank", "starts"],
                condition=Q(weekday__isnull=False),
                name="one_shift_a_weekday_rank_and_start",
            ),
            models.UniqueConstraint(
                fields=["roster", "day", "rank", "starts"],
                condition=Q(day__isnull=False),
                name="one_shift_a_day_rank_and_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.rank} {self.day or self.weekday}"


class DutyContact(models.Model):
    """How an officer on duty is called: sealed, known to nobody but herself and whoever sends the call."""

    officer = models.OneToOneField(Officer, on_delete=models.CASCADE, related_name="duty_contact")
    email = SealedText(purpose="duty", blank=True)
    phone = SealedText(purpose="duty", blank=True)
    language = models.CharField(max_length=8, default="zh-hans")
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact of {self.officer_id}"
