"""What an administrator may hand in about officers who are away, and about posts that go to somebody else."""

from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.act_form import ActForm
from civic.offices import actions
from civic.offices.models import Absence, Officer
from civic.offices.rules import Side


def _by_handle(label: Any) -> forms.ModelChoiceField:
    """An officer by the handle people know; numbers say nothing to whoever fills this in."""
    return forms.ModelChoiceField(
        label=label,
        queryset=Officer.objects.select_related("person"),
        to_field_name="person__handle",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("No officer has this handle.")},
    )


class StandInForm(ActForm):
    """Who is away from when to when, and who holds the posts meanwhile."""

    officer = _by_handle(_("Handle of whoever is away"))
    stand_in = _by_handle(_("Handle of whoever stands in"))

    class Meta:
        model = Absence
        fields = ["officer", "stand_in", "starts", "ends", "note"]

    def act(self, given: dict[str, Any]) -> models.Model:
        return actions.stand_in(given.pop("officer"), by=self.by, at=timezone.now(), **given)


class EndAbsenceForm(ActForm):
    """The day on which the officer is back."""

    back_on = forms.DateField(
        label=_("Back on"),
        help_text=_("The stand-in's posts end the day before. A day before the absence began calls it off."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    class Meta:
        model = Absence
        fields = ["back_on"]

    def act(self, given: dict[str, Any]) -> models.Model:
        absence = Absence.objects.get(pk=self.instance.pk)
        return actions.end_absence(absence, on=given["back_on"], by=self.by) or absence


class OfficerForm(ActForm):
    """Every post handed over to somebody else for good; or the side a person moves over to."""

    side = forms.ChoiceField(
        label=_("Side"),
        choices=Side.choices,
        help_text=_("Moving somebody to another side ends every post of hers or his today. Parts taken in cases stay."),
    )
    to = forms.ModelChoiceField(
        label=_("Hand every post over to"),
        help_text=_("The handle of whoever takes them over, on the same side. Leave it empty to hand nothing over."),
        queryset=Person.objects.filter(is_active=True),
        to_field_name="handle",
        widget=forms.TextInput,
        required=False,
        error_messages={"invalid_choice": _("Nobody with an open account has this handle.")},
    )
    on = forms.DateField(label=_("From this day on"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    class Meta:
        model = Officer
        fields = ["side", "to", "on"]

    def act(self, given: dict[str, Any]) -> models.Model:
        officer, now = Officer.objects.get(pk=self.instance.pk), timezone.now()
        if given["to"] is None:
            return actions.change_side(officer, side=given["side"], by=self.by, at=now)
        actions.hand_over(officer, to=given["to"], on=given["on"] or timezone.localdate(now), by=self.by, at=now)
        return officer
