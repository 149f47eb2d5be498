"""What an administrator may hand in about the levels that are told of unanswered cases."""

from typing import Any

from django.db import models

from civic.lib.act_form import ActForm
from civic.offices import actions
from civic.offices.models import Rung


class RungForm(ActForm):
    """A level: after how long, and who is told."""

    class Meta:
        model = Rung
        fields = ["level", "amount", "unit", "office_kind", "role", "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.set_rung(given.pop("level"), **given)
