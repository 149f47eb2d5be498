"""A box over a picture, typed as four numbers: for whoever draws none with a finger or a mouse."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SIDES_OF_A_BOX = ("x", "y", "width", "height")


def _percent(label: Any) -> forms.DecimalField:
    widget = forms.NumberInput(attrs={"class": "govuk-input", "step": "0.1", "inputmode": "decimal"})
    return forms.DecimalField(label=label, required=False, min_value=0, max_value=100, decimal_places=1, widget=widget)


class BoxForm(forms.Form):
    """One box, in percent of the picture's width and height; what is left empty is no box. What it covers, `shows`, is
    each app's own field."""

    x = _percent(_("From the left, %"))
    y = _percent(_("From the top, %"))
    width = _percent(_("Width, %"))
    height = _percent(_("Height, %"))
    field_order = ("shows", *SIDES_OF_A_BOX)

    def clean(self) -> dict[str, Any]:
        """A box has all four numbers, or none."""
        said = super().clean() or {}
        left_out = [name for name in SIDES_OF_A_BOX if said.get(name) is None and name not in self.errors]
        if 0 < len(left_out) < len(SIDES_OF_A_BOX):
            for name in left_out:
                self.add_error(name, _("A box needs all four numbers."))
        return said

    @property
    def sides(self) -> tuple[int, int, int, int] | None:
        """The four in thousandths; None for a row left empty."""
        said = self.cleaned_data
        if any(said.get(name) is None for name in SIDES_OF_A_BOX):
            return None
        x, y, width, height = (int(said[name] * 10) for name in SIDES_OF_A_BOX)
        return x, y, width, height


def typed(box: Any) -> dict[str, Any]:
    """A kept box as its row shows it."""
    return {"shows": box.shows, **{name: getattr(box, name) / 10 for name in SIDES_OF_A_BOX}}


def rows_of(form: type[BoxForm], *, most: int) -> Any:
    """A form set of such rows: the known ones, and room for two more."""
    return forms.formset_factory(form, extra=2, max_num=most, absolute_max=most + 5, can_delete=True)
