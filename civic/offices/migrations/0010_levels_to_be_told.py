"""Which level of the city is told of an unanswered case, and after how long."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0009_workers_and_district_offices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "level",
                    models.CharField(
                        choices=[("district", "district"), ("street", "street or town"), ("community", "community")],
                        max_length=12,
                        unique=True,
                    ),
                ),
                ("amount", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("urgent-hours", "urgent hours"),
                            ("working-hours", "working hours"),
                            ("working-days", "working days"),
                            ("days", "days"),
                        ],
                        default="working-days",
                        max_length=16,
                    ),
                ),
                (
                    "office_kind",
                    models.CharField(
                        choices=[
                            ("department", "department"),
                            ("district", "district office"),
                            ("street", "street office"),
                            ("committee", "residents' committee"),
                            ("contractor", "contractor"),
                            ("organisation", "social organisation"),
                            ("supervision", "supervision centre"),
                            ("command", "command centre"),
                            ("review", "review office"),
                            ("council", "city management committee"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True, choices=[("handler", "handler"), ("head", "head of office")], max_length=12
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["community", "street", "district"])), name="rung_level_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="no_level_is_told_at_once"),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(("unit__in", ["urgent-hours", "working-hours", "working-days", "days"])),
                name="rung_unit_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "office_kind__in",
                        [
                            "department",
                            "district",
                            "street",
                            "committee",
                            "contractor",
                            "organisation",
                            "supervision",
                            "command",
                            "review",
                            "council",
                        ],
                    )
                ),
                name="rung_office_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["", "handler", "head"])), name="rung_role_known"
            ),
        ),
    ]
