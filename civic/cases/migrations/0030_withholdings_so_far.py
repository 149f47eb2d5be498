"""What is withheld today may be appealed against and looked at by a second person as well."""

from datetime import timedelta
from typing import Any

from django.db import migrations

DAYS = 30


def begin(apps: Any, schema_editor: Any) -> None:
    """One row for each case that is withheld, by the newest line that says who did it and when; restored, it is
    screened anew."""
    case, line = apps.get_model("cases", "Case"), apps.get_model("cases", "Line")
    withholding = apps.get_model("cases", "Withholding")
    rows = []
    for held in case.objects.filter(publication="withheld", withholdings__isnull=True).iterator():
        last = line.objects.filter(case=held, verb="withhold").order_by("-seq").first()
        at = last.at if last else held.moved_at
        by = last.actor_id if last else None
        until = at + timedelta(days=DAYS)
        rows.append(withholding(case=held, by_id=by, at=at, was_public=False, appeal_until=until))
    withholding.objects.bulk_create(rows, batch_size=500)


def leave(apps: Any, schema_editor: Any) -> None:
    """The rows go with their table."""


class Migration(migrations.Migration):
    dependencies = [("cases", "0029_withholdings")]

    operations = [migrations.RunPython(begin, leave)]
