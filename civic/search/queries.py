"""Find things by the words in them."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models import F
from django.db.models.expressions import RawSQL

from civic.lib.bigrams import fts5_query, tsquery

COMMON = 2_000  # things that hold a word; more are met while one walks through what is wanted in its order
REMEMBERED = 600  # seconds
_FOUND = {
    # CROSS JOIN keeps SQLite from asking the full text once for every document of the side
    "sqlite": (
        "SELECT d.ref FROM search_grams g CROSS JOIN search_document d ON d.id = g.rowid "
        "WHERE g.search_grams MATCH %s AND d.side = %s AND d.kind = %s"
    ),
    "postgresql": "SELECT d.ref FROM search_document d WHERE d.grams @@ %s::tsquery AND d.side = %s AND d.kind = %s",
}
_NEWEST = {
    "sqlite": (
        "SELECT * FROM (SELECT %s AS sort, d.ref FROM search_grams g CROSS JOIN search_document d ON d.id = g.rowid "
        "WHERE g.search_grams MATCH %s AND d.side = %s AND d.kind = %s ORDER BY g.rowid DESC LIMIT %s OFFSET %s)"
    ),
    "postgresql": (
        "SELECT * FROM (SELECT %s AS sort, d.ref FROM search_document d "
        "WHERE d.grams @@ %s::tsquery AND d.side = %s AND d.kind = %s ORDER BY d.id DESC LIMIT %s OFFSET %s) newest"
    ),
}
Rows = TypeVar("Rows", bound=models.QuerySet[Any, Any])


def matching(side: str, kind: str, text: str, *, having: Iterable[str] = ()) -> RawSQL | None:
    """The keys of what holds these words and marks, for `filter(pk__in=…)`; None when the text holds nothing to look
    for."""
    query = _asked(text, having=having)
    return RawSQL(_FOUND[connection.vendor], (query, side, kind)) if query else None


def holding(rows: Rows, *, side: str, kind: str, text: str) -> Rows:
    """Those of some rows that hold these words; none when the text holds nothing to look for.

    SQLite is told where to begin: with a rare word at what holds it; with a common one at the rows in the order they
    are wanted in, each looked up among the found, for to sort all that hold it costs far more. PostgreSQL knows itself.
    """
    found = matching(side, kind, text)
    if found is None:
        return rows.none()
    if connection.vendor == "sqlite" and _is_common(_asked(text), COMMON, int(time.monotonic() // REMEMBERED)):
        return rows.alias(key_looked_up=F("pk") + 0).filter(key_looked_up__in=found)
    return rows.filter(pk__in=found)


@dataclass(frozen=True)
class Sort:
    """Some things of a kind, told apart by the marks they were put into the index with."""

    kind: str
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


def newest_of(sorts: Mapping[str, Sort], *, side: str, text: str, most: int, after: int = 0) -> dict[str, list[int]]:
    """Of each of several sorts the keys of those that hold these words, the last that came into the index first, at
    most so many after so many; one statement for all of them, which walks no further than it has to."""
    found: dict[str, list[int]] = {name: [] for name in sorts}
    parts: list[str] = []
    given: list[str | int] = []
    for name, sort in sorts.items():
        query = _asked(text, having=sort.having, lacking=sort.lacking)
        if query:
            parts.append(_NEWEST[connection.vendor])
            given += [name, query, side, sort.kind, most, after]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), given)
            for name, ref in cursor.fetchall():
                found[name].append(int(ref))
    return found


def newest_with_any(words: Iterable[str], sort: Sort, *, side: str, most: int) -> dict[int, int]:
    """The keys of the newest of a sort that hold any of these words, at most so many of each, with how many of the
    words each was found by; one statement."""
    parts: list[str] = []
    given: list[str | int] = []
    for word in words:
        query = _asked(word, having=sort.having, lacking=sort.lacking)
        if query:
            parts.append(_NEWEST[connection.vendor])
            given += [word, query, side, sort.kind, most, 0]
    if not parts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), given)
        return dict(Counter(int(ref) for _word, ref in cursor.fetchall()))


def _asked(text: str, *, having: Iterable[str] = (), lacking: Iterable[str] = ()) -> str:
    write = fts5_query if connection.vendor == "sqlite" else tsquery
    return write(text, having=tuple(having), lacking=tuple(lacking))


@lru_cache(maxsize=1000)
def _is_common(query: str, most: int, _while: int) -> bool:
    """Remembered for some minutes: a word does not become common at once, and nothing but speed hangs on it."""
    counted = "SELECT COUNT(*) FROM (SELECT 1 FROM search_grams WHERE search_grams MATCH %s LIMIT %s)"
    with connection.cursor() as cursor:
        cursor.execute(counted, [query, most])
        return int(cursor.fetchone()[0]) == most
