"""Find things by the words in them."""

from django.db import connection
from django.db.models.expressions import RawSQL

from civic.lib.bigrams import fts5_query, tsquery

_FOUND = {
    # CROSS JOIN keeps SQLite from asking the full text once for every document of the side
    "sqlite": (
        "SELECT d.ref FROM search_grams g CROSS JOIN search_document d ON d.id = g.rowid "
        "WHERE g.search_grams MATCH %s AND d.side = %s AND d.kind = %s"
    ),
    "postgresql": "SELECT d.ref FROM search_document d WHERE d.grams @@ %s::tsquery AND d.side = %s AND d.kind = %s",
}


def matching(side: str, kind: str, text: str) -> RawSQL | None:
    """The keys of what holds these words, for `filter(pk__in=…)`; None when the text holds nothing to look for."""
    query = fts5_query(text) if connection.vendor == "sqlite" else tsquery(text)
    return RawSQL(_FOUND[connection.vendor], (query, side, kind)) if query else None
