"""What volunteers and managers hand in about hours."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.hours.rules import DAY_MINUTES, REASON_LONGEST, WORDS_LONGEST
from civic.lib.days import day_field


class ObjectionForm(forms.Form):
    """What is wrong, and what would be right."""

    words = forms.CharField(
        label=_("What is wrong?"),
        max_length=WORDS_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what is wrong, in a sentence or two.")},
    )
    wanted = forms.IntegerField(
        label=_("How many minutes would be right?"),
        help_text=_("Leave it empty if you do not know."),
        min_value=0,
        max_value=DAY_MINUTES,
        required=False,
    )


class AnswerForm(forms.Form):
    """What was found, and what is put right."""

    answer = forms.CharField(
        label=_("What you found"),
        max_length=WORDS_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what you found: the volunteer reads it.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes that are right"),
        help_text=_("Leave it empty and the record stays as it is."),
        min_value=0,
        max_value=DAY_MINUTES,
        required=False,
    )


class CorrectionForm(forms.Form):
    """Minutes that were really served, and why."""

    minutes = forms.IntegerField(
        label=_("Minutes that were really served"),
        min_value=0,
        max_value=DAY_MINUTES,
        error_messages={"required": _("Give the minutes. None at all is 0.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=REASON_LONGEST,
        error_messages={"required": _("Say why: the volunteer reads it, and it stays in the book.")},
    )


MARKS = [(5, _("very good")), (4, _("good")), (3, _("all right")), (2, _("not so good")), (1, _("bad"))]
SMALL = {"data-label": "s"}  # a plain label, for a field of a row


class EvaluationForm(forms.Form):
    """How it was."""

    stars = forms.TypedChoiceField(
        label=_("How was it?"),
        choices=MARKS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one to five.")},
    )
    words = forms.CharField(label=_("Anything to add?"), max_length=REASON_LONGEST, required=False)


class ServiceForm(forms.Form):
    """How somebody's service was, a row for each who was there; a row may stay open."""

    stars = forms.TypedChoiceField(
        label=_("How was the service?"),
        choices=[("", _("Say nothing yet")), *MARKS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.Select(attrs=SMALL),
        error_messages={"invalid_choice": _("Choose one to five.")},
    )
    words = forms.CharField(
        label=_("Anything to add?"), max_length=REASON_LONGEST, required=False, widget=forms.TextInput(attrs=SMALL)
    )

    def clean(self) -> dict[str, Any]:
        """Words go with a mark."""
        given = super().clean() or self.cleaned_data
        if given.get("words") and given.get("stars") is None and "stars" not in self.errors:
            self.add_error("stars", _("Choose one to five."))
        return given


class SheetForm(forms.Form):
    """From which day of service to which the book is taken along."""

    first = day_field(_("First day"))
    last = day_field(_("Last day"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"first": today.replace(month=1, day=1), "last": today}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Both days, in their order."""
        given = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("The last day lies before the first. Turn them round."))
        return given
