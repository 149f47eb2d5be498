"""What a resident hands in after the answer, and what whoever is named or shown hands in. The acts check it; here it
only has a shape."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from civic.cases.rules import Verdict
from civic.cases.rules.objections import QUOTE_LONGEST, Concern, SpeaksFor
from civic.cases.rules.objections import WORDS_LONGEST as OBJECTION_LONGEST
from civic.cases.rules.ratings import Later

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


class PhotoInput(forms.FileInput):
    """A choice of several photos."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        """All of them."""
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Uploads(forms.Field):
    """Photos; each is looked at when it is kept."""

    def __init__(self, **given: Any) -> None:
        super().__init__(widget=PhotoInput(attrs={"accept": "image/*,.heic,.heif", "multiple": True}), **given)

    def clean(self, value: Any) -> list[UploadedFile]:
        """The files, as many as there are."""
        return list(super().clean(value) or [])


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
    photo = Uploads(
        label=_("Photos of how it looks now"),
        help_text=_("You may leave this out. Up to 3; others see them once they have been screened."),
        required=False,
    )

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


class LaterForm(forms.Form):
    """Has it stayed solved, said with one press."""

    said = forms.ChoiceField(
        choices=Later.choices, required=False, widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Say whether it has stayed solved, or came back.")},
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


class WithholdingAppealForm(forms.Form):
    """Why everybody should be able to read the case."""

    text = forms.CharField(
        label=_("Why everybody should be able to read it"),
        help_text=_("Another moderator reads this, not the one who withheld your case. It is never published."),
        required=False,
        strip=False, widget=forms.Textarea(attrs={"maxlength": APPEAL_LONGEST, "rows": 7}),
    )  # fmt: skip


class ObjectionForm(forms.Form):
    """What is wrong, where it stands, and how to reach whoever objects; all but the first may stay empty."""

    token = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    concern = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Concern.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose what it is about.")},
    )
    quote = forms.CharField(
        label=_("Which words on the page?"),
        help_text=_("Write them exactly as they stand there: a name, a number, a sentence."),
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"maxlength": QUOTE_LONGEST, "dir": "auto", "autocomplete": "off"}),
    )
    photos = forms.MultipleChoiceField(
        label=_("Which photo?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"data-label": "s"}),
        error_messages={"invalid_choice": _("This photo is not shown any more. Look at the page again.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_(
            "What is wrong, or your side of it. Only the moderator reads this; "
            "a reply is published only after it was screened."
        ),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": OBJECTION_LONGEST, "rows": 5}),
    )
    speaks_for = forms.ChoiceField(
        label=_("For whom do you object?"),
        choices=SpeaksFor.choices,
        initial=SpeaksFor.PERSON,
        required=False,
        widget=forms.RadioSelect(attrs={"data-label": "s"}),
        error_messages={"invalid_choice": _("Choose for whom you object.")},
    )
    email = forms.CharField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "data-label": "s"}),
    )
    phone = forms.CharField(
        label=_("Telephone"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "data-label": "s"}),
    )

    def __init__(self, data: Any = None, *, photos: Sequence[str], hints: dict[str, Any], **given: Any) -> None:
        super().__init__(data, **given)
        self.fields["concern"].widget.hints = hints
        if photos:
            self.fields["photos"].choices = [  # type: ignore[attr-defined]
                (key, _("Photo %(number)d") % {"number": number}) for number, key in enumerate(photos, start=1)
            ]
        else:
            del self.fields["photos"]


class FollowForm(forms.Form):
    """The code of an objection."""

    code = forms.CharField(
        label=_("Code of your objection"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20", "data-label": "s"}),
    )
