"""Keep the figures: read what is new in the record, count the cases it is about, sum up the months that changed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.utils.timezone import get_default_timezone

from civic.insights.actions.summing import sum_up
from civic.insights.models import Counted, Month, SetAside, Sweep
from civic.insights.queries.record import Read, newest_line, next_cases, read_cases, touched
from civic.insights.rules import DEFINITION, Count, closes_on, month_of, read_case

READ_AGAIN = timedelta(minutes=10)  # PostgreSQL commits keys out of order
BUSY = timedelta(minutes=10)  # whoever fell over in a sweep keeps nobody else from it longer
CASES_AT_ONCE = 500
LINES_AT_ONCE = 2000
FLAGS = (
    "in_time",
    "responded",
    "sent_back",
    "reopened",
    "came_back",
    "without_action",
    "deferred",
    "asked",
    "put_right",
)


def reckon(*, at: datetime, seconds: float = 60.0) -> bool:
    """Read on for so many seconds at most, then sum up every month that changed. Tells whether everything is read; the
    first reading of a large city takes several sweeps, and nothing is summed up before it is whole. Each piece has its
    own transaction; two sweeps at once do not meet, for one holds the row."""
    until = monotonic() + seconds
    sweep = _claim(at)
    if sweep is None:
        return False
    try:
        if not sweep.is_whole and not _read_cases(sweep, at=at, until=until):
            return False
        is_done = _read_lines(sweep, at=at, until=until)
        _mark_running_months(sweep, at=at)
        for month in list(Month.objects.filter(is_stale=True).order_by("month")):
            sum_up(month, at=at)
        Sweep.objects.filter(pk=1).update(counted_at=at)
        _close_months(at=at)
        return is_done
    finally:
        Sweep.objects.filter(pk=1).update(busy_until=None)


def _claim(at: datetime) -> Sweep | None:
    """The one row, held for this sweep; None where another one is at it. Begins anew where the formulas changed."""
    sweep, _new = Sweep.objects.get_or_create(pk=1)
    free = Sweep.objects.filter(pk=1, busy_until=None) | Sweep.objects.filter(pk=1, busy_until__lt=at)
    if free.update(busy_until=at + BUSY) != 1:
        return None
    sweep.refresh_from_db()
    if sweep.definition != DEFINITION:
        newest = newest_line()
        sweep.definition, sweep.case_pk, sweep.is_whole = DEFINITION, 0, False
        sweep.settled_line, sweep.seen_line, sweep.seen_at = newest, newest, at
        sweep.save()
    return sweep


def _read_cases(sweep: Sweep, *, at: datetime, until: float) -> bool:
    """The first reading, case by case. Is it whole?"""
    while keys := next_cases(sweep.case_pk, most=CASES_AT_ONCE):
        _count({key: {"definition"} for key in keys}, sweep, at=at, case_pk=keys[-1])
        if monotonic() >= until:
            return False
    Month.objects.update(is_stale=True)
    _move(sweep, is_whole=True)
    return True


def _read_lines(sweep: Sweep, *, at: datetime, until: float) -> bool:
    """What was written since. The last minutes are read again: a line may become visible after a later one."""
    newest = newest_line()
    start = sweep.settled_line
    while start < newest:
        verbs, start = touched(start, newest, most=LINES_AT_ONCE)
        keys = list(verbs)
        for begin in range(0, len(keys), CASES_AT_ONCE):
            _count({key: verbs[key] for key in keys[begin : begin + CASES_AT_ONCE]}, sweep, at=at)
        if monotonic() >= until and start < newest:
            _move(sweep, settled_line=start, seen_line=start, seen_at=at)
            return False
    if sweep.seen_at is None or at - sweep.seen_at >= READ_AGAIN:
        _move(sweep, settled_line=sweep.seen_line, seen_line=newest, seen_at=at)
    return True


def _move(sweep: Sweep, **changes: Any) -> None:
    for name, value in changes.items():
        setattr(sweep, name, value)
    Sweep.objects.filter(pk=1).update(**changes)


def _count(verbs: dict[int, set[str]], sweep: Sweep, *, at: datetime, **moved: Any) -> None:
    """Count these cases anew, and mark the months that this changes."""
    read = read_cases(verbs)
    fresh = {one.case: row for one in read if (row := _row(one, read_case(one.told)))}
    put = [
        SetAside(line_id=put.line, month=_month(put.at), what=put.what, reason=put.reason)
        for one in read
        for put in one.put
    ]
    with transaction.atomic():
        before = Counted.objects.in_bulk(list(verbs))
        changed = [row for case, row in fresh.items() if case not in before or _said(before[case]) != _said(row)]
        gone = [case for case in before if case not in fresh]
        _write(changed, gone, put)
        were = [before[row.case_id] for row in changed if row.case_id in before]
        _mark([*changed, *were, *(before[pk] for pk in gone)], verbs, at=at)
        if moved:
            _move(sweep, **moved)


def _row(one: Read, count: Count | None) -> Counted | None:
    if count is None:
        return None
    said = asdict(count)
    return Counted(
        case_id=one.case,
        month=_month(count.due_at),
        due_at=count.due_at,
        office_id=count.office,
        answered_by_id=count.answered_by,
        area_id=one.place,
        language=one.language,
        not_public=int(not one.is_public),
        solved=count.solved,
        result=count.result,
        attitude=count.attitude,
        speed=count.speed,
        **{name: int(said[name]) for name in FLAGS},
    )


def _month(at: datetime) -> date:
    return month_of(at, get_default_timezone())


_COLUMNS = [field.attname for field in Counted._meta.concrete_fields if not field.primary_key]


def _said(row: Counted) -> list[Any]:
    return [getattr(row, name) for name in _COLUMNS]


def _write(changed: Sequence[Counted], gone: Sequence[int], put: Sequence[SetAside]) -> None:
    names = [field.name for field in Counted._meta.concrete_fields if not field.primary_key]
    if changed:
        Counted.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["case"], update_fields=names, batch_size=CASES_AT_ONCE
        )
    if gone:
        Counted.objects.filter(pk__in=gone).delete()
    if put:
        SetAside.objects.bulk_create(put, ignore_conflicts=True, batch_size=CASES_AT_ONCE)


def _mark(rows: Iterable[Counted], verbs: dict[int, set[str]], *, at: datetime) -> None:
    """The months of these rows are summed up anew; of closed ones it is kept what has happened, by office and area."""
    causes: dict[date, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        for office in {row.office_id, row.answered_by_id}:
            causes[row.month][f"{office or ''}|{row.area_id or ''}"] |= verbs[row.case_id]
    for day, told in causes.items():
        month, _new = Month.objects.get_or_create(month=day, defaults={"changed_at": at})
        month.is_stale, month.changed_at = True, at
        if month.closed_at is not None:
            for place, happened in told.items():
                month.causes[place] = sorted({*month.causes.get(place, []), *happened})
        month.save(update_fields=["is_stale", "causes", "changed_at"])


def _mark_running_months(sweep: Sweep, *, at: datetime) -> None:
    """Days have come since the last sweep: the months from then to now change by themselves."""
    since = _month(sweep.counted_at) if sweep.counted_at else date.min
    Month.objects.filter(month__gte=since, month__lte=_month(at)).update(is_stale=True)


def _close_months(*, at: datetime) -> None:
    """From their closing day on, each change of a month is told as a correction."""
    today = at.astimezone(get_default_timezone()).date()
    for month in Month.objects.filter(closed_at__isnull=True):
        if closes_on(month.month) <= today:
            Month.objects.filter(pk=month.pk).update(closed_at=at)
