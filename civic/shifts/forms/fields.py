"""The fields that forms of shifts are made of: an hour, some lines of words."""

from typing import Any

from django import forms

MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    """An hour of a day, in the city's time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, input_formats=[MOMENT, "%Y-%m-%d %H:%M"], widget=widget, **more)


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    """An hour of any day."""
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


def text_field(label: Any, longest: int, *, rows: int = 3, required: bool = True, **more: Any) -> forms.CharField:
    """Words on a few lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, required=required, **more)
