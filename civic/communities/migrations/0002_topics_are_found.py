"""Topics that everybody reads already come into the public index."""

from typing import Any

from django.db import connection, migrations

from civic.lib.bigrams import grams, mark, tsvector

KIND = "corner-topic"


def put(apps: Any, schema_editor: Any) -> None:
    document = apps.get_model("search", "Document")
    for topic in apps.get_model("communities", "Topic").objects.filter(shown="shown").iterator(chunk_size=500):
        agreed = topic.agreements.values_list("text", flat=True)
        text = "\n".join([mark("corner"), topic.number, topic.public_title, topic.public_text, *agreed])
        row, _new = document.objects.get_or_create(side="public", kind=KIND, ref=topic.pk)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute(
                    "INSERT OR REPLACE INTO search_grams (rowid, grams) VALUES (%s, %s)", [row.pk, grams(text)]
                )
            else:
                cursor.execute(
                    "UPDATE search_document SET grams = %s::tsvector WHERE id = %s", [tsvector(text), row.pk]
                )


def drop(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("search", "Document").objects.filter(side="public", kind=KIND)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_grams WHERE rowid IN (SELECT id FROM search_document WHERE kind = %s)", [KIND]
            )
    rows.delete()


class Migration(migrations.Migration):
    dependencies = [("communities", "0001_corners_of_communities"), ("search", "0002_the_full_text")]

    operations = [migrations.RunPython(put, drop)]
