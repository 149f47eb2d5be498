"""What managers and coordinators hand in about accident insurance."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.lib.days import day_field
from civic.shifts.actions import PolicyGiven
from civic.shifts.forms.fields import text_field
from civic.shifts.rules import PolicyScope
from civic.volunteers.models import Volunteer
from civic.volunteers.queries.waiting import find_volunteer

OWN_SCOPES = [one for one in PolicyScope.choices if one[0] != PolicyScope.EVERYBODY]


class PolicyForm(forms.Form):
    """One policy, as it stands on paper."""

    insurer = forms.CharField(label=_("Insurer"), max_length=120, error_messages={"required": _("Name the insurer.")})
    number = forms.CharField(
        label=_("Number of the policy"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the number that stands on the policy.")},
    )
    phone = forms.CharField(
        label=_("Telephone number for the day somebody is hurt"),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        error_messages={"required": _("Enter the number to call when somebody is hurt.")},
    )
    scope = forms.ChoiceField(
        label=_("Whom does it cover?"),
        choices=OWN_SCOPES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whom it covers.")},
    )
    starts_on = day_field(_("First day"), says={"required": _("Say from which day on it holds.")})
    ends_on = day_field(_("Last day"), says={"required": _("Say until which day it holds.")})
    covers = text_field(
        _("What is insured, and for how much"),
        2000,
        help_text=_("The way there and back too, where the policy says so. Volunteers read this."),
        error_messages={"required": _("Say what is insured: volunteers read it.")},
    )
    most_people = forms.IntegerField(
        label=_("How many people at most"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=_("Leave it empty where the policy sets no number."),
    )

    def __init__(self, *args: Any, is_citys: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["data-label"] = "s"
        if is_citys:
            del self.fields["scope"]  # what the city insures covers everybody

    @property
    def given(self) -> PolicyGiven:
        """What the act takes."""
        return PolicyGiven(**{"scope": PolicyScope.EVERYBODY.value} | self.cleaned_data)


class InsuredForm(forms.Form):
    """A volunteer is named in a policy."""

    volunteer = forms.CharField(
        label=_("Number of the volunteer"),
        help_text=_("Like V26-7041-5835."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "class": "govuk-input--width-20 num"}),
        error_messages={"required": _("Write the number of the volunteer.")},
    )
    from_on = day_field(_("From which day"), says={"required": _("Say from which day on she is insured.")})
    until_on = day_field(
        _("Until which day"), required=False, help_text=_("Leave it empty for the last day of the insurance.")
    )

    def clean_volunteer(self) -> Volunteer:
        """The volunteer behind a number."""
        found = find_volunteer(self.cleaned_data["volunteer"])
        if found is None:
            raise forms.ValidationError(_("No volunteer has this number. Compare it, sign by sign."))
        return found


class EndNamingForm(forms.Form):
    """A volunteer is named in a policy no more, from a day on."""

    from_on = day_field(
        _("From which day is she insured no more?"),
        says={"required": _("Say from which day on she is insured no more.")},
    )
    reason = forms.CharField(
        label=_("Why is she insured no more?"),
        max_length=300,
        help_text=_("It stays beside her number. No illnesses, no other names."),
        error_messages={"required": _("Say why she is insured no more.")},
    )


class EndPolicyForm(forms.Form):
    """An insurance ends before its day."""

    reason = forms.CharField(
        label=_("Why does it end before its day?"),
        max_length=300,
        error_messages={"required": _("Say why this insurance ends.")},
    )
