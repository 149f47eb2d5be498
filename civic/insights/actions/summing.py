"""Sum up a month from the cases it counts, and tell as a correction what changed in one that was closed."""

from collections import defaultdict
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum

from civic.insights.models import Correction, Counted, Figure, Month
from civic.insights.rules import MEASURES, Tally
from civic.insights.rules.counting import GOOD
from civic.insights.rules.rates import COUNTS

Key = tuple[int | None, int | None, str]  # office, area, language
_DONE = {
    "due": Count("pk"),
    "in_time": Sum("in_time"),
    "responded": Sum("responded"),
    "sent_back": Sum("sent_back"),
    "reopened": Sum("reopened"),
    "came_back": Sum("came_back"),
    "without_action": Sum("without_action"),
    "deferred": Sum("deferred"),
    "not_public": Sum("not_public"),
}
_HEARD = {
    "asked": Count("pk"),
    "yes": Count("pk", filter=Q(solved="yes")),
    "partly": Count("pk", filter=Q(solved="partly")),
    "no": Count("pk", filter=Q(solved="no")),
    **{name: Count(name) for name in ("result", "attitude", "speed")},
    **{f"{name}_good": Count("pk", filter=Q(**{f"{name}__gte": GOOD})) for name in ("result", "attitude", "speed")},
    "put_right": Sum("put_right"),
}


@transaction.atomic
def sum_up(month: Month, *, at: datetime) -> bool:
    """The figures of a month as they are now; only days that have come count. Did anything change?"""
    month = Month.objects.select_for_update().get(pk=month.pk)
    before = {_key(figure): figure for figure in Figure.objects.filter(month=month.month)}
    now = _tallies(month.month, at=at)
    changed = {key: tally for key, tally in now.items() if key not in before or before[key].tally != tally}
    gone = [figure for key, figure in before.items() if key not in now]
    if month.closed_at is not None and (changed or gone):
        _tell(month, {key: figure.tally for key, figure in before.items()}, now, at=at)
    _write(month.month, before, changed, gone)
    month.is_stale, month.causes = False, {}
    month.total = asdict(sum(now.values(), Tally()))
    if changed or gone:
        month.changed_at = at
    month.save(update_fields=["is_stale", "causes", "changed_at", "total"])
    return bool(changed or gone)


def _key(figure: Figure) -> Key:
    return (figure.office_id, figure.area_id, figure.language)


def _tallies(day: date, *, at: datetime) -> dict[Key, Tally]:
    rows = Counted.objects.filter(month=day, due_at__lte=at).order_by()
    sums: dict[Key, dict[str, int]] = defaultdict(dict)
    for *key, row in _grouped(rows, "office", _DONE):
        sums[(key[0], key[1], key[2])].update(row)
    for *key, row in _grouped(rows.filter(asked=1), "answered_by", _HEARD):
        sums[(key[0], key[1], key[2])].update(row)
    return {key: Tally(**row) for key, row in sums.items()}


def _grouped(rows: Any, office: str, wanted: dict[str, Any]) -> list[tuple[Any, ...]]:
    named = {f"sum_{name}": of for name, of in wanted.items()}
    return [
        (row[office], row["area"], row["language"], {name: row[f"sum_{name}"] or 0 for name in wanted})
        for row in rows.values(office, "area", "language").annotate(**named)
    ]


def _write(day: date, before: dict[Key, Figure], changed: dict[Key, Tally], gone: list[Figure]) -> None:
    old: list[Figure] = []
    new: list[Figure] = []
    for key, tally in changed.items():
        figure = before.get(key) or Figure(month=day, office_id=key[0], area_id=key[1], language=key[2])
        for name in COUNTS:
            setattr(figure, name, getattr(tally, name))
        (old if figure.pk else new).append(figure)
    Figure.objects.bulk_create(new, batch_size=500)
    if old:
        Figure.objects.bulk_create(
            old, update_conflicts=True, unique_fields=["pk"], update_fields=list(COUNTS), batch_size=500
        )
    if gone:
        Figure.objects.filter(pk__in=[figure.pk for figure in gone]).delete()


def _tell(month: Month, before: dict[Key, Tally], now: dict[Key, Tally], *, at: datetime) -> None:
    """A line for each rate of an office in an area that is another one now; several of one day are one."""
    was, is_now = _by_place(before), _by_place(now)
    for place in sorted({*was, *is_now}, key=str):
        old, new = was.get(place, Tally()), is_now.get(place, Tally())
        causes = month.causes.get(f"{place[0] or ''}|{place[1] or ''}", [])
        for measure in MEASURES:
            one, other = measure.of(old), measure.of(new)
            if (one.numerator, one.denominator) == (other.numerator, other.denominator):
                continue
            Correction.objects.create(
                month=month.month,
                office_id=place[0],
                area_id=place[1],
                measure=measure.key,
                was_numerator=one.numerator,
                was_denominator=one.denominator,
                numerator=other.numerator,
                denominator=other.denominator,
                causes=causes,
                at=at,
            )


def _by_place(tallies: dict[Key, Tally]) -> dict[tuple[int | None, int | None], Tally]:
    sums: dict[tuple[int | None, int | None], Tally] = defaultdict(Tally)
    for (office, area, _language), tally in tallies.items():
        sums[(office, area)] += tally
    return sums
