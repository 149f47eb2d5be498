"""Find things by the words in them."""

import time
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
Rows = TypeVar("Rows", bound=models.QuerySet[Any, Any])


def matching(side: str, kind: str, text: str) -> RawSQL | None:
    """The keys of what holds these words, for `filter(pk__in=…)`; None when the text holds nothing to look for."""
    query = _asked(text)
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


def _asked(text: str) -> str:
    return fts5_query(text) if connection.vendor == "sqlite" else tsquery(text)


@lru_cache(maxsize=1000)
def _is_common(query: str, most: int, _while: int) -> bool:
    """Remembered for some minutes: a word does not become common at once, and nothing but speed hangs on it."""
    counted = "SELECT COUNT(*) FROM (SELECT 1 FROM search_grams WHERE search_grams MATCH %s LIMIT %s)"
    with connection.cursor() as cursor:
        cursor.execute(counted, [query, most])
        return int(cursor.fetchone()[0]) == most
