"""What volunteers, leaders and offices hand in about a day."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.attendances.actions import Here
from civic.attendances.rules import Direction
from civic.lib.keys import read_key
from civic.volunteers.models import Volunteer

TYPED_MOST = 12  # signs: six digits, however they are parted
HOUR = {"invalid": _("Write the hour like 2026-11-28 14:30."), "required": _("Say at what hour.")}


def hour_field(label: Any, **more: Any) -> forms.DateTimeField:
    """An hour of a day, in the city's time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, error_messages=HOUR, **more)


def words_field(label: Any, *, missing: Any = "", longest: int = 300, **more: Any) -> forms.CharField:
    """A few words, on as many lines as they need."""
    widget = forms.Textarea(attrs={"rows": 3})
    said = {"required": missing} if missing else {}
    return forms.CharField(label=label, max_length=longest, widget=widget, error_messages=said, **more)


class PhonesNumber(forms.FloatField):
    """What a phone says of where it is. A phone that says nonsense tells nothing: nobody is kept from checking in."""

    def clean(self, value: Any) -> float | None:
        """The number, or nothing."""
        try:
            told: float | None = super().clean(value)
        except forms.ValidationError:
            return None
        return told


class PlacedForm(forms.Form):
    """A form to which the phone may add where it is; left empty it tells nothing."""

    lat = PhonesNumber(required=False, widget=forms.HiddenInput)
    lon = PhonesNumber(required=False, widget=forms.HiddenInput)
    accuracy = PhonesNumber(required=False, widget=forms.HiddenInput)

    def here(self) -> Here | None:
        """Where the phone says it is."""
        told = self.cleaned_data
        if told.get("lat") is None or told.get("lon") is None:
            return None
        return Here(told["lat"], told["lon"], told.get("accuracy"))


class CodeForm(PlacedForm):
    """The code on a screen, scanned or typed, and whether one comes or goes."""

    code = forms.CharField(
        label=_("The six digits below the square"),
        max_length=300,
        error_messages={"required": _("Type the six digits, or scan the square.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}),
    )
    direction = forms.ChoiceField(
        choices=Direction, error_messages={"required": _("Say whether it is coming or going.")}
    )
    reason = forms.CharField(label=_("Going before the end? Say why."), max_length=300, required=False)

    @property
    def is_read(self) -> bool:
        """Was the square scanned, so that nothing is left to type? What it said is longer than anybody types."""
        return len(self["code"].value() or "") > TYPED_MOST and "code" not in self.errors

    def turn_down(self, sentence: Any) -> None:
        """The code does not count: it is said beside the field, which is empty for the next one."""
        self.add_error("code", str(sentence))
        self.data = {**dict(self.data.items()), "code": ""}


class HandForm(forms.Form):
    """An hour written down by the leader."""

    direction = forms.ChoiceField(label=_("What happened"), choices=Direction, widget=forms.RadioSelect)
    told_at = hour_field(_("At what hour"))
    reason = forms.CharField(
        label=_("Why there is no scan"),
        max_length=300,
        error_messages={"required": _("Say why there is no scan: it stands beside the hour.")},
    )


class WalkInForm(forms.Form):
    """Somebody who came without a sign-up, or stands on paper only."""

    number = forms.CharField(
        label=_("Number of the volunteer"),
        max_length=20,
        error_messages={"required": _("Write the number of the volunteer. It stands on her page.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    came_at = hour_field(_("Came at"))
    went_at = hour_field(_("Went at"))
    words = words_field(_("How you know it"), missing=_("Say how you know that this volunteer was there."))
    photo = forms.FileField(
        label=_("Photo of the sheet, or of the place"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
        error_messages={"required": _("Add a photo of the sheet, or of the place with whoever came.")},
    )


class InjuryForm(forms.Form):
    """Somebody was hurt."""

    volunteer = forms.ModelChoiceField(
        label=_("Who was hurt"),
        queryset=Volunteer.objects.none(),
        to_field_name="number",
        required=False,
        empty_label=_("Choose one"),
    )
    happened_at = hour_field(_("At what hour"))
    words = words_field(
        _("What happened, and where it hurts"), missing=_("Say what happened, and where it hurts."), longest=2000
    )


class ClaimForm(forms.Form):
    """The insurer was told."""

    claim = forms.CharField(
        label=_("Number the insurer gave you"),
        max_length=60,
        error_messages={"required": _("Write the number the insurer gave you.")},
    )


class ReasonForm(forms.Form):
    """Why, in a line."""

    reason = forms.CharField(label=_("Why"), max_length=300, required=False)


class AppealForm(forms.Form):
    """What speaks against an absence."""

    words = words_field(
        _("What speaks against it"), missing=_("Say what speaks against it: the leader and the office read it.")
    )


class FindingForm(PlacedForm):
    """What was found on a shift."""

    text = words_field(_("What did you find?"), missing=_("Say what you found, and where exactly."), longest=2000)
    photo = forms.FileField(
        label=_("Photo"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )


class ComplaintForm(forms.Form):
    """A complaint about an organisation."""

    words = words_field(
        _("What happened?"),
        missing=_("Say what happened, when, and what you would like."),
        longest=4000,
    )


class ComplaintAnswerForm(forms.Form):
    """What the office says."""

    answer = words_field(_("Answer"), missing=_("Write the answer: whoever complained reads it."), longest=4000)
    is_upheld = forms.TypedChoiceField(
        label=_("Was the complaint right?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the complaint was right.")},
    )


def said_hours(told: Any, prefix: str) -> dict[int, datetime]:
    """The hours of a closing, by the keys of attendances; what cannot be read is left out and so asked for again."""
    field, found = hour_field(""), {}
    for name in told:
        key = read_key(name.removeprefix(prefix)) if name.startswith(prefix) else None
        if key is not None:
            try:
                found[key] = field.clean(told[name])
            except forms.ValidationError:
                continue
    return found
