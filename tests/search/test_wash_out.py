"""What was dropped leaves the index's own pages as well."""

import pytest
from django.db import connection

from civic.search import actions as search

pytestmark = pytest.mark.django_db
WORD = "qzxvbnmkhgf"


def _lies_there(word: str) -> bool:
    """Is it in the bytes of the index, wherever that keeps them?"""
    is_beside = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {'search_grams_data' if is_beside else 'search_document'}")
        rows = cursor.fetchall()
    return any(word.encode() in (one if isinstance(one, bytes) else str(one).encode()) for row in rows for one in row)


def test_a_word_that_was_dropped_lies_nowhere_once_the_index_is_joined() -> None:
    search.put("public", "proposal", 7, [WORD])
    assert _lies_there(WORD)
    search.drop("public", "proposal", 7)
    search.wash_out()
    assert not _lies_there(WORD)
    search.wash_out()  # twice does no harm


def test_what_was_not_dropped_is_found_as_before() -> None:
    search.put("public", "proposal", 7, [WORD])
    search.wash_out()
    assert _lies_there(WORD)
