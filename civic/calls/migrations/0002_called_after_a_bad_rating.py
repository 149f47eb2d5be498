from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("calls", "0001_the_phone_desk"),
        ("cases", "0040_two_steps_of_an_appeal_and_repairs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="owedcall",
            name="one_owed_call_a_round",
        ),
        migrations.RemoveConstraint(
            model_name="owedcall",
            name="owed_call_stage_known",
        ),
        migrations.AddField(
            model_name="owedcall",
            name="cause",
            field=models.CharField(
                choices=[
                    ("silent", "Only a number was left, and nobody has said whether it was solved"),
                    ("bad-rating", "Rated badly: hear why, and say what happens now"),
                ],
                db_default="silent",
                default="silent",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="owedcall",
            name="until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="owedcall",
            name="stage",
            field=models.CharField(
                choices=[
                    ("waiting", "To be called"),
                    ("taken", "Being called"),
                    ("rated", "Rated"),
                    ("spoken", "Spoken to"),
                    ("unanswered", "Not answered"),
                    ("moot", "No longer asked"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.UniqueConstraint(
                fields=("case", "round", "cause"), name="one_owed_call_a_round_and_cause"
            ),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause__in", ["silent", "bad-rating"])), name="owed_call_cause_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("cause", "silent"), ("until__isnull", False), _connector="OR"),
                name="whoever_rated_badly_is_called_by_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="owedcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["waiting", "taken", "rated", "spoken", "unanswered", "moot"])),
                name="owed_call_stage_known",
            ),
        ),
    ]
