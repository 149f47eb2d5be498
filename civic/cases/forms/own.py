"""What a resident hands in on a case of her own besides a rating: a reply, an addition, the report anew, that hers is
different, and what she takes out again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from civic.cases.forms.report import PhotoInput
from civic.cases.rules.report import ADDRESS_LONGEST, TEXT_LONGEST, TITLE_LONGEST
from civic.offices.models import Matter
from civic.offices.rules import FAMILIES

REPLY_LONGEST = 4000
ADDITION_LONGEST = 2000
_CLEANED = _(
    "Up to 5 at once, each under 20 MB: JPEG, PNG, WebP or HEIC. "
    "We remove the hidden data from each of them, and nobody outside sees one before a person has looked at it."
)


def _photo_field(**more: Any) -> forms.Field:
    """Photos to add; each file is looked at by the act, so this only draws them and tells what was refused."""
    widget = PhotoInput(attrs={"accept": "image/*,.heic,.heif", "multiple": True})
    label = _("Photos (if you have any)")
    return forms.Field(required=False, label=label, help_text=_CLEANED, widget=widget, **more)


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, Any]]) -> None:
    """What can be chosen here; a question without a choice is not asked."""
    field = form.fields[name]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = list(choices)
    if not choices:
        del form.fields[name]


class ReplyForm(forms.Form):
    """The answer to what the city asked. The act checks it; here it only has a shape."""

    text = forms.CharField(
        label=_("Your reply"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": REPLY_LONGEST, "rows": 5}),
    )
    photo = _photo_field()


class AddForm(forms.Form):
    """Words and photos for a case that is open. The act checks them; here they only have a shape."""

    text = forms.CharField(
        label=_("What would you like to add?"),
        help_text=_("For example what has changed since, or what we should know. Whoever works on it reads this."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": ADDITION_LONGEST, "rows": 5, "dir": "auto"}),
    )
    photo = _photo_field()


class EditForm(forms.Form):
    """The report as its reporter wants it to read from now on. The act checks it; here it only has a shape."""

    text = forms.CharField(
        label=_("Your words"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": TEXT_LONGEST, "rows": 7, "dir": "auto"}),
    )
    title = forms.CharField(
        label=_("Title"),
        help_text=_("A few words. Leave it empty, and your first sentence becomes the title."),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": TITLE_LONGEST, "dir": "auto"}),
    )
    matter = forms.CharField(label=_("What is it about?"), required=False, widget=forms.Select)
    address = forms.CharField(
        label=_("Where is it, in words?"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": ADDRESS_LONGEST, "dir": "auto"}),
    )
    no_pin = forms.BooleanField(
        label=_("The pin on the map is wrong: take it away"),
        help_text=_("The words then say where it is."),
        required=False,
    )
    drop = forms.MultipleChoiceField(
        label=_("Take photos away"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
    )
    photo = _photo_field()

    def __init__(
        self,
        *args: Any,
        families: Mapping[str, Sequence[Matter]],
        photos: Sequence[tuple[str, str]] = (),
        has_pin: bool = False,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        self.fields["matter"].widget.choices = [
            ("", _now("Not sure, please choose for me")),
            *(
                (FAMILIES.get(family, FAMILIES["other"]), [(matter.code, matter.name) for matter in held])
                for family, held in families.items()
            ),
        ]
        _offer(self, "drop", photos)
        if not has_pin:
            del self.fields["no_pin"]


class RedactForm(forms.Form):
    """What its author takes out for good. The act checks it; here it only has a shape."""

    lines = forms.MultipleChoiceField(label=_("Whole texts"), required=False, widget=forms.CheckboxSelectMultiple)
    passages = forms.CharField(
        label=_("Or only some words"),
        help_text=_("Write or copy them exactly as they stand there, one piece a line: a name, a number, a sentence."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    photos = forms.MultipleChoiceField(label=_("Your photos"), required=False, widget=forms.CheckboxSelectMultiple)
    place = forms.BooleanField(
        label=_("The place: its description and the pin on the map"),
        help_text=_("The district stays."),
        required=False,
    )
    sure = forms.BooleanField(
        label=_("I know that nobody can bring it back."),
        error_messages={"required": _("Tick this too: what is taken out cannot be brought back.")},
    )

    def __init__(
        self,
        *args: Any,
        lines: Sequence[tuple[str, Any]],
        photos: Sequence[tuple[str, str]],
        has_place: bool,
        **given: Any,
    ) -> None:
        super().__init__(*args, **given)
        for name, choices in (("lines", lines), ("photos", photos)):
            _offer(self, name, choices)
        if not has_place:
            del self.fields["place"]


class SeparateForm(forms.Form):
    """What is different about a report that was merged into another case."""

    text = forms.CharField(
        label=_("What is different about yours?"),
        help_text=_("For example another lamp, another side of the street, another day. The desk reads this."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"maxlength": 1000, "rows": 4}),
    )
