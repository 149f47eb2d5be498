"""Put things into the index and take them out. Both belong in the transaction of the act that shows or hides them."""

from collections.abc import Iterable

from django.db import connection, transaction

from civic.lib.bigrams import grams, tsvector
from civic.search.models import Document

_WRITE = {
    "sqlite": "INSERT OR REPLACE INTO search_grams (grams, rowid) VALUES (%s, %s)",
    "postgresql": "UPDATE search_document SET grams = %s::tsvector WHERE id = %s",
}
_DROP_GRAMS = (
    "DELETE FROM search_grams WHERE rowid IN "
    "(SELECT id FROM search_document WHERE side = %s AND kind = %s AND ref = %s)"
)


@transaction.atomic(savepoint=False)  # nobody catches a failure here, so the act around it needs no savepoint
def put(side: str, kind: str, ref: int, texts: Iterable[str]) -> None:
    """From now on these texts, and no earlier ones, find the thing on this side."""
    [document] = Document.objects.bulk_create(
        [Document(side=side, kind=kind, ref=ref)],
        update_conflicts=True,
        unique_fields=["side", "kind", "ref"],
        update_fields=["ref"],
    )
    text = "\n".join(texts)
    words = grams(text) if connection.vendor == "sqlite" else tsvector(text)
    with connection.cursor() as cursor:
        cursor.execute(_WRITE[connection.vendor], [words, document.pk])


@transaction.atomic(savepoint=False)
def drop(side: str, kind: str, ref: int) -> None:
    """Nothing finds the thing on this side any more."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_DROP_GRAMS, [side, kind, ref])
    Document.objects.filter(side=side, kind=kind, ref=ref).delete()
