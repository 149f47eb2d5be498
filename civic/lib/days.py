"""The field of a form in which somebody names a day."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"]  # the first is what browsers send; the others are typed
SAYS = {"invalid": _("Write the day like 2026-11-28."), "required": _("Name the day.")}


def day_field(
    label: Any, *, says: Mapping[str, Any] | None = None, attrs: Mapping[str, Any] | None = None, **more: Any
) -> forms.DateField:
    """A day, picked or typed. `says` are sentences of its own for what is wrong, `attrs` of the input."""
    widget = forms.DateInput(attrs={"type": "date", **(attrs or {})}, format=FORMATS[0])
    return forms.DateField(
        label=label, widget=widget, input_formats=FORMATS, error_messages=SAYS | dict(says or {}), **more
    )
