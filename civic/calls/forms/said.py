"""What a caller says of her case, and what was done about a message that reached nobody. The acts check it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.calls.rules import Handled
from civic.cases.rules import Verdict

STARS = [("", _("Not said")), *((str(number), str(number)) for number in range(1, 6))]
SOLVED = [
    (Verdict.YES.value, _("Yes, it is solved")),
    (Verdict.PARTLY.value, _("Partly")),
    (Verdict.NO.value, _("No, it is not solved")),
]


class WordsForm(forms.Form):
    """A reply, or something to add, word for word."""

    text = forms.CharField(
        required=False,
        strip=False,
        label=_("The caller's words"),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 2000, "dir": "auto", "data-label": "s"}),
    )


class AppealForm(WordsForm):
    """Why the caller does not agree."""

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["text"].label = _("Why the caller does not agree")


def _stars(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=STARS, coerce=int, empty_value=None, required=False,
        widget=forms.Select(attrs={"data-label": "s"}),
    )  # fmt: skip


class RatingForm(forms.Form):
    """Was it solved, how was it done, in the caller's words."""

    solved = forms.ChoiceField(
        label=_("“Was it solved?”"),
        choices=SOLVED,
        required=False,
        widget=forms.RadioSelect(attrs={"data-label": "s"}),
        error_messages={"invalid_choice": _("Say whether it was solved: yes, partly or no.")},
    )
    result = _stars(_("The result, from 1 (poor) to 5 (good)"))
    attitude = _stars(_("How the caller was treated, from 1 (poor) to 5 (good)"))
    speed = _stars(_("How fast it went, from 1 (poor) to 5 (good)"))
    text = forms.CharField(
        required=False,
        strip=False,
        label=_("In the caller's words"),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000, "dir": "auto", "data-label": "s"}),
    )


class LookedAfterForm(forms.Form):
    """What was done about a message that reached nobody."""

    how = forms.ChoiceField(
        label=_("What you did"),
        choices=Handled.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"data-label": "s"}),
        error_messages={"invalid_choice": _("Say what you did: called, wrote a letter, or gave up.")},
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        label=_("Remark"),
        help_text=_("Needed when you give up: why nobody could be reached."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "data-label": "s"}),
    )
