"""What is planned on a roster, how long a call waits, and how an officer is called."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.offices.models import Officer
from civic.offices.queries import DutyWeek
from civic.offices.rules.duty import CALL_MINUTES_RANGE, Rank

EVERY_DAY, WEEK = "every-day", "weekdays"
SEVERAL = {EVERY_DAY: tuple(range(7)), WEEK: tuple(range(5))}


class _Hour(forms.TimeInput):
    input_type = "time"


def _hour(label: Any, hint: Any = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=hint,
        widget=_Hour(format="%H:%M", attrs={"step": "60"}),
        error_messages={"required": _("Give an hour."), "invalid": _("Write the hour like 08:30.")},
    )


class ShiftForm(forms.Form):
    """Who is on duty when, in which order."""

    day = forms.ChoiceField(label=_("Day"))
    starts = _hour(_("From"))
    ends = _hour(_("Until"), _("An hour no later than the first one lies in the next day. 00:00 to 00:00 is all day."))
    rank = forms.TypedChoiceField(label=_("Called"), choices=Rank.choices, coerce=int)
    officer = forms.ChoiceField(label=_("Who"), error_messages={"required": _("Choose somebody of this office.")})

    def __init__(self, data: Any = None, *, week: DutyWeek, officers: list[Officer], days: Any, **given: Any) -> None:
        super().__init__(data, auto_id="shift-%s", **given)
        self.officers = {officer.number: officer for officer in officers}
        self.fields["day"].choices = days  # type: ignore[attr-defined]
        self.fields["officer"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a person")),
            *((officer.number, f"{officer.person} · {officer.number}") for officer in officers),
        ]

    def clean_officer(self) -> Officer | None:
        """The officer herself."""
        return self.officers.get(self.cleaned_data["officer"])


class MinutesForm(forms.Form):
    """How long a call waits before the next person is called."""

    minutes = forms.IntegerField(
        label=_("Minutes before the next person is called"),
        min_value=CALL_MINUTES_RANGE[0],
        max_value=CALL_MINUTES_RANGE[1],
    )


class DutyContactForm(forms.Form):
    """Where an officer is called. The act checks it; here it only has a shape."""

    phone = forms.CharField(
        label=_("Telephone for text messages"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )
