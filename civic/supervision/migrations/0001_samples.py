"""Samples of closed cases, drawn by a seed that is kept, and what came of each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0031_words_before_the_check"),
        ("offices", "0012_evidence_that_a_matter_needs"),
        ("places", "0004_cells_hang_on_a_layer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sample",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("scope", models.CharField(max_length=200)),
                ("size", models.PositiveSmallIntegerField(null=True)),
                ("share", models.PositiveSmallIntegerField(null=True)),
                ("seed", models.CharField(max_length=64)),
                ("method", models.CharField(max_length=40)),
                ("population", models.TextField()),
                ("population_count", models.PositiveIntegerField()),
                ("population_digest", models.CharField(max_length=64)),
                ("drawn_count", models.PositiveIntegerField()),
                ("drawn_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.area"
                    ),
                ),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "drawn_for",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="samples", to="offices.office"
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.matter"
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.office"
                    ),
                ),
            ],
            options={
                "ordering": ["-drawn_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Drawn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("holds", "It holds"),
                            ("fails", "It does not hold"),
                            ("unknown", "It cannot be told any more"),
                        ],
                        max_length=8,
                    ),
                ),
                ("checked_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drawn", to="cases.case"
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="to_check",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="drawn", to="cases.line"
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="drawn", to="supervision.sample"
                    ),
                ),
            ],
            options={
                "ordering": ["sample", "place"],
            },
        ),
        migrations.AddIndex(
            model_name="sample",
            index=models.Index(fields=["-drawn_at", "-id"], name="samples_newest"),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.UniqueConstraint(
                fields=("scope", "since", "until"), name="one_sample_a_scope_and_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gte", models.F("since"))), name="sample_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("share__isnull", True), ("size__gte", 1)),
                    models.Q(("share__range", (1, 100)), ("size__isnull", True)),
                    _connector="OR",
                ),
                name="sample_has_a_size_or_a_share",
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("seed", ""), _negated=True), name="sample_has_a_seed"
            ),
        ),
        migrations.AddConstraint(
            model_name="sample",
            constraint=models.CheckConstraint(
                condition=models.Q(("drawn_count__gte", 1), ("drawn_count__lte", models.F("population_count"))),
                name="sample_draws_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="drawn",
            constraint=models.UniqueConstraint(fields=("sample", "case"), name="a_case_once_a_sample"),
        ),
        migrations.AddConstraint(
            model_name="drawn",
            constraint=models.UniqueConstraint(fields=("sample", "place"), name="a_place_once_a_sample"),
        ),
        migrations.AddConstraint(
            model_name="drawn",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["", "holds", "fails", "unknown"])), name="sample_result_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="drawn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("checked_at__isnull", True), ("line__isnull", True), ("result", "")),
                    models.Q(
                        models.Q(("result", ""), _negated=True),
                        ("checked_at__isnull", False),
                        ("checker__isnull", False),
                        ("line__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="a_result_has_checker_day_and_line",
            ),
        ),
    ]
