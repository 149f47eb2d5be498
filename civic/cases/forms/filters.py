"""By what public cases can be looked for: one FilterSet for the list, the map and the API."""

import math
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case
from civic.cases.rules import Kind, State
from civic.offices.models import Matter, Office
from civic.places.models import Area
from civic.search.queries import holding

METRES_A_DEGREE = 111_320.0
NEAR_MOST = 50_000.0
WORDS_LONGEST = 100
SOLVED = [
    ("yes", _("Solved, says the resident")),
    ("partly", _("Partly solved, says the resident")),
    ("no", _("Not solved, says the resident")),
    ("none", _("Answered, and nobody has said")),
]
_UNKNOWN = {"invalid_choice": _("This is not in the list. Choose one from it, or leave it open.")}
_TOO_LONG = {"max_length": _("This is too long. Keep it under %(limit_value)d characters.")}
KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.MISCONDUCT]  # misconduct is never public


def _numbers(text: str, count: int) -> list[float] | None:
    """So many finite numbers parted by commas, or None."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        return None
    return numbers if len(numbers) == count and all(math.isfinite(number) for number in numbers) else None


class DayField(forms.CharField):
    """A day (2026-11-03) or a moment (2026-11-03T20:00+08:00); becomes the instant from or before which it counts."""

    def __init__(self, *, ends: bool = False, **kwargs: Any) -> None:
        self.ends = ends
        super().__init__(max_length=40, error_messages=_TOO_LONG, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        return self._instant(text) if text else None

    def _instant(self, text: str) -> datetime:
        try:
            day, moment = parse_date(text), parse_datetime(text)
        except ValueError:
            day = moment = None
        if day is None and moment is None:
            raise forms.ValidationError(_("This is not a day. Write it as 2026-11-03."))
        try:
            bound = self._bound(day, moment)
            bound.astimezone(UTC)  # the databases keep UTC, where the first and last day lack some hours
            return bound
        except OverflowError:
            raise forms.ValidationError(_("This is not a day. Write it as 2026-11-03.")) from None

    def _bound(self, day: date | None, moment: datetime | None) -> datetime:
        if day is not None:
            return timezone.make_aware(datetime.combine(day + timedelta(days=self.ends), time.min))
        assert moment is not None
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


class BoxField(forms.CharField):
    """west,south,east,north in degrees."""

    def clean(self, value: Any) -> list[float] | None:
        text = super().clean(value)
        if not text:
            return None
        box = _numbers(text, 4)
        if box is None or not (-180 <= box[0] <= box[2] <= 180 and -90 <= box[1] <= box[3] <= 90):
            raise forms.ValidationError(_("Give four numbers: west,south,east,north, in degrees."))
        return box


class NearField(forms.CharField):
    """lat,lon,metres."""

    def clean(self, value: Any) -> list[float] | None:
        text = super().clean(value)
        if not text:
            return None
        near = _numbers(text, 3)
        if near is None or not (-90 <= near[0] <= 90 and -180 <= near[1] <= 180 and 0 < near[2] <= NEAR_MOST):
            raise forms.ValidationError(_("Give three numbers: latitude,longitude,metres, and at most 50,000 metres."))
        return near


class DayFilter(django_filters.Filter):
    """A filter over a day or a moment."""

    field_class = DayField


class BoxFilter(django_filters.Filter):
    """A filter over a box on the map."""

    field_class = BoxField


class NearFilter(django_filters.Filter):
    """A filter over a circle on the map."""

    field_class = NearField


class CaseFilters(django_filters.FilterSet):
    """kind, matter, office, area, state, solved, since, until, bbox, near, q. Hand it the cases that may be seen."""

    q = django_filters.CharFilter(
        method="by_words",
        label=_("Words"),
        max_length=WORDS_LONGEST,
        error_messages=_TOO_LONG,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    area = django_filters.ModelChoiceFilter(
        method="by_area",
        queryset=Area.objects.order_by("code"),
        to_field_name="code",
        label=_("Where"),
        empty_label=_("The whole city"),
        error_messages=_UNKNOWN,
    )
    matter = django_filters.ModelChoiceFilter(
        queryset=Matter.objects.filter(is_active=True),
        to_field_name="code",
        label=_("What about"),
        empty_label=_("Everything"),
        error_messages=_UNKNOWN,
    )
    office = django_filters.ModelChoiceFilter(
        queryset=Office.objects.order_by("code"),
        to_field_name="code",
        label=_("Who answers"),
        empty_label=_("Any office"),
        error_messages=_UNKNOWN,
    )
    kind = django_filters.ChoiceFilter(
        choices=KINDS, label=_("Kind"), empty_label=_("All kinds"), error_messages=_UNKNOWN
    )
    state = django_filters.ChoiceFilter(
        choices=State, label=_("Where it stands"), empty_label=_("Anywhere on its way"), error_messages=_UNKNOWN
    )
    solved = django_filters.ChoiceFilter(
        choices=SOLVED,
        method="by_verdict",
        label=_("Was it solved?"),
        empty_label=_("Whatever was said"),
        error_messages=_UNKNOWN,
    )
    since = DayFilter(
        field_name="filed_at", lookup_expr="gte", label=_("From"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = DayFilter(
        field_name="filed_at",
        lookup_expr="lt",
        label=_("Until"),
        ends=True,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    bbox = BoxFilter(method="by_box", label=_("Box on the map"), max_length=120, error_messages=_TOO_LONG)
    near = NearFilter(method="by_distance", label=_("Near a point"), max_length=80, error_messages=_TOO_LONG)

    class Meta:
        model = Case
        fields: list[str] = []

    def by_words(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """Whatever holds these words in what everybody may read."""
        return holding(cases, side="public", kind="case", text=value)

    def by_area(self, cases: QuerySet[Case], name: str, value: Area) -> QuerySet[Case]:
        """An area and everything below it."""
        below = Area.objects.within(value).values("pk")
        return cases.filter(area__in=below)

    def by_verdict(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        """What the resident said; silence counts only where there is an answer."""
        return cases.filter(verdict="", answered_at__isnull=False) if value == "none" else cases.filter(verdict=value)

    def by_box(self, cases: QuerySet[Case], name: str, value: list[float]) -> QuerySet[Case]:
        """Within a box on the map."""
        west, south, east, north = value
        return cases.filter(lat__range=(south, north), lon__range=(west, east))

    def by_distance(self, cases: QuerySet[Case], name: str, value: list[float]) -> QuerySet[Case]:
        """Within so many metres; on a plane, which over a city is right to the metre."""
        lat, lon, metres = value
        a_degree_of_lon = METRES_A_DEGREE * max(math.cos(math.radians(lat)), 0.01)
        high, wide = metres / METRES_A_DEGREE, metres / a_degree_of_lon
        within = cases.filter(lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide))
        north, east = (F("lat") - lat) * METRES_A_DEGREE, (F("lon") - lon) * a_degree_of_lon
        return within.alias(squared=north * north + east * east).filter(squared__lte=metres * metres)
