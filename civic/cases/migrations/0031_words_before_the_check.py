"""What residents say of an answer while it is still being checked, and the lines of answers that were sent back."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0030_withholdings_so_far")]

    operations = [
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                (
                    "solved",
                    models.CharField(
                        choices=[
                            ("", "Nobody has said whether it is solved"),
                            ("yes", "Solved, says the resident"),
                            ("partly", "Partly solved, says the resident"),
                            ("no", "Not solved, says the resident"),
                        ],
                        max_length=8,
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("sends_back", models.BooleanField(default=False)),
                ("counts_since", models.DateTimeField(null=True)),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="word", to="cases.line"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="said_words", to="cases.case"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(solved__in=["yes", "partly", "no"]), name="word_says_something"),
                    models.CheckConstraint(
                        condition=Q(sends_back=False) | Q(solved="no", counts_since__isnull=True),
                        name="only_a_no_sends_back",
                    ),
                    models.UniqueConstraint(
                        condition=Q(sends_back=True), fields=("case", "round"), name="a_no_sends_back_once_a_round"
                    ),
                    models.UniqueConstraint(
                        condition=Q(counts_since__isnull=False),
                        fields=("case", "round"),
                        name="one_word_counts_a_round",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(condition=Q(verb__in=["send-back", "say"]), fields=["at", "id"], name="lines_sent_back"),
        ),
    ]
