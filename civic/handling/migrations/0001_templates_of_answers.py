import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("offices", "0008_who_reads_an_answer_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
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
                ("text_zh_hans", models.TextField(blank=True)),
                ("text_zh_hant", models.TextField(blank=True)),
                ("text_en", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_templates",
                        to="offices.matter",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_templates",
                        to="offices.office",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answer_templates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "name"), name="one_template_a_name_and_owner"),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="template_has_a_name"),
                    models.CheckConstraint(
                        condition=models.Q(("text_en", ""), ("text_zh_hans", ""), ("text_zh_hant", ""), _negated=True),
                        name="template_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "outcome__in",
                                [
                                    "",
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
                        name="template_outcome_known",
                    ),
                ],
            },
        ),
    ]
