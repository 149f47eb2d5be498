"""The digest of the words of every case that is public so far, so that its copies are found."""

from typing import Any

from django.db import migrations

from civic.cases.rules.likeness import says

BATCH = 2_000


def read_texts(apps: Any, schema_editor: Any) -> None:
    """In batches along the key: a city may hold a million."""
    cases = apps.get_model("cases", "Case").objects
    last = 0
    while True:
        batch = list(
            cases.filter(publication="published", pk__gt=last).only("pk", "public_text", "says").order_by("pk")[:BATCH]
        )
        if not batch:
            return
        last = batch[-1].pk
        for case in batch:
            case.says = says(case.public_text)
        told = [case for case in batch if case.says is not None]
        cases.filter(publication="published").bulk_update(told, ["says"], batch_size=500)  # none withheld meanwhile


class Migration(migrations.Migration):
    atomic = False  # a batch at a time, so that nobody waits for a million rows while old code writes
    dependencies = [("cases", "0042_support_without_a_report")]

    operations = [migrations.RunPython(read_texts, migrations.RunPython.noop)]
