import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0040_two_steps_of_an_appeal_and_repairs"),
        ("feedback", "0002_appeals_belong_to_the_record"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AskedAgain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                (
                    "said",
                    models.CharField(
                        blank=True, choices=[("stays", "It has stayed solved"), ("back", "It came back")], max_length=8
                    ),
                ),
                ("said_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "asked again",
            },
        ),
        migrations.RemoveConstraint(
            model_name="rating",
            name="one_rating_a_round",
        ),
        migrations.AddField(
            model_name="rating",
            name="is_bad",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="rating",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddIndex(
            model_name="rating",
            index=models.Index(condition=models.Q(("is_bad", True)), fields=["at", "id"], name="ratings_that_are_bad"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.UniqueConstraint(fields=("case", "round", "turn"), name="one_rating_a_turn"),
        ),
        migrations.AddConstraint(
            model_name="rating",
            constraint=models.CheckConstraint(
                condition=models.Q(("turn__in", [1, 2])), name="a_round_is_rated_twice_at_most"
            ),
        ),
        migrations.AddField(
            model_name="askedagain",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="asked_again", to="cases.case"
            ),
        ),
        migrations.AddField(
            model_name="askedagain",
            name="line",
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="cases.line"),
        ),
        migrations.AddConstraint(
            model_name="askedagain",
            constraint=models.UniqueConstraint(fields=("case", "round"), name="asked_again_once_a_round"),
        ),
        migrations.AddConstraint(
            model_name="askedagain",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", ""), ("said_at__isnull", True)),
                    models.Q(("said__in", ["stays", "back"]), ("said_at__isnull", False)),
                    _connector="OR",
                ),
                name="what_was_said_later_is_dated",
            ),
        ),
    ]
