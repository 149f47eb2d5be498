"""The fields that forms of shifts are made of: an hour, a day with its hours, some lines of words."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext_lazy as _

from civic.lib.days import day_field

HOUR_ASKED = _("Write the hour like 19:00.")
BEGINS_ASKED = _("Write the hour at which it begins, like 19:00.")
ENDS_ASKED = _("Write the hour at which it ends, like 21:00.")
SMALL = {"data-label": "s"}  # a plain label, for a field that stands in a group
BESIDE = {"starts_at": "on", "ends_at": "ends"}  # which field stands for what an act speaks of
MOMENT = "%Y-%m-%dT%H:%M"


def moment_field(label: Any, **more: Any) -> forms.DateTimeField:
    """An hour of a day, in the city's time."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, input_formats=[MOMENT, "%Y-%m-%d %H:%M"], widget=widget, **more)


def hour_field(label: Any, **more: Any) -> forms.TimeField:
    """An hour of any day."""
    says = {"required": HOUR_ASKED, "invalid": HOUR_ASKED} | more.pop("error_messages", {})
    widget = forms.TimeInput(attrs={"type": "time", **SMALL}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, error_messages=says, **more)


def from_field() -> forms.TimeField:
    """The hour at which a shift begins."""
    return hour_field(_("From"), error_messages={"required": BEGINS_ASKED, "invalid": BEGINS_ASKED})


def until_field() -> forms.TimeField:
    """The hour at which a shift ends."""
    return hour_field(_("Until"), error_messages={"required": ENDS_ASKED, "invalid": ENDS_ASKED})


def text_field(label: Any, longest: int, *, rows: int = 3, required: bool = True, **more: Any) -> forms.CharField:
    """Words on a few lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, required=required, **more)


class HoursForm(forms.Form):
    """A day, from an hour to an hour: one that is earlier than the first is of the next day."""

    on = day_field(_("Day"), attrs=SMALL, says={"required": _("Name the day of the shift.")})
    starts = from_field()
    ends = until_field()

    def clean(self) -> dict[str, Any]:
        """The two moments."""
        given = super().clean() or self.cleaned_data
        on, starts, ends = (given.pop(name, None) for name in ("on", "starts", "ends"))
        if on is None or starts is None or ends is None:
            return given
        try:
            last = on if ends >= starts else on + timedelta(days=1)
            given["starts_at"], given["ends_at"] = (
                make_aware(datetime.combine(on, starts)),
                make_aware(datetime.combine(last, ends)),
            )
        except OverflowError:
            self.add_error("on", _("Write the day like 2026-11-28."))
        return given


def hours_of(starts_at: datetime, ends_at: datetime) -> dict[str, Any]:
    """A shift's hours as its form begins with them."""
    begins, ends = localtime(starts_at), localtime(ends_at)
    return {"on": begins.date(), "starts": begins.time(), "ends": ends.time()}
