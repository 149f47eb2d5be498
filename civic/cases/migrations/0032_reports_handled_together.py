import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0031_words_before_the_check"),
    ]

    operations = [
        migrations.CreateModel(
            name="Merged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="cases.case"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "merged",
                "indexes": [
                    models.Index(fields=["parent", "left_at", "id"], name="merged_by_parent"),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at", "id"], name="merged_to_follow"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("left_at__isnull", True)),
                        fields=("case",),
                        name="merged_into_one_case_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("case", models.F("parent")), _negated=True),
                        name="no_case_is_merged_into_itself",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_state_known",
        ),
        migrations.AddField(
            model_name="case",
            name="is_merged",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="joined",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="persons",
            field=models.PositiveIntegerField(db_default=1, default=1),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("filed", "Waiting to be read"),
                    ("asked-at-desk", "Waiting for the resident"),
                    ("accepted", "Waiting to be dispatched"),
                    ("disputed", "Waiting for the committee"),
                    ("dispatched", "With the office"),
                    ("in-hand", "Being handled"),
                    ("asked-by-office", "Waiting for the resident"),
                    ("answered", "Answered, being checked"),
                    ("closed", "Closed"),
                    ("declined", "Not accepted"),
                    ("withdrawn", "Withdrawn"),
                    ("decline-appealed", "Refusal under review"),
                    ("close-appealed", "Answer under review"),
                    ("merged", "Handled together with others"),
                ],
                default="filed",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "filed",
                            "asked-at-desk",
                            "accepted",
                            "disputed",
                            "dispatched",
                            "in-hand",
                            "asked-by-office",
                            "answered",
                            "closed",
                            "declined",
                            "withdrawn",
                            "decline-appealed",
                            "close-appealed",
                            "merged",
                        ],
                    )
                ),
                name="case_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("persons__gte", 1)), name="somebody_stands_behind_a_case"
            ),
        ),
    ]
