"""What an administrator may hand in about matters."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.lib.act_form import ActForm, names_of
from civic.offices import actions
from civic.offices.forms.facts import NAMES, facts_of
from civic.offices.models import Matter
from civic.offices.rules import FAMILIES


class AddMatterForm(ActForm):
    """A new matter."""

    family = forms.ChoiceField(label=_("Family"), choices=FAMILIES.items)

    class Meta:
        model = Matter
        fields = ["code", *NAMES, "family", "answer_days", "reopen_days", "appeal_days", "privacy", "order"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.add_matter(code=given["code"], names=names_of(given), **facts_of(given))
