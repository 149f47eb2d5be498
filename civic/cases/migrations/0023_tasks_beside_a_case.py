"""Tasks beside a case, and each office's share in them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0022_photos_of_the_office"),
        ("offices", "0005_the_committee"),
    ]

    operations = [
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("joint", "Joint task"),
                            ("delegated", "Task handed on"),
                            ("upstream", "Task upstream"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "root",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planning", "Planning"),
                            ("building", "Building"),
                            ("management", "Day-to-day management"),
                            ("enforcement", "Enforcement"),
                            ("service", "Services"),
                        ],
                        max_length=12,
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=300)),
                ("public_words", models.CharField(blank=True, max_length=300)),
                ("is_mandatory", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting to be accepted"),
                            ("accepted", "Under way"),
                            ("refused", "Refused"),
                            ("done", "Reported done, to be confirmed"),
                            ("confirmed", "Done and confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=12,
                    ),
                ),
                ("due_at", models.DateTimeField()),
                ("given_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["case", "number"],
            },
        ),
        migrations.CreateModel(
            name="TaskShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted_at", models.DateTimeField(null=True)),
                ("reported_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="task",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="cases.case"),
        ),
        migrations.AddField(
            model_name="task",
            name="given",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="task", to="cases.line"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks_given", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="photos",
            field=models.ManyToManyField(blank=True, related_name="released_to", to="cases.photo"),
        ),
        migrations.AddField(
            model_name="task",
            name="taker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="tasks_taken", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="taskshare",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"),
        ),
        migrations.AddField(
            model_name="taskshare",
            name="report",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.line"
            ),
        ),
        migrations.AddField(
            model_name="taskshare",
            name="task",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="cases.task"
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["taker", "state", "due_at", "id"], name="tasks_of_a_taker"),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("state__in", ["asked", "accepted"]), ("told_at__isnull", True)),
                fields=["due_at", "id"],
                name="tasks_to_be_late",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("root", ""), _negated=True), fields=["root", "-id"], name="tasks_by_root"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="one_task_a_number"),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["joint", "delegated", "upstream"])), name="task_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "accepted", "refused", "done", "confirmed", "withdrawn"])),
                name="task_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind", "upstream"),
                        ("root__in", ["planning", "building", "management", "enforcement", "service"]),
                    ),
                    models.Q(models.Q(("kind", "upstream"), _negated=True), ("root", "")),
                    _connector="OR",
                ),
                name="only_a_task_upstream_names_a_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "upstream"), _negated=True), ("is_mandatory", False), _connector="OR"
                ),
                name="no_answer_waits_for_upstream",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", False), ("state__in", ["confirmed", "withdrawn"])),
                    models.Q(
                        models.Q(("state__in", ["confirmed", "withdrawn"]), _negated=True), ("settled_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="settled_task_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("taker")), _negated=True), name="nobody_gives_a_task_to_herself"
            ),
        ),
        migrations.AddIndex(
            model_name="taskshare",
            index=models.Index(fields=["office", "task"], name="shares_of_an_office"),
        ),
        migrations.AddConstraint(
            model_name="taskshare",
            constraint=models.UniqueConstraint(fields=("task", "office"), name="one_share_an_office"),
        ),
        migrations.AddConstraint(
            model_name="taskshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("reported_at__isnull", True), ("accepted_at__isnull", False), _connector="OR"),
                name="reported_was_accepted",
            ),
        ),
        migrations.AddConstraint(
            model_name="taskshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("report__isnull", True), ("reported_at__isnull", True)),
                    models.Q(("report__isnull", False), ("reported_at__isnull", False)),
                    _connector="OR",
                ),
                name="reported_has_a_report",
            ),
        ),
    ]
