"""The working days, and when somebody changed them."""

from django.conf import settings
from django.db import models


class WorkDay(models.Model):
    """One day of the calendar, confirmed once the State announced it. Without a row a day follows the week."""

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=80, blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarChange(models.Model):
    """That the calendar changed, and from which day on: due dates reckoned before it are reckoned again."""

    at = models.DateTimeField(auto_now_add=True)
    first_day = models.DateField()
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at} from {self.first_day}"
