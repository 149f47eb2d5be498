from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0039_appeals_belong_to_the_record"),
        ("offices", "0016_repairs_and_matters_that_return"),
        ("places", "0004_cells_hang_on_a_layer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="appeal",
            options={"ordering": ["case", "round", "step"]},
        ),
        migrations.RemoveConstraint(
            model_name="appeal",
            name="one_appeal_a_round",
        ),
        migrations.RemoveConstraint(
            model_name="case",
            name="case_state_known",
        ),
        migrations.RemoveConstraint(
            model_name="deadline",
            name="deadline_kind_known",
        ),
        migrations.AddField(
            model_name="appeal",
            name="step",
            field=models.PositiveSmallIntegerField(
                choices=[(1, "first step"), (2, "second and last step")], db_default=1, default=1
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="mended_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="repair_due_at",
            field=models.DateTimeField(null=True),
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
                    ("decline-last-appeal", "Refusal before the committee"),
                    ("close-last-appeal", "Answer before the committee"),
                    ("merged", "Handled together with others"),
                ],
                default="filed",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="kind",
            field=models.CharField(
                choices=[
                    ("step", "next step"),
                    ("answer", "answer"),
                    ("stage", "stage"),
                    ("demand", "demand of the checking side"),
                    ("task", "task beside the case"),
                    ("rung", "level that is told"),
                    ("repair", "repair after a bad rating"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="appeal",
            index=models.Index(
                condition=models.Q(("decided_at__isnull", True)),
                fields=["office", "due_at", "id"],
                name="appeals_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("repair_due_at__isnull", False)),
                fields=["office", "due_at", "id", "kind"],
                name="cases_to_put_right",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.UniqueConstraint(fields=("case", "round", "step"), name="one_appeal_a_step"),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(condition=models.Q(("step__in", [1, 2])), name="an_appeal_has_two_steps"),
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
                            "decline-last-appeal",
                            "close-last-appeal",
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
                condition=models.Q(
                    ("repair_due_at__isnull", True),
                    models.Q(
                        ("office__isnull", False), ("state__in", ["closed", "close-appealed", "close-last-appeal"])
                    ),
                    _connector="OR",
                ),
                name="only_an_answer_is_put_right",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["step", "answer", "stage", "demand", "task", "rung", "repair"])),
                name="deadline_kind_known",
            ),
        ),
    ]
