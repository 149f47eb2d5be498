"""Links between a case and the closed ones it is the return of, and the topics that look for the cause."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0037_what_is_due_without_reading_rows"),
        ("offices", "0015_when_a_matter_has_come_back"),
        ("places", "0004_cells_hang_on_a_layer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Rebound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("metres", models.PositiveSmallIntegerField(null=True)),
                ("days", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("weighed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=12, unique=True)),
                ("key", models.CharField(max_length=40)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("metres", models.PositiveSmallIntegerField()),
                ("returns", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Cause being looked for"),
                            ("named", "Cause named"),
                            ("removing", "Cause being removed"),
                            ("reported", "Reported as removed, being looked at"),
                            ("closed", "Closed"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("cause", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=8)),
                ("remove_by", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("told_late_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("named_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("moved_at", models.DateTimeField()),
                ("reopened", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TopicCase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_return", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="TopicLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.PositiveIntegerField()),
                ("verb", models.CharField(max_length=24)),
                ("side", models.CharField(max_length=12)),
                ("at", models.DateTimeField()),
                ("facts", models.JSONField(default=dict)),
                ("words_digest", models.CharField(blank=True, max_length=64)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["seq"],
            },
        ),
        migrations.CreateModel(
            name="TopicWords",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("salt", models.CharField(max_length=32)),
                ("language", models.CharField(blank=True, max_length=8)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("public", "everybody"),
                            ("parties", "the resident and the desk"),
                            ("desk", "the desk"),
                        ],
                        default="public",
                        max_length=8,
                    ),
                ),
                ("is_screened", models.BooleanField(default=False)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False), ("h3__isnull", False)),
                fields=["h3", "matter", "-closed_at"],
                name="cases_closed_at_a_hexagon",
            ),
        ),
        migrations.AddField(
            model_name="rebound",
            name="case",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="rebounds", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="rebound",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="came_back", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="rebound",
            name="matter",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.matter"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="area",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="cell",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.cell"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="component",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.component"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="matter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="offices.matter"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="remover",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="topiccase",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="in_topics", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="topiccase",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="cases.topic"
            ),
        ),
        migrations.AddField(
            model_name="topic",
            name="cases",
            field=models.ManyToManyField(related_name="topics", through="cases.TopicCase", to="cases.case"),
        ),
        migrations.AddField(
            model_name="topicline",
            name="actor",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="topicline",
            name="office",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
            ),
        ),
        migrations.AddField(
            model_name="topicline",
            name="topic",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="cases.topic"
            ),
        ),
        migrations.AddField(
            model_name="topicwords",
            name="line",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="words", to="cases.topicline"
            ),
        ),
        migrations.AddIndex(
            model_name="rebound",
            index=models.Index(
                condition=models.Q(("weighed_at__isnull", True)), fields=["case", "id"], name="rebounds_to_weigh"
            ),
        ),
        migrations.AddConstraint(
            model_name="rebound",
            constraint=models.UniqueConstraint(fields=("case", "earlier"), name="a_case_comes_back_once"),
        ),
        migrations.AddConstraint(
            model_name="rebound",
            constraint=models.CheckConstraint(
                condition=models.Q(("case", models.F("earlier")), _negated=True), name="no_case_is_its_own_return"
            ),
        ),
        migrations.AddConstraint(
            model_name="topiccase",
            constraint=models.UniqueConstraint(fields=("topic", "case"), name="a_case_once_a_topic"),
        ),
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(fields=["state", "due_at", "id"], name="topics_due"),
        ),
        migrations.AddIndex(
            model_name="topic",
            index=models.Index(fields=["-opened_at", "-id"], name="topics_newest"),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "closed"), _negated=True),
                fields=("matter", "key"),
                name="one_topic_a_matter_and_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "named", "removing", "reported", "closed"])),
                name="topic_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("due_at__isnull", True), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_at__isnull", True)),
                    _connector="OR",
                ),
                name="only_a_closed_topic_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["named", "removing", "reported"]), _negated=True),
                    models.Q(
                        ("named_at__isnull", False),
                        ("remove_by__isnull", False),
                        ("remover__isnull", False),
                        models.Q(("cause", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_named_cause_has_an_office_and_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="topicline",
            constraint=models.UniqueConstraint(fields=("topic", "seq"), name="one_line_a_place_of_a_topic"),
        ),
    ]
