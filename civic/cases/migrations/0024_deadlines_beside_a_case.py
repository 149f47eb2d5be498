"""A task has a day of its own, and so has each level that is told of an unanswered case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0023_tasks_beside_a_case"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="deadline",
            name="deadline_kind_known",
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
                ],
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("kind", "rung")),
                fields=["due_at", "id"],
                name="levels_to_be_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="deadline",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["step", "answer", "stage", "demand", "task", "rung"])),
                name="deadline_kind_known",
            ),
        ),
    ]
