"""The kept figures as they are published: one month by area, by office or by language, or twelve months; every number a
sum of what is kept, so a page costs the same at any size of the city."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from civic.insights.models import Figure, Month, Sweep
from civic.insights.rules import Tally, months_back
from civic.insights.rules.rates import COUNTS
from civic.offices.models import Office
from civic.places.models import Area, AreaKind

MONTHS_SHOWN = 12
BY_AREA, BY_OFFICE, BY_MONTH, BY_LANGUAGE = "area", "office", "month", "language"
LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English", "": _("not said")}
NO_PLACE, NO_OFFICE = _("Place not known"), _("No office yet")


@dataclass(frozen=True)
class Asked:
    """Which figures somebody asked for."""

    month: date
    by: str = BY_AREA
    area: Area | None = None
    office: Office | None = None
    language: str | None = None


@dataclass(frozen=True)
class Row:
    """One line of a table: an area, an office, a month, a language."""

    code: str
    label: Any
    tally: Tally
    area: str = ""  # the code by which one looks deeper
    office: str = ""
    month: date | None = None


@dataclass(frozen=True)
class Table:
    """What is published of one question: its rows in their fixed order, their sum, and the months up to it."""

    asked: Asked
    rows: list[Row]
    total: Tally
    months: list[Row]
    counted_at: datetime | None
    closed_at: datetime | None
    way: list[Area] = field(default_factory=list)  # from the city down to the area


def months() -> list[Month]:
    """The months that have figures, the newest first; the running one too."""
    some = Month.objects.filter(Exists(Figure.objects.filter(month=OuterRef("month"))))
    return list(some.order_by("-month"))


def table(asked: Asked, *, months: Sequence[Month]) -> Table:
    """The figures asked for, of one of these months. At most five queries."""
    months_told = _months(asked, months)
    rows = months_told if asked.by == BY_MONTH else _ROWS[asked.by](asked)
    total = next((row.tally for row in months_told if row.month == asked.month), Tally())
    sweep = Sweep.objects.filter(pk=1).first()
    return Table(
        asked=asked,
        rows=rows,
        total=total,
        months=months_told,
        counted_at=sweep.counted_at if sweep else None,
        closed_at=next((one.closed_at for one in months if one.month == asked.month), None),
        way=way_to(asked.area),
    )


def way_to(area: Area | None) -> list[Area]:
    """The areas above one, the city first, and itself."""
    found = []
    while area is not None and area.kind != AreaKind.CITY:
        found.append(area)
        area = area.parent
    return found[::-1]


def figures_of(asked: Asked) -> QuerySet[Figure]:
    """The kept counts a question is about, of every month."""
    found = Figure.objects.all()
    if asked.office is not None:
        found = found.filter(office=asked.office)
    if asked.area is not None:
        found = found.filter(area__path__startswith=asked.area.path)
    if asked.language is not None:
        found = found.filter(language=asked.language)
    return found.order_by()


def summed(found: QuerySet[Figure], *by: str) -> list[tuple[Any, ...]]:
    """The counts summed up by these columns, and the columns before them."""
    rows = found.values(*by).annotate(**{f"sum_{name}": Sum(name) for name in COUNTS})
    return [(*(row[name] for name in by), Tally(**{name: row[f"sum_{name}"] or 0 for name in COUNTS})) for row in rows]


def _months(asked: Asked, months: Sequence[Month]) -> list[Row]:
    span = months_back(asked.month, MONTHS_SHOWN)
    kept = {one.month: one.tally for one in months if one.month in span}
    if asked.area is None and asked.office is None and asked.language is None and None not in kept.values():
        return _month_rows(span, {month: tally for month, tally in kept.items() if tally}, asked)
    told = dict(summed(figures_of(asked).filter(month__gte=span[0], month__lte=span[-1]), "month"))
    return _month_rows(span, told, asked)


def _month_rows(span: Sequence[date], told: dict[date, Tally], asked: Asked) -> list[Row]:
    first = min(told, default=asked.month)
    return [
        Row(code=f"{month:%Y-%m}", label=month, tally=told.get(month, Tally()), month=month)
        for month in span
        if month >= first
    ]


def _by_area(asked: Asked) -> list[Row]:
    """The areas right below the one asked for; last what lies in it without a smaller area."""
    above = asked.area or Area.objects.filter(kind=AreaKind.CITY).order_by("code").first()
    depth = len(above.path.split("/")) - 1 if above else 0
    sums: dict[str, Tally] = defaultdict(Tally)
    for path, tally in summed(figures_of(asked).filter(month=asked.month), "area__path"):
        codes = [code for code in (path or "").split("/") if code]
        sums[codes[depth] if len(codes) > depth else ""] += tally
    below = Area.objects.filter(parent=above).order_by("code") if above else Area.objects.none()
    rows = [
        Row(code=area.code, label=area.name, tally=sums.get(area.code, Tally()), area=area.code)
        for area in below
        if area.is_active or area.code in sums
    ]
    return [*rows, *_rest(sums, NO_PLACE if asked.area is None else _("No smaller area known"))]


def _by_office(asked: Asked) -> list[Row]:
    sums: dict[str, Tally] = defaultdict(Tally)
    for code, tally in summed(figures_of(asked).filter(month=asked.month), "office__code"):
        sums[code or ""] += tally
    offices = Office.objects.filter(code__in=[code for code in sums if code]).order_by("code")
    rows = [Row(code=one.code, label=one.name, tally=sums[one.code], office=one.code) for one in offices]
    return [*rows, *_rest(sums, NO_OFFICE)]


def _by_language(asked: Asked) -> list[Row]:
    sums: dict[str, Tally] = defaultdict(Tally)
    for language, tally in summed(figures_of(asked).filter(month=asked.month), "language"):
        sums[language if language in LANGUAGES else ""] += tally
    return [
        Row(code=code or "none", label=label, tally=sums[code]) for code, label in LANGUAGES.items() if code in sums
    ]


def _rest(sums: dict[str, Tally], label: Any) -> Iterable[Row]:
    tally = sums.get("", Tally())
    return [] if tally.is_empty else [Row(code="none", label=label, tally=tally)]


_ROWS = {BY_AREA: _by_area, BY_OFFICE: _by_office, BY_LANGUAGE: _by_language}
