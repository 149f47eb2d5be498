"""What an administrator may hand in about working days."""

from typing import Any

from django.db import models

from civic.lib.act_form import ActForm
from civic.offices import actions
from civic.offices.models import WorkDay


class WorkDayForm(ActForm):
    """Whether a day is worked."""

    class Meta:
        model = WorkDay
        fields = ["day", "is_working", "name", "is_confirmed"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.set_workday(given.pop("day"), **given)


class AmendWorkDayForm(ActForm):
    """What may change about a day: all but the day."""

    class Meta:
        model = WorkDay
        fields = ["is_working", "name", "is_confirmed"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.set_workday(WorkDay.objects.get(pk=self.instance.pk).day, **given)
