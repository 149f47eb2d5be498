"""The desk walks its lists by deadline: everything that has one, and what a moderator still has to read."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_demands_of_the_checking_side")]

    operations = [
        migrations.RemoveIndex(model_name="case", name="cases_to_screen"),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["due_at", "id"], condition=Q(due_at__isnull=False), name="cases_by_deadline"),
        ),
        # last, so that SQLite takes it before the wider one where both would do
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["due_at", "id"],
                condition=Q(resident_seq__gt=F("screened_seq")),
                name="cases_to_screen_by_due",
            ),
        ),
    ]
