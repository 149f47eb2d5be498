"""What a manager hands in about a patrol: on which shifts, which cells at which minute, whom to call."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.keys import SeveralField
from civic.places.models import Cell
from civic.shifts.actions import StopGiven
from civic.shifts.forms.fields import text_field
from civic.shifts.models import Activity, Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer
from civic.volunteers.queries.waiting import find_volunteer

LINES_MOST = 101  # one more than the act takes, so that the act says why
KEY_ROAD = "*＊"


class _ShiftsField(SeveralField):
    """Shifts told by their day and hour."""

    def label_from_instance(self, obj: Any) -> str:
        """When it begins."""
        return date_format(localtime(obj.starts_at), "DATETIME_FORMAT")


class PatrolForm(forms.Form):
    """The cells that a patrol walks, each at its time."""

    shifts = _ShiftsField(
        label=_("On which shifts"),
        queryset=Shift.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one shift that is to come.")},
    )
    stops = text_field(
        _("Which cells, and when"),
        8000,
        rows=6,
        help_text=_(
            "One a line: code of the cell, minutes after the shift begins, and, where it is settled, the number of the "
            "volunteer. Put a star before a key road: where nobody checks in there, somebody is called."
        ),
        error_messages={"required": _("Name at least one cell.")},
    )
    call = forms.ModelChoiceField(
        label=_("Whom to call when nobody checks in on a key road"),
        queryset=Person.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose whom to call.")},
    )

    def __init__(self, *args: Any, activity: Activity, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        ahead = activity.shifts.filter(state=ShiftState.OPEN, starts_at__gt=at)
        fields["shifts"].queryset = ahead.order_by("starts_at", "pk")
        acting = activity.organisation.managers.filter(ended_at__isnull=True).values("person")
        fields["call"].queryset = Person.objects.filter(pk__in=acting).order_by("pk")

    def clean_stops(self) -> list[StopGiven]:
        """The lines as stops; a line that is none is told with its number."""
        return read_stops(self.cleaned_data["stops"])


def read_stops(text: str) -> list[StopGiven]:
    """Stops from lines of text. Raises ValidationError naming the line that cannot be read."""
    lines = [line.replace("，", ",").strip() for line in text.splitlines() if line.strip()][:LINES_MOST]
    parted = [[part.strip() for part in line.split(",")] for line in lines]
    codes = {parts[0].lstrip(KEY_ROAD).strip() for parts in parted}
    cells = {one.code: one for one in Cell.objects.in_force(localdate()).filter(code__in=codes).order_by("-layer")}
    stops = []
    for turn, parts in enumerate(parted, start=1):
        if len(parts) not in (2, 3) or not parts[1].isdecimal() or len(parts[1]) > 4:
            raise _no_stop(_("Line %(line)s is no stop. Write the code of the cell, a comma and the minutes."), turn)
        cell = cells.get(parts[0].lstrip(KEY_ROAD).strip())
        if cell is None:
            raise _no_stop(_("Line %(line)s: no cell has this code today. Compare it, sign by sign."), turn)
        who: Volunteer | None = find_volunteer(parts[2]) if len(parts) == 3 and parts[2] else None
        if len(parts) == 3 and parts[2] and who is None:
            raise _no_stop(_("Line %(line)s: no volunteer has this number. Compare it, sign by sign."), turn)
        stops.append(
            StopGiven(cell=cell, after_minutes=int(parts[1]), is_key_road=parts[0][0] in KEY_ROAD, volunteer=who)
        )
    return stops


def _no_stop(sentence: Any, line: int) -> forms.ValidationError:
    return forms.ValidationError(sentence, params={"line": line})
