import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0020_codes_given_out_again"),
        ("offices", "0008_who_reads_an_answer_first"),
        ("places", "0004_cells_hang_on_a_layer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("solved", "Solved"),
                            ("planned", "Planned"),
                            ("not-found", "Not found on the spot"),
                            ("not-ours", "Not ours to solve"),
                            ("not-possible", "Not possible"),
                            ("adopted", "Adopted"),
                            ("in-part", "Adopted in part"),
                            ("already-so", "Already so"),
                            ("not-adopted", "Not adopted"),
                            ("recorded", "Answered at its source"),
                        ],
                        max_length=16,
                    ),
                ),
                ("text", models.TextField()),
                ("language", models.CharField(blank=True, max_length=8)),
                ("basis", models.CharField(blank=True, max_length=600)),
                ("remedy", models.TextField(blank=True)),
                ("occasion", models.CharField(blank=True, max_length=60)),
                (
                    "station",
                    models.CharField(
                        choices=[
                            ("handler", "with the handler again"),
                            ("reader", "being read by a colleague"),
                            ("head", "waiting for the signature"),
                            ("ready", "ready, to be published together"),
                        ],
                        max_length=8,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("at_handler", models.DurationField(default=datetime.timedelta)),
                ("at_reader", models.DurationField(default=datetime.timedelta)),
                ("at_head", models.DurationField(default=datetime.timedelta)),
                ("at_ready", models.DurationField(default=datetime.timedelta)),
                ("drafted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="station",
            field=models.CharField(
                blank=True,
                choices=[
                    ("handler", "with the handler again"),
                    ("reader", "being read by a colleague"),
                    ("head", "waiting for the signature"),
                    ("ready", "ready, to be published together"),
                ],
                db_default="",
                default="",
                max_length=8,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("station__gt", "")),
                fields=["office", "station", "due_at", "id"],
                name="cases_with_a_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("station__in", ["", "handler", "reader", "head", "ready"])),
                name="case_station_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(("station", ""), ("state__in", ["asked-by-office", "in-hand"]), _connector="OR"),
                name="only_an_office_at_work_drafts_an_answer",
            ),
        ),
        migrations.AddField(
            model_name="draftedanswer",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draftedanswer",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="drafted", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="draftedanswer",
            name="line",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="drafted", to="cases.line"
            ),
        ),
        migrations.AddField(
            model_name="draftedanswer",
            name="office",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"),
        ),
        migrations.AddField(
            model_name="draftedanswer",
            name="passed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="draftedanswer",
            name="signed_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="draftedanswer",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["office", "station", "id"],
                name="drafts_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("case",), name="one_drafted_answer_a_case"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("station__in", ["handler", "reader", "head", "ready"])),
                name="draft_lies_at_a_known_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "solved",
                            "planned",
                            "not-found",
                            "not-ours",
                            "not-possible",
                            "adopted",
                            "in-part",
                            "already-so",
                            "not-adopted",
                            "recorded",
                        ],
                    )
                ),
                name="draft_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="draft_says_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("passed_by__isnull", True),
                    models.Q(("passed_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_reads_her_own_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by__isnull", True),
                    models.Q(("signed_by", models.F("author")), _negated=True),
                    _connector="OR",
                ),
                name="nobody_signs_her_own_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="draftedanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("line__isnull", True), ("ended_at__isnull", False), _connector="OR"),
                name="what_became_an_answer_has_ended",
            ),
        ),
    ]
