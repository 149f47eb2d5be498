"""The boxes over a photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Moment, Photo
from civic.cases.rules.boxes import BOXES_MOST, Box, Shows
from civic.lib import box_form
from civic.lib.box_form import rows_of, typed


class BoxForm(box_form.BoxForm):
    """One box over a photo of a case."""

    shows = forms.ChoiceField(label=_("What it covers"), choices=Shows.choices, initial=Shows.FACE)

    @property
    def box(self) -> Box | None:
        """The box in the terms of the act; None for a row left empty."""
        sides = self.sides
        return Box(*sides, self.cleaned_data["shows"]) if sides else None


BoxForms = rows_of(BoxForm, most=BOXES_MOST)


def box_forms(photo: Photo, data: Any = None) -> Any:
    """The boxes of a photo, each as a row, and room for more."""
    return BoxForms(data, prefix="box", initial=[typed(box) for box in photo.boxes.all()])


def boxes_in(rows: Any) -> list[Box]:
    """The boxes of rows that were filled in and not struck out."""
    return [box for form in rows if form not in rows.deleted_forms and (box := form.box) is not None]


class OfficePhotoForm(forms.Form):
    """A photo of the office for its answer."""

    photo = forms.FileField(
        label=_("Photo"),
        help_text=_("JPEG, PNG, WebP or HEIC, under 20 MB. A moderator looks at it before everybody sees it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*,.heic,.heif", "class": "govuk-file-upload"}),
    )
    moment = forms.ChoiceField(
        label=_("When was it taken?"), choices=Moment.choices, required=False, widget=forms.RadioSelect
    )
    alt = forms.CharField(
        label=_("What does it show?"),
        help_text=_("For whoever cannot see it: “the lamp at 18 Wangjiang Road is lit”. Name nobody."),
        required=False,
        max_length=1000,
    )
