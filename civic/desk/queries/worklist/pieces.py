"""The pieces of a view in SQL: read one by one, each along its own index, and put together in the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from civic.desk.rules import COUNTED_TO


@dataclass(frozen=True)
class Count:
    """How to count one view, put into SQL; "" when nothing can be in it."""

    name: str
    sql: str
    params: tuple[Any, ...] = ()

    def with_moments(self, moments: Mapping[Any, Any]) -> "Count":
        """The same with other moments in the place of those it was put together with."""
        return replace(self, params=tuple(moments.get(param, param) for param in self.params))


def together(pieces: Sequence[QuerySet[Any, Any]], *, most: int) -> tuple[str, list[Any]]:
    """The first rows of every piece, each row once; "" when nothing can be in any of them."""
    parts: list[str] = []
    given: list[Any] = []
    for number, rows in enumerate(pieces):
        sql, params = _sql(rows[:most])
        if sql:
            parts.append(f"SELECT * FROM ({sql}) AS p{number}")
            given += params
    return " UNION ".join(parts), given


def count_of(name: str, pieces: Sequence[QuerySet[Any, Any]]) -> Count:
    """The cases of some pieces, each once."""
    sql, params = together([piece.order_by().values("pk") for piece in pieces], most=COUNTED_TO)
    return Count(name, sql, tuple(params))


def count_of_acts(name: str, lines: QuerySet[Any, Any]) -> Count:
    """The cases of an officer's lines, each once. The lines are cut off before: else SQLite makes them distinct by a
    walk through the lines of everybody, case by case."""
    sql, params = _sql(lines)
    return Count(name, f"SELECT DISTINCT * FROM ({sql}) AS lines" if sql else "", tuple(params))


def counted(counts: Iterable[Count]) -> dict[str, int]:
    """How many cases each view holds, counted no further than needed, all in one query."""
    asked = list(counts)
    parts = [f"(SELECT COUNT(*) FROM ({one.sql}) AS v{number})" if one.sql else "0" for number, one in enumerate(asked)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", [param for one in asked for param in one.params])
        row = cursor.fetchone()
    return {one.name: min(count, COUNTED_TO) for one, count in zip(asked, row, strict=True)}


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, Sequence[Any]]:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:  # nothing can be in it
        return "", ()
