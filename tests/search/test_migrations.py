"""The full-text tables come and go with their migration."""

import pytest
from django.core.management import call_command
from django.db import connection

from civic.search import actions as search
from civic.search.models import Document
from civic.search.queries import matching


@pytest.mark.django_db(transaction=True)
def test_the_full_text_can_be_taken_down_and_put_up_again() -> None:
    call_command("migrate", "search", "0001", verbosity=0)
    try:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            columns = {
                column.name for column in connection.introspection.get_table_description(cursor, "search_document")
            }
        assert "search_grams" not in tables
        assert "grams" not in columns
    finally:
        call_command("migrate", "search", verbosity=0)
    search.put("public", "case", 1, ["路灯"])
    looked_for = matching("public", "case", "路灯")
    assert looked_for is not None
    assert Document.objects.filter(ref__in=looked_for).exists()


@pytest.mark.django_db
def test_the_models_know_nothing_of_it_and_want_no_migration() -> None:
    call_command("makemigrations", "search", check=True, dry_run=True, verbosity=0)
