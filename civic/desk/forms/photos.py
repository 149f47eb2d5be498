"""The boxes over a photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Moment, Photo
from civic.cases.rules.boxes import BOXES_MOST, Box, Shows

SIDES_OF_A_BOX = ("x", "y", "width", "height")


def _percent(label: Any) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "govuk-input", "step": "0.1", "inputmode": "decimal"})
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=100, decimal_places=1, widget=widget)


class BoxForm(forms.Form):
    """One box over a photo, in percent of its width and height; what is left empty is no box."""

    shows = forms.ChoiceField(label=_("What it covers"), choices=Shows.choices, initial=Shows.FACE)
    x = _percent(_("From the left, %"))
    y = _percent(_("From the top, %"))
    width = _percent(_("Width, %"))
    height = _percent(_("Height, %"))

    def clean(self) -> dict[str, Any]:
        """A box has all four numbers, or none."""
        said = super().clean() or {}
        left_out = [name for name in SIDES_OF_A_BOX if said.get(name) is None and name not in self.errors]
        if 0 < len(left_out) < len(SIDES_OF_A_BOX):
            for name in left_out:
                self.add_error(name, _("A box needs all four numbers."))
        return said

    @property
    def box(self) -> Box | None:
        """The box in the terms of the act; None for a row left empty."""
        said = self.cleaned_data
        if any(said.get(name) is None for name in SIDES_OF_A_BOX):
            return None
        x, y, width, height = (int(said[name] * 10) for name in SIDES_OF_A_BOX)
        return Box(x, y, width, height, said["shows"])


BoxForms = forms.formset_factory(BoxForm, extra=2, max_num=BOXES_MOST, absolute_max=BOXES_MOST + 5, can_delete=True)


def box_forms(photo: Photo, data: Any = None) -> Any:
    """The boxes of a photo, each as a row, and room for more."""
    known = [
        {"shows": box.shows, **{name: getattr(box, name) / 10 for name in SIDES_OF_A_BOX}} for box in photo.boxes.all()
    ]
    return BoxForms(data, prefix="box", initial=known)


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
