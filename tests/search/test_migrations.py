"""The full-text tables come and go with their migration."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from civic.search import actions as search
from civic.search.models import Document
from civic.search.queries import matching


def _walk(*, back: bool) -> None:
    """The one migration, on the tables as they stand; the state of all the other apps is nothing to it."""
    loader = MigrationLoader(connection)
    step = loader.get_migration("search", "0002_the_full_text")
    before = loader.project_state(("search", "0001_the_index"))
    with connection.schema_editor(atomic=step.atomic) as editor:
        (step.unapply if back else step.apply)(before, editor)


@pytest.mark.django_db(transaction=True)
def test_the_full_text_can_be_taken_down_and_put_up_again() -> None:
    _walk(back=True)
    try:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            columns = {
                column.name for column in connection.introspection.get_table_description(cursor, "search_document")
            }
        assert "search_grams" not in tables
        assert "grams" not in columns
    finally:
        _walk(back=False)
    search.put("public", "case", 1, ["路灯"])
    looked_for = matching("public", "case", "路灯")
    assert looked_for is not None
    assert Document.objects.filter(ref__in=looked_for).exists()


@pytest.mark.django_db
def test_the_models_know_nothing_of_it_and_want_no_migration() -> None:
    call_command("makemigrations", "search", check=True, dry_run=True, verbosity=0)
