"""What families and those who look after children's data hand in."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.families.queries.texts import NAMES
from civic.guardians.actions.texts import CHILD_LONGEST, TONGUES, TOO_LONG_FOR_CHILD
from civic.guardians.models import ConsentText
from civic.guardians.rules import Ground, OpeningPurpose, Outcome, Right
from civic.youth.models import Edition

LONG = forms.Textarea(attrs={"rows": 5})
CHOOSE = [("", _("Choose one"))]


class AskForm(forms.Form):
    """What a family asks."""

    right = forms.ChoiceField(
        label=_("What do you ask for?"),
        choices=Right.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you ask for."), "invalid_choice": _("Choose what you ask for.")},
    )
    words = forms.CharField(
        label=_("In your words"),
        help_text=_("What is it about, and what should it say?"),
        widget=LONG,
        max_length=2000,
        error_messages={"required": _("Write in a sentence what you mean.")},
    )


class ContactForm(forms.Form):
    """A guardian's own name and how to reach her."""

    name = forms.CharField(label=_("Your own name"), max_length=60, error_messages={"required": _("Write your name.")})
    contact = forms.CharField(
        label=_("How to reach you, if you like"),
        help_text=_("An e-mail address or a telephone number."),
        max_length=120,
        required=False,
    )


class SureForm(forms.Form):
    """A tick before something that cannot be undone."""

    is_sure = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick that you know: nobody can bring it back.")},
    )


class OpeningForm(forms.Form):
    """Somebody asks to know who a child is."""

    number = forms.CharField(
        label=_("Number of the proposal, or the pseudonym"),
        max_length=40,
        error_messages={"required": _("Say which child, by proposal or pseudonym.")},
    )
    purpose = forms.ChoiceField(
        label=_("For what?"),
        choices=OpeningPurpose.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you need it for.")},
    )
    words = forms.CharField(
        label=_("Why you need to know"),
        help_text=_("The family reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        error_messages={"required": _("Say what you need it for: the family reads this.")},
    )
    is_urgent = forms.BooleanField(
        label=_("Open at once: somebody is in danger now"),
        help_text=_("Another looks at it within a day. Only for danger."),
        required=False,
    )


class CorrectForm(forms.Form):
    """What should stand in the sealed record; what is left empty stays."""

    name = forms.CharField(label=_("Its name"), max_length=60, required=False)
    born_on = forms.DateField(
        label=_("Day of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    school = forms.CharField(label=_("School"), max_length=120, required=False)


class ReasonForm(forms.Form):
    """Words with a decision."""

    words = forms.CharField(label=_("Reason"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """A written answer to a family."""

    outcome = forms.ChoiceField(label=_("What became of it"), choices=Outcome.choices, widget=forms.RadioSelect)
    ground = forms.ChoiceField(
        label=_("On what ground, if not all of it was done"), choices=[*CHOOSE, *Ground.choices], required=False
    )
    words = forms.CharField(
        label=_("The answer"),
        help_text=_("In plain words. The family keeps it."),
        widget=LONG,
        max_length=2000,
        error_messages={"required": _("Write the answer: the family keeps it.")},
    )


class AssessmentForm(forms.Form):
    """An impact assessment."""

    about = forms.CharField(
        label=_("What was assessed"), max_length=120, error_messages={"required": _("Say what was assessed.")}
    )
    text = forms.CharField(
        label=_("The assessment"),
        help_text=_("Which data and for what, whether less would do, what could happen, what is done about it."),
        widget=forms.Textarea(attrs={"rows": 14}),
        max_length=40_000,
        error_messages={"required": _("Write the assessment.")},
    )


def _text(label: Any, *, rows: int, tongue: str, most: int = 20_000) -> forms.CharField:
    missing = _("Write this text too: nobody agrees to what she cannot read.")
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows, "lang": tongue}),
        error_messages={"required": missing} | ({"max_length": TOO_LONG_FOR_CHILD} if most == CHILD_LONGEST else {}),
    )


class ConsentTextForm(forms.Form):
    """A new version of what is read before anybody agrees."""

    track = forms.ChoiceField(
        label=_("What it is for"),
        choices=list(NAMES.items()),
        widget=forms.RadioSelect,
    )
    child_zh_hans = _text(_("For the child, in simplified Chinese"), rows=8, tongue="zh-Hans", most=CHILD_LONGEST)
    child_zh_hant = _text(_("For the child, in traditional Chinese"), rows=8, tongue="zh-Hant", most=CHILD_LONGEST)
    child_en = _text(_("For the child, in English"), rows=8, tongue="en", most=CHILD_LONGEST)
    adult_zh_hans = _text(_("For the guardian, in simplified Chinese"), rows=12, tongue="zh-Hans")
    adult_zh_hant = _text(_("For the guardian, in traditional Chinese"), rows=12, tongue="zh-Hant")
    adult_en = _text(_("For the guardian, in English"), rows=12, tongue="en")
    from_at = forms.DateTimeField(
        label=_("From when it is read"),
        help_text=_("Leave it empty, and it is read at once."),
        required=False,
        widget=forms.DateTimeInput(
            attrs={"type": "datetime-local", "class": "govuk-input--width-20"}, format="%Y-%m-%dT%H:%M"
        ),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Write a day and an hour, like 2027-03-01 08:00.")},
    )
    is_renewal = forms.BooleanField(
        label=_("What is asked for has changed: ask everybody anew"),
        help_text=_(
            "Every earlier yes ends then. What children made is hidden until their families have agreed to this text."
        ),
        required=False,
    )

    def __init__(self, data: Any = None, *, last: ConsentText | None, track: str) -> None:
        told: dict[str, Any] = {"track": track}
        if last is not None:
            told |= {name: getattr(last, name) for name in self.base_fields if name.startswith(("child_", "adult_"))}
        super().__init__(data, initial=told)

    def given(self) -> dict[str, Any]:
        """For the act."""
        said = self.cleaned_data
        return {
            "track": said["track"],
            "child": {tongue: said[f"child_{column}"] for tongue, column in TONGUES.items()},
            "adult": {tongue: said[f"adult_{column}"] for tongue, column in TONGUES.items()},
            "from_at": said["from_at"],
            "is_renewal": said["is_renewal"],
        }


class YearForm(forms.Form):
    """The year of a report."""

    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100)


class BreachForm(forms.Form):
    """What families are told of a breach, or of its drill."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none(), empty_label=None)
    is_drill = forms.TypedChoiceField(
        label=_("Is this an exercise?"),
        choices=[("yes", _("Yes, an exercise: the message says so")), ("no", _("No, it happened"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    hours = forms.IntegerField(label=_("How many hours ago was it found?"), min_value=0, max_value=8760, initial=0)
    what = forms.CharField(label=_("What happened"), widget=LONG, max_length=2000)
    done = forms.CharField(label=_("What we did"), widget=LONG, max_length=2000)
    advice = forms.CharField(label=_("What a family can do"), widget=LONG, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["edition"]
        chosen.queryset = Edition.objects.shown()

    @property
    def ago(self) -> timedelta:
        """How long ago it was found."""
        return timedelta(hours=self.cleaned_data["hours"])


class ExportForm(forms.Form):
    """Names of several children, by their pseudonyms."""

    edition = forms.ModelChoiceField(label=_("Edition"), queryset=Edition.objects.none(), empty_label=None)
    pseudonyms = forms.CharField(
        label=_("Pseudonyms, one a line"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000
    )
    purpose = forms.ChoiceField(label=_("For what?"), choices=OpeningPurpose.choices)
    words = forms.CharField(label=_("Why you need to know"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["edition"]
        chosen.queryset = Edition.objects.shown()

    @property
    def names(self) -> list[str]:
        """The pseudonyms typed."""
        return [line.strip() for line in self.cleaned_data["pseudonyms"].splitlines() if line.strip()]
