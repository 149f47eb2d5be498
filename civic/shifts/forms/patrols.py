"""What a manager hands in about a patrol: on which shifts, row by row which cell at which hour, whom to call."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.keys import SeveralField
from civic.lib.moments import said_moment
from civic.lib.refusals import NotValid, Refused
from civic.places.models import Cell
from civic.places.queries import locate
from civic.shifts.actions import StopGiven
from civic.shifts.forms.fields import SMALL, hour_field
from civic.shifts.models import Activity, PatrolStop, Shift
from civic.shifts.queries.patrols import Walker
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer

ROWS_MOST = 101  # one more than the act takes, so that the act says why
ROWS_FIRST = 2
ROW = re.compile(r"stops-(\d{1,3})-(?:hour|place|volunteer|is_key_road)")
POINT = re.compile(r"(-?\d{1,3}\.\d+)\s*[,，\s]\s*(-?\d{1,3}\.\d+)")
NO_HOUR = _("Write the hour at which it is walked, like 20:30.")
ASKED = ("hour", "place", "volunteer", "is_key_road")


class _ShiftsField(SeveralField):
    """Shifts told by their day and hour."""

    def label_from_instance(self, obj: Any) -> str:
        """From when to when."""
        return f"{said_moment(obj.starts_at)}–{localtime(obj.ends_at):%H:%M}"


class StopForm(forms.Form):
    """One stop: at which hour, in which cell, by whom."""

    hour = hour_field(_("Time"), error_messages={"required": NO_HOUR, "invalid": NO_HOUR})
    place = forms.CharField(
        label=_("Cell"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "dir": "ltr", "list": "cells-around", **SMALL}
        ),
        error_messages={"required": _("Name the cell by its code, or by a point on the map.")},
    )
    volunteer = forms.ChoiceField(
        label=_("Who walks it"),
        required=False,
        widget=forms.Select(attrs=SMALL),
        error_messages={"invalid_choice": _("Choose somebody who comes to one of these shifts.")},
    )
    is_key_road = forms.BooleanField(label=_("Key road"), required=False)

    def __init__(
        self, *args: Any, walkers: Mapping[str, Walker], cells: Mapping[str, Cell] | None = None, **kwargs: Any
    ) -> None:
        kwargs |= {"empty_permitted": True, "use_required_attribute": False}  # a row that says nothing is left out
        super().__init__(*args, **kwargs)
        self._walkers, self._cells = walkers, cells or {}
        fields: dict[str, Any] = self.fields
        told = [(number, " · ".join([number, *one.posts])) for number, one in walkers.items()]
        fields["volunteer"].choices = [("", _("Whoever is there")), *told]

    def clean_place(self) -> Cell:
        """The cell of a code, or the one in which a point lies."""
        typed = self.cleaned_data["place"].strip()
        found = self._cells.get(typed)
        if found is None and (point := POINT.fullmatch(typed)):
            found = locate(float(point[1]), float(point[2])).cell
            if found is None:
                raise forms.ValidationError(_("This point lies in no cell. Choose another on the map."))
        if found is None:
            raise forms.ValidationError(_("No cell has this code today. Compare it, sign by sign, or use the map."))
        return found

    def clean_volunteer(self) -> Volunteer | None:
        """The volunteer behind a number."""
        typed = self.cleaned_data["volunteer"]
        return self._walkers[typed].volunteer if typed else None

    @property
    def turn(self) -> str:
        """Its number in the names of its fields."""
        return str(self.prefix).removeprefix("stops-")

    @property
    def stop(self) -> StopGiven:
        """What the act takes."""
        given = dict(self.cleaned_data)
        return StopGiven(cell=given.pop("place"), **given)


class PatrolForm(forms.Form):
    """The cells that a patrol walks, each at its time."""

    shifts = _ShiftsField(
        label=_("On which shifts"),
        queryset=Shift.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one shift that is to come.")},
    )
    call = forms.ModelChoiceField(
        label=_("Whom to call when nobody checks in on a key road"),
        queryset=Person.objects.none(),
        empty_label=None,
        error_messages={"required": _("Choose whom to call.")},
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        activity: Activity,
        walkers: Sequence[Walker],
        rows: Sequence[Mapping[str, Any]] = (),
        at: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        ahead = activity.shifts.filter(state=ShiftState.OPEN, starts_at__gt=at)
        fields["shifts"].queryset = ahead.order_by("starts_at", "pk")
        acting = activity.organisation.managers.filter(ended_at__isnull=True).values("person")
        fields["call"].queryset = Person.objects.filter(pk__in=acting).order_by("pk")
        self._walkers = {str(one.volunteer.number): one for one in walkers}
        self.rows = self._typed(data) if data is not None else self._offered(rows)
        self._filled = [row for row in self.rows if row.is_bound and row.has_changed()]

    def _offered(self, rows: Sequence[Mapping[str, Any]]) -> list[StopForm]:
        first = rows or [{}] * ROWS_FIRST
        return [StopForm(initial=row, prefix=f"stops-{n}", walkers=self._walkers) for n, row in enumerate(first)]

    def _typed(self, data: QueryDict) -> list[StopForm]:
        turns = sorted({int(found[1]) for name in data if (found := ROW.fullmatch(name))})[:ROWS_MOST]
        codes = {data.get(f"stops-{turn}-place", "").strip() for turn in turns}
        held = Cell.objects.in_force(localdate()).filter(code__in=codes).order_by("-layer")
        cells = {one.code: one for one in held}
        rows = [StopForm(data, prefix=f"stops-{turn}", walkers=self._walkers, cells=cells) for turn in turns]
        return rows or self._offered([])

    @property
    def blank(self) -> StopForm:
        """An empty row, for a script that adds one."""
        return StopForm(prefix="stops-__turn__", walkers=self._walkers)

    def is_valid(self) -> bool:
        """Is every row that was begun whole too?"""
        return all([super().is_valid(), *(row.is_valid() for row in self._filled)])

    def clean(self) -> dict[str, Any]:
        """The rows as stops."""
        given = super().clean() or self.cleaned_data
        if not self._filled:
            raise forms.ValidationError(_("Name at least one cell."))
        if all(row.is_valid() for row in self._filled):
            given["stops"] = [row.stop for row in self._filled]
        return given

    def tell(self, refused: Refused) -> None:
        """Each sentence of a refusal beside what it speaks of, a stop's at its row."""
        wrong = refused.fields if isinstance(refused, NotValid) else {}
        if not wrong:
            self.add_error(None, str(refused))
        for name, sentences in wrong.items():
            part, _dot, beside = name.partition(".")
            turn, _dot, field = beside.partition(".")
            for sentence in sentences:
                if part == "stops" and turn:
                    self._filled[int(turn)].add_error(field, sentence)
                else:
                    self.add_error(name if name in self.fields else None, sentence)

    @property
    def is_full(self) -> bool:
        """Is there no room for another row?"""
        return len(self.rows) >= ROWS_MOST - 1

    @property
    def wrong_count(self) -> int:
        """How many things are to put right, those of the rows too."""
        return len(self.errors) + sum(len(row.errors) for row in self.rows)


def rows_of(stops: Sequence[PatrolStop]) -> list[dict[str, Any]]:
    """A plan as it stands, as rows to begin with."""
    return [
        {
            "hour": f"{localtime(one.starts_at):%H:%M}",
            "place": one.cell.code,
            "volunteer": one.volunteer.number if one.volunteer else "",
            "is_key_road": one.is_key_road,
        }
        for one in stops
    ]


def retyped(data: QueryDict) -> tuple[list[dict[str, Any]], int | None]:
    """The rows as they were typed, with one more or without the one that is taken away; and which row is new."""
    turns = sorted({int(found[1]) for name in data if (found := ROW.fullmatch(name))})[:ROWS_MOST]
    gone = data.get("less", "")
    rows = [{name: data.get(f"stops-{turn}-{name}", "") for name in ASKED} for turn in turns if str(turn) != gone]
    if "more" in data or not rows:
        rows = [*rows, {}][:ROWS_MOST]
        return rows, len(rows) - 1
    return rows, None
