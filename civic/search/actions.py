"""Put things into the index and take them out. Both belong in the transaction of the act that shows or hides them."""

from collections.abc import Iterable

from django.db import connection, transaction

from civic.lib.bigrams import grams, tsvector
from civic.search.models import Document

_REPLACE_GRAMS = "INSERT OR REPLACE INTO search_grams (grams, rowid) VALUES (%s, %s)"
_DROP_GRAMS = (
    "DELETE FROM search_grams WHERE rowid IN "
    "(SELECT id FROM search_document WHERE side = %s AND kind = %s AND ref = %s)"
)
_UPSERT = (
    "INSERT INTO search_document (side, kind, ref, grams) VALUES (%s, %s, %s, %s::tsvector) "
    "ON CONFLICT (side, kind, ref) DO UPDATE SET grams = EXCLUDED.grams"
)


@transaction.atomic(savepoint=False)  # nobody catches a failure here, so the act around it needs no savepoint
def put(side: str, kind: str, ref: int, texts: Iterable[str]) -> None:
    """From now on these texts, and no earlier ones, find the thing on this side."""
    text = "\n".join(texts)
    if connection.vendor == "sqlite":
        _put_beside(side, kind, ref, grams(text))
        return
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [side, kind, ref, tsvector(text)])


def _put_beside(side: str, kind: str, ref: int, words: str) -> None:
    """SQLite keeps the grams in a table of their own, under the key of the document."""
    [document] = Document.objects.bulk_create(
        [Document(side=side, kind=kind, ref=ref)],
        update_conflicts=True,
        unique_fields=["side", "kind", "ref"],
        update_fields=["ref"],
    )
    with connection.cursor() as cursor:
        cursor.execute(_REPLACE_GRAMS, [words, document.pk])


@transaction.atomic(savepoint=False)
def drop(side: str, kind: str, ref: int) -> None:
    """Nothing finds the thing on this side any more."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_DROP_GRAMS, [side, kind, ref])
    Document.objects.filter(side=side, kind=kind, ref=ref).delete()
