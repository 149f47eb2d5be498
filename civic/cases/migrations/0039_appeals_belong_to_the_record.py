"""Appeals become a record of the case: two hands decide on them. The table stays where it is, and as it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0038_what_comes_back_and_why"),
        ("feedback", "0001_ratings_and_appeals"),
        ("offices", "0014_administrators_of_areas"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Appeal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("round", models.PositiveSmallIntegerField()),
                        ("at", models.DateTimeField()),
                        ("due_at", models.DateTimeField()),
                        (
                            "decision",
                            models.CharField(
                                blank=True, choices=[("upheld", "upheld"), ("overturned", "overturned")], max_length=12
                            ),
                        ),
                        ("decided_at", models.DateTimeField(null=True)),
                        (
                            "case",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="appeals", to="cases.case"
                            ),
                        ),
                        (
                            "office",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                            ),
                        ),
                    ],
                    options={
                        "db_table": "feedback_appeal",
                        "constraints": [
                            models.UniqueConstraint(fields=("case", "round"), name="one_appeal_a_round"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decided_at__isnull", True), ("decision", "")),
                                    models.Q(("decided_at__isnull", False), ("decision__in", ["upheld", "overturned"])),
                                    _connector="OR",
                                ),
                                name="decision_is_dated",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
