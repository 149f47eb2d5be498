"""How many supporters oblige an answer in an area, as it is typed at the desk; the act checks it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.suggestions.queries import Held
from civic.suggestions.rules.thresholds import REASON_LONGEST, Obliges

OWN, INHERITED = "own", "inherited"
FIELDS = ("needed", "answer_days", "support_days")


def _number(label: Any, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "data-label": "s"}),
        error_messages={"invalid": _("Write a number in digits.")},
    )


class ThresholdForm(forms.Form):
    """Its numbers, or those of the area above; from which day, and why."""

    which = forms.ChoiceField(
        label=_("What counts here"),
        choices=[(OWN, _("Numbers of its own")), (INHERITED, _("The numbers of the area above it"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what counts here."), "invalid_choice": _("Choose what counts here.")},
    )
    needed = _number(_("Supporters that oblige an answer"))
    answer_days = _number(_("Working days for the answer then"))
    support_days = _number(_("Days in which support is collected"), _("Calendar days. A round has days of its own."))
    since = forms.DateField(
        label=_("From which day"),
        help_text=_("Suggestions opened for support from then on go by it. What is open already keeps its numbers."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--short"}),
        error_messages={
            "required": _("Name a day from today on, within a year."),
            "invalid": _("Write the day as year, month and day: 2026-11-24."),
        },
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        error_messages={"required": _("Say why it is changed.")},
    )

    def __init__(self, data: Any = None, *, held: Held, today: date) -> None:
        told = {name: getattr(held.obliges, name) for name in FIELDS}
        super().__init__(data, initial={**told, "which": OWN, "since": today}, auto_id="threshold-%s")
        if not held.area.parent_id:
            self.fields["which"].choices = [  # type: ignore[attr-defined]
                (OWN, _("Numbers of its own")),
                (INHERITED, _("The usual numbers")),
            ]

    def clean(self) -> None:
        """All three numbers, where it has its own."""
        if self.cleaned_data.get("which") != OWN:
            return
        for name in FIELDS:
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, str(_("Write a number in digits.")))

    def given(self) -> dict[str, Any]:
        """The arguments of the act."""
        said = self.cleaned_data
        own = Obliges(*(said[name] for name in FIELDS)) if said["which"] == OWN else None
        return {"obliges": own, "since": said["since"], "reason": said["reason"]}
