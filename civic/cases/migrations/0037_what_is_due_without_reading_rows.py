from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0036_incidents"),
        ("offices", "0014_administrators_of_areas"),
        ("places", "0004_cells_hang_on_a_layer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["state", "due_at", "id", "kind", "area"], name="cases_due_in_a_state"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["office", "state", "due_at", "id", "kind"], name="cases_due_at_an_office"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["office", "due_at", "id"], name="cases_of_an_office"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["area", "state", "due_at", "id", "kind"], name="cases_due_in_an_area"),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("kind", "misconduct")), fields=["state", "due_at", "id"], name="cases_about_offices"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("defer_to__isnull", False)),
                fields=["due_at", "id", "kind", "area"],
                name="cases_asking_for_a_new_day",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("resident_seq__gt", models.F("screened_seq"))),
                fields=["due_at", "id", "kind", "area"],
                name="cases_due_to_be_screened",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("due_at__isnull", False)), fields=["due_at", "id", "kind", "area"], name="cases_due"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("station__gt", "")),
                fields=["office", "station", "due_at", "id", "kind"],
                name="cases_due_as_a_draft",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("escalated_to", ""), _negated=True),
                fields=["due_at", "id", "kind", "area", "state"],
                name="cases_due_and_told_upward",
            ),
        ),
        migrations.AddIndex(
            model_name="part",
            index=models.Index(fields=["person", "side", "verb", "case"], name="parts_of_a_person"),
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_state_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_office_state_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_asking_for_a_day",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_by_deadline",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_to_screen_by_due",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_with_a_draft",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="cases_told_upward",
        ),
    ]
