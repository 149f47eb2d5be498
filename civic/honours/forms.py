"""What volunteers and coordinators hand in about honours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.honours.rules import CEILING
from civic.lib.days import day_field
from civic.volunteers.models import Organisation, Volunteer


def _numbers(text: str) -> list[int]:
    """Five whole numbers with commas between them. Raises ValidationError."""
    try:
        return [int(one) for one in text.replace("，", ",").replace("、", ",").split(",")]
    except ValueError:
        raise forms.ValidationError(_("Give five whole numbers, separated by commas.")) from None


class CertificateForm(forms.Form):
    """Which days and whose record a certificate tells of."""

    from_on = day_field(_("From"), required=False, help_text=_("Leave both empty for everything you served."))
    until_on = day_field(_("To"), required=False)
    organisation = forms.ModelChoiceField(
        label=_("Recording organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("All of them"),
    )

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["organisation"]
        chosen.queryset = Organisation.objects.filter(entries__volunteer=volunteer).distinct()
        if chosen.queryset.count() < 2:
            del self.fields["organisation"]


class GiftForm(forms.Form):
    """Points for somebody else."""

    to_number = forms.CharField(
        label=_("Number of the volunteer"),
        max_length=20,
        error_messages={"required": _("Write the number of the volunteer. It stands on her page.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    points = forms.IntegerField(
        label=_("How many points"),
        min_value=1,
        max_value=CEILING,
        error_messages={"required": _("Say how many points.")},
    )


class NumberForm(forms.Form):
    """The number of a certificate, or the code of a reward."""

    number = forms.CharField(
        label=_("Number of the certificate"),
        help_text=_("Twelve signs, like 7K2M-X4P9-TBD0. It stands below the drawing."),
        max_length=60,
        error_messages={"required": _("Write the number that stands on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class VoucherForm(forms.Form):
    """The code of a reward."""

    code = forms.CharField(
        label=_("Code of the reward"),
        max_length=60,
        error_messages={"required": _("Write the code that stands on the volunteer’s page.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ReasonForm(forms.Form):
    """Why, in a line that somebody reads."""

    reason = forms.CharField(
        label=_("Why"),
        max_length=300,
        error_messages={"required": _("Say why: the volunteer, or whoever checks it, reads this.")},
    )


class PolicyForm(forms.Form):
    """From which day on how many hours make a star."""

    from_on = day_field(_("From which day on"))
    hours = forms.CharField(label=_("Hours for one to five stars"), initial="100, 300, 600, 1000, 1500")
    months = forms.CharField(label=_("Months of service before each"), initial="0, 0, 0, 0, 0")
    least_quality = forms.DecimalField(
        label=_("Least mean of evaluations, 1 to 5"),
        help_text=_("Leave it empty to ask for none."),
        min_value=1,
        max_value=5,
        decimal_places=2,
        required=False,
    )
    source = forms.CharField(
        label=_("In which paper of the city it stands"),
        max_length=300,
        error_messages={"required": _("Say which paper of the city this stands in.")},
    )

    def clean_hours(self) -> list[int]:
        """Five numbers."""
        return _numbers(self.cleaned_data["hours"])

    def clean_months(self) -> list[int]:
        """Five numbers."""
        return _numbers(self.cleaned_data["months"])


class RewardForm(forms.Form):
    """Something that points can be spent on."""

    name_zh_hans = forms.CharField(
        label=_("Name in simplified Chinese"),
        max_length=120,
        error_messages={"required": _("Give the reward a name.")},
    )
    name_zh_hant = forms.CharField(label=_("Name in traditional Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    points = forms.IntegerField(
        label=_("Points"), min_value=1, max_value=CEILING, error_messages={"required": _("Say how many points.")}
    )
    left = forms.IntegerField(
        label=_("How many there are"), help_text=_("Empty: as many as are asked."), min_value=1, required=False
    )
    until = day_field(_("Until which day"))
    where = forms.CharField(
        label=_("Where it is handed out"),
        max_length=120,
        error_messages={"required": _("Say where it is handed out.")},
    )
