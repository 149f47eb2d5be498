"""The grams of a document: a full-text table on SQLite, a column with an index on PostgreSQL. Django's models know of neither."""

from typing import Any

from django.db import migrations

MAKE = {
    # Not contentless: rows of such a table cannot be deleted before SQLite 3.43.
    "sqlite": ["CREATE VIRTUAL TABLE search_grams USING fts5(grams, tokenize = 'unicode61 remove_diacritics 0')"],
    "postgresql": [
        "ALTER TABLE search_document ADD COLUMN grams tsvector NOT NULL DEFAULT ''::tsvector",
        "CREATE INDEX search_document_grams ON search_document USING gin (grams)",
    ],
}
UNMAKE = {
    "sqlite": ["DROP TABLE search_grams"],
    "postgresql": ["ALTER TABLE search_document DROP COLUMN grams"],
}


def make(apps: Any, schema_editor: Any) -> None:
    for statement in MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps: Any, schema_editor: Any) -> None:
    for statement in UNMAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_the_index")]

    operations = [migrations.RunPython(make, unmake)]
