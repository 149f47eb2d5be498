from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0012_the_committee_decides"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="defer_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="case",
            name="deferrals",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="deferred_from",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="deadline",
            name="deferred_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="deadline",
            name="deferred_to",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("defer_to__isnull", False)),
                fields=["due_at", "id"],
                name="cases_asking_for_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("defer_to__isnull", True),
                    models.Q(("deferrals__gte", 1), ("state__in", ["asked-by-office", "in-hand"])),
                    _connector="OR",
                ),
                name="only_an_office_at_work_asks_for_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deferred_at__isnull", True), ("deferred_to__isnull", True)),
                    models.Q(("deferred_at__isnull", False), ("deferred_to__isnull", False)),
                    _connector="OR",
                ),
                name="a_deferral_was_granted_at_some_time",
            ),
        ),
    ]
