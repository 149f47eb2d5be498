"""What an administrator hands in to found the city's own organisation, whose manager coordinates all volunteers."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.act_form import ActForm, names_of
from civic.offices.models import Office
from civic.volunteers.actions import OrganisationTold, found_coordinators
from civic.volunteers.models import Organisation
from civic.volunteers.rules import OrganisationKind


class FoundCoordinatorsForm(ActForm):
    """The city's own organisation, and whoever is to coordinate."""

    manager = forms.ModelChoiceField(
        label=_("Handle of whoever is to coordinate"),
        queryset=Person.objects.filter(is_active=True),
        to_field_name="handle",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("Nobody with an open account has this handle.")},
    )
    contact = forms.CharField(label=_("E-mail address or telephone number of the organisation"), max_length=254)
    office = forms.ModelChoiceField(
        label=_("Office of the city it belongs to"),
        queryset=Office.objects.filter(is_active=True, recruiting__isnull=True).order_by("code"),
        required=False,
        help_text=_("Complaints about others go to this office, and complaints about it to the office above."),
    )

    class Meta:
        model = Organisation
        fields = [
            "code",
            "manager",
            "office",
            "contact",
            *("name_zh_hans", "name_zh_hant", "name_en"),
            *("about_zh_hans", "about_zh_hant", "about_en"),
        ]

    def act(self, given: dict[str, Any]) -> models.Model:
        about = {tongue: given[f"about_{tongue.replace('-', '_')}"] for tongue in ("zh-hans", "zh-hant", "en")}
        told = OrganisationTold(OrganisationKind.OFFICE, names_of(given), about, contact=given["contact"])
        return found_coordinators(
            told,
            code=given["code"],
            office=given["office"],
            manager=given["manager"],
            by=self.by,
            at=timezone.now(),
        )
