import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0032_reports_handled_together"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="whole",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="portions",
                to="cases.case",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="is_mandatory",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="split_into",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(condition=models.Q(("whole__isnull", False)), fields=["whole"], name="cases_parts"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("whole__isnull", True),
                    models.Q(("joined", 0), ("publication", "unscreened"), ("split_into", 0)),
                    _connector="OR",
                ),
                name="a_part_is_no_whole_and_never_public",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_mandatory", False), ("whole__isnull", False), _connector="OR"),
                name="only_a_part_is_mandatory",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "merged"), _negated=True),
                    models.Q(("is_merged", True), ("joined", 0), ("split_into", 0), ("whole__isnull", True)),
                    _connector="OR",
                ),
                name="nothing_hangs_on_a_merged_case",
            ),
        ),
    ]
