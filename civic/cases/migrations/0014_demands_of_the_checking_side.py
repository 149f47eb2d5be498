from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_another_day_for_the_answer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="deadline",
            name="deadline_kind_known",
        ),
        migrations.AddField(
            model_name="case",
            name="demand_due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="hastened",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
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
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("demand_due_at__isnull", False)), fields=["demand_due_at"], name="cases_hastened"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("demand_due_at__isnull", True),
                    models.Q(("hastened__gte", 1), ("state__in", ["asked-by-office", "dispatched", "in-hand"])),
                    _connector="OR",
                ),
                name="only_an_office_is_hastened",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["step", "answer", "stage", "demand"])), name="deadline_kind_known"
            ),
        ),
    ]
