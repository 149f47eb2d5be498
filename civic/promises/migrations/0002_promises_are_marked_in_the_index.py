"""Promises that were found before the one search knew of them get the mark by which it tells them apart."""

from typing import Any

from django.db import migrations

MARKED = {
    "sqlite": (
        "UPDATE search_grams SET grams = grams || ' xmarkpromise' WHERE rowid IN "
        "(SELECT id FROM search_document WHERE side = 'public' AND kind = 'promise')"
    ),
    "postgresql": (
        "UPDATE search_document SET grams = grams || '''xmarkpromise'''::tsvector "
        "WHERE side = 'public' AND kind = 'promise'"
    ),
}


def mark(apps: Any, schema_editor: Any) -> None:
    schema_editor.execute(MARKED[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("promises", "0001_what_the_city_promised"), ("search", "0002_the_full_text")]

    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
