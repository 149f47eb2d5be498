"""What an administrator may hand in about offices, and about who answers for what."""

from typing import Any

from django.db import models

from civic.lib.act_form import ActForm, names_of
from civic.offices import actions
from civic.offices.forms.facts import NAMES, facts_of
from civic.offices.models import Office, Stewardship


class FoundOfficeForm(ActForm):
    """A new office."""

    class Meta:
        model = Office
        fields = ["code", "kind", *NAMES, "area", "is_reviewing", "reviewed_by", "above", "contact_line"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.found_office(code=given["code"], names=names_of(given), **facts_of(given))


class AmendOfficeForm(ActForm):
    """What may change about an office: all but its code."""

    class Meta:
        model = Office
        fields = ["kind", *NAMES, "area", "is_reviewing", "reviewed_by", "above", "contact_line", "is_active"]

    def act(self, given: dict[str, Any]) -> models.Model:
        office = Office.objects.get(pk=self.instance.pk)
        return actions.amend_office(office, names=names_of(given), **facts_of(given))


class NameStewardForm(ActForm):
    """Who answers for a matter in an area from a day on."""

    class Meta:
        model = Stewardship
        fields = ["matter", "area", "office", "starts"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.name_steward(**given)
