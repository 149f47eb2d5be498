"""Put things into the index and take them out. Both belong in the transaction of the act that shows or hides them."""

from collections.abc import Iterable

from django.db import connection, transaction

from civic.lib.bigrams import grams, tsvector
from civic.search.models import Document

_REPLACE_GRAMS = "INSERT OR REPLACE INTO search_grams (grams, rowid) "
_KNOWN = "SELECT %s, id FROM search_document WHERE side = %s AND kind = %s AND ref = %s"
_DROP_GRAMS = (
    "DELETE FROM search_grams WHERE rowid IN "
    "(SELECT id FROM search_document WHERE side = %s AND kind = %s AND ref = %s)"
)
_JOIN_GRAMS = "INSERT INTO search_grams (search_grams) VALUES ('optimize')"
_UPSERT = (
    "INSERT INTO search_document (side, kind, ref, grams) VALUES {rows} "
    "ON CONFLICT (side, kind, ref) DO UPDATE SET grams = EXCLUDED.grams"
)


@transaction.atomic(savepoint=False)  # nobody catches a failure here, so the act around it needs no savepoint
def put(side: str, kind: str, ref: int, texts: Iterable[str], *, is_new: bool = False) -> None:
    """From now on these texts, and no earlier ones, find the thing on this side. Who knows that it is new there saves a
    look."""
    _put(kind, ref, {side: "\n".join(texts)}, is_new=is_new)


@transaction.atomic(savepoint=False)
def put_both(kind: str, ref: int, *, desk: Iterable[str], public: Iterable[str], is_new: bool = False) -> None:
    """As put, for both sides at once and at the price of one; `is_new` says that one of them has not had it yet."""
    _put(kind, ref, {"desk": "\n".join(desk), "public": "\n".join(public)}, is_new=is_new)


def _put(kind: str, ref: int, texts: dict[str, str], *, is_new: bool = False) -> None:
    if connection.vendor == "sqlite":
        _put_beside(kind, ref, {side: grams(text) for side, text in texts.items()}, is_new=is_new)
        return
    rows = ", ".join(["(%s, %s, %s, %s::tsvector)"] * len(texts))
    given = [value for side, text in texts.items() for value in (side, kind, ref, tsvector(text))]
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT.format(rows=rows), given)


def _put_beside(kind: str, ref: int, words: dict[str, str], *, is_new: bool) -> None:
    """SQLite keeps the grams in a table of their own, under the key of the document; one statement for a document that
    is there already."""
    known = " UNION ALL ".join([_KNOWN] * len(words))
    given = [value for side, said in words.items() for value in (said, side, kind, ref)]
    with connection.cursor() as cursor:
        if not is_new:
            cursor.execute(_REPLACE_GRAMS + known, given)
            if cursor.rowcount == len(words):
                return
        Document.objects.bulk_create([Document(side=side, kind=kind, ref=ref) for side in words], ignore_conflicts=True)
        cursor.execute(_REPLACE_GRAMS + known, given)


def wash_out() -> None:
    """What was dropped leaves the index's own pages as well, so that its words lie nowhere. SQLite keeps them in older
    parts of its index until those are joined; PostgreSQL sweeps them away by itself. Joining takes its time: it is for
    an erasure, not for every change. Belongs in the transaction of an act."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_JOIN_GRAMS)


@transaction.atomic(savepoint=False)
def drop(side: str, kind: str, ref: int) -> None:
    """Nothing finds the thing on this side any more."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_DROP_GRAMS, [side, kind, ref])
    Document.objects.filter(side=side, kind=kind, ref=ref).delete()
