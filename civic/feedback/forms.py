"""What a resident hands in after the answer: a rating, an appeal. The acts check them; here they only have a shape."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import Verdict

WORDS_LONGEST = 1000
APPEAL_LONGEST = 2000
STARS = [(number, str(number)) for number in range(1, 6)]
SOLVED = [
    (Verdict.YES.value, _("Yes, it is solved")),
    (Verdict.PARTLY.value, _("Partly")),
    (Verdict.NO.value, _("No, it is not solved")),
]


class Stars(forms.TypedChoiceField):
    """One to five, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        wrong = {"invalid_choice": _("Give 1 to 5, or leave it out.")}
        super().__init__(
            choices=STARS, coerce=int, empty_value=None, required=False, error_messages=wrong,
            widget=forms.RadioSelect(attrs={"data-label": "s"}), **kwargs,
        )  # fmt: skip


class RatingForm(forms.Form):
    """Was it solved, how was it done, and in one's own words."""

    solved = forms.ChoiceField(
        label=_("Was it solved?"), choices=SOLVED, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Say whether it was solved: yes, partly or no.")},
    )  # fmt: skip
    result = Stars(label=_("The result, from 1 (poor) to 5 (good)"))
    attitude = Stars(label=_("How you were treated, from 1 (poor) to 5 (good)"))
    speed = Stars(label=_("How fast it went, from 1 (poor) to 5 (good)"))
    text = forms.CharField(
        label=_("In your words"),
        help_text=_("You may leave this out. Others read it once it has been screened."),
        required=False,
        strip=False, widget=forms.Textarea(attrs={"maxlength": WORDS_LONGEST, "rows": 4}),
    )  # fmt: skip

    def explain(self, hints: dict[str, Any]) -> None:
        """Put a sentence beside a choice: what it leads to."""
        self.fields["solved"].widget.hints = hints


class WordForm(forms.Form):
    """Is it solved, said with one press, and in one's own words where there is more to say."""

    solved = forms.ChoiceField(
        choices=SOLVED, required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Say whether it was solved: yes, partly or no.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("In your words"),
        help_text=_("You may leave this out. Others read it once it has been screened."),
        required=False,
        strip=False, widget=forms.Textarea(attrs={"maxlength": WORDS_LONGEST, "rows": 3}),
    )  # fmt: skip


class AppealForm(forms.Form):
    """Why the answer or the refusal does not hold."""

    text = forms.CharField(
        label=_("Why you do not agree"),
        help_text=_("The reviewing office reads this. Others read it once it has been screened."),
        required=False,
        strip=False, widget=forms.Textarea(attrs={"maxlength": APPEAL_LONGEST, "rows": 7}),
    )  # fmt: skip
