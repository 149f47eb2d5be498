"""The phone desk: calls written down, how it made sure of callers, calls owed, messages that reached nobody."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0020_codes_given_out_again"),
        ("notices", "0001_the_outbox"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Swept",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=20, unique=True)),
                ("upto", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "swept",
            },
        ),
        migrations.CreateModel(
            name="OwedCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "To be called"),
                            ("taken", "Being called"),
                            ("rated", "Rated"),
                            ("unanswered", "Not answered"),
                            ("moot", "No longer asked"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("made", models.PositiveSmallIntegerField(default=0)),
                ("taken_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="owed_calls", to="cases.case"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("reached", "Reached"),
                            ("no-answer", "Nobody answered"),
                            ("busy", "The line is busy"),
                            ("wrong-number", "Somebody else's number"),
                            ("unwilling", "Reached, but did not want to answer"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "owed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="calls.owedcall"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Undelivered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("waiting", "To be looked after"),
                            ("taken", "In somebody's hand"),
                            ("done", "Looked after"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField(null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("called", "Called instead"), ("written", "Wrote a letter"), ("given-up", "Given up")],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="undelivered", to="cases.case"
                    ),
                ),
                (
                    "notice",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="undelivered", to="notices.notice"
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "undelivered",
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phone_hash", models.CharField(blank=True, max_length=64)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("code", "The caller said the secret code"),
                            ("back", "Called back on the number left with the case"),
                            ("list", "Called from the call-back list, on the number left with the case"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "sure",
                    models.CharField(
                        choices=[
                            ("ringing", "Being called back"),
                            ("yes", "Made sure"),
                            ("wrong", "Wrong number or code"),
                            ("nobody", "Nobody answered"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("code_key", models.CharField(blank=True, max_length=43)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="cases.case"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["operator", "sure", "at"], name="calls_checks_by_operator"),
                    models.Index(
                        condition=models.Q(("sure", "wrong")), fields=["at", "id"], name="calls_wrong_guesses"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("how__in", ["code", "back", "list"])), name="check_how_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sure__in", ["ringing", "yes", "wrong", "nobody"])), name="check_sure_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sure__in", ["yes", "ringing"]), _negated=True),
                            models.Q(
                                ("until__isnull", False),
                                models.Q(
                                    ("case__isnull", False),
                                    models.Q(("phone_hash", ""), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="an_open_check_is_about_something_and_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=43)),
                ("kept_at", models.DateTimeField()),
                ("texted_at", models.DateTimeField(null=True)),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="call", to="cases.draft"
                    ),
                ),
                (
                    "operator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["operator", "kept_at"], name="calls_kept_by_operator")],
                "constraints": [
                    models.UniqueConstraint(fields=("operator", "token"), name="one_call_a_page"),
                    models.CheckConstraint(
                        condition=models.Q(("token", ""), _negated=True), name="kept_call_has_a_token"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="owedcall",
            index=models.Index(fields=["stage", "due_at", "id"], name="calls_owed_by_due"),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.UniqueConstraint(fields=("case", "round"), name="one_owed_call_a_round"),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["waiting", "taken", "rated", "unanswered", "moot"])),
                name="owed_call_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(condition=models.Q(("made__lte", 3)), name="three_calls_at_most"),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "taken"), _negated=True),
                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                    _connector="OR",
                ),
                name="a_taken_call_is_in_a_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["waiting", "taken"]), ("ended_at__isnull", False), _connector="OR"),
                name="an_owed_call_ends_at_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(fields=("owed", "number"), name="one_attempt_a_place"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("number__range", (1, 3))), name="attempts_count_to_three"
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["reached", "no-answer", "busy", "wrong-number", "unwilling"])),
                name="attempt_result_known",
            ),
        ),
        migrations.AddIndex(
            model_name="undelivered",
            index=models.Index(fields=["stage", "found_at", "id"], name="calls_undelivered_by_day"),
        ),
        migrations.AddConstraint(
            model_name="undelivered",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["waiting", "taken", "done"])), name="undelivered_stage_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="undelivered",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stage", "waiting"),
                    models.Q(("taken_at__isnull", False), ("taken_by__isnull", False)),
                    _connector="OR",
                ),
                name="undelivered_is_in_a_hand",
            ),
        ),
        migrations.AddConstraint(
            model_name="undelivered",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage", "done"), _negated=True),
                    models.Q(("how__in", ["called", "written", "given-up"]), ("done_at__isnull", False)),
                    _connector="OR",
                ),
                name="undelivered_was_handled_somehow",
            ),
        ),
        migrations.AddConstraint(
            model_name="undelivered",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("how", "given-up"), _negated=True), models.Q(("note", ""), _negated=True), _connector="OR"
                ),
                name="whoever_gives_up_says_why",
            ),
        ),
    ]
