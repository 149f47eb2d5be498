"""One page of the list: keys along the indexes, first what has a deadline, the nearest first; then what has none, the
newest first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from civic.desk.queries.scopes import Pieces
from civic.desk.queries.worklist.pieces import together
from civic.desk.queries.worklist.rows import Row, rows_with
from civic.offices.queries import OfficerHand

PAGE = 100


@dataclass(frozen=True)
class Page:
    """One page of rows; `after` is where the next one begins, empty on the last."""

    rows: list[Row]
    after: str = ""


def page_of(pieces: Pieces, after: str, at: datetime, *, officer: OfficerHand, size: int = PAGE) -> Page:
    """The page of some pieces that begins after a mark; at most three queries."""
    kind, _colon, mark = after.partition("-")
    keys: list[int] = []
    if kind != "n":
        keys = _dated(pieces, mark, most=size + 1)
    if len(keys) <= size:
        keys += _undated(pieces, mark if kind == "n" else "", most=size + 1 - len(keys))
    by_key = {row.pk: row for row in rows_with(keys[:size], at, officer)}
    shown = [by_key[key] for key in keys[:size] if key in by_key]
    return Page(rows=shown, after=_mark(shown[-1]) if len(keys) > size and shown else "")


def nearest(pieces: Pieces, *, most: int) -> list[int]:
    """The keys of the first cases of some pieces, in the order of the worklist; at most two queries."""
    keys = _dated(pieces, "", most=most)
    return keys if len(keys) == most else keys + _undated(pieces, "", most=most - len(keys))


def _mark(row: Row) -> str:
    return f"n-{row.pk}" if row.due_at is None else f"d-{row.due_at.isoformat()}|{row.pk}"


def _dated(pieces: Pieces, mark: str, *, most: int) -> list[int]:
    stamp, _bar, key = mark.partition("|")
    since = _moment(stamp)
    begins = Q(due_at__isnull=False)
    if since is not None and key.isdecimal():
        begins = (Q(due_at__gt=since) | Q(due_at=since, pk__gt=int(key[:18]))) & Q(due_at__gte=since)
    return keys_along([piece.filter(begins).order_by("due_at", "pk") for piece in pieces], "due_at, pk", most=most)


def _undated(pieces: Pieces, mark: str, *, most: int) -> list[int]:
    begins = Q(due_at__isnull=True)
    if mark.isdecimal():
        begins &= Q(pk__lt=int(mark[:18]))
    return keys_along([piece.filter(begins).order_by("-pk") for piece in pieces], "pk DESC", most=most)


def keys_along(pieces: Pieces, order: str, *, most: int) -> list[int]:
    """The keys of some ordered pieces in their common order; one query."""
    sql, given = together([piece.values("pk", "due_at") for piece in pieces], most=most)
    if not sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pk FROM ({sql}) AS u ORDER BY {order} LIMIT {most:d}", given)
        return [pk for (pk,) in cursor.fetchall()]


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parse_datetime(stamp)
        if moment is None or moment.tzinfo is None:
            return None
        return moment.astimezone(UTC)  # the databases keep UTC, where the first and last day lack some hours
    except (ValueError, OverflowError):
        return None
