from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_photos_screened_so_far"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="case",
            name="case_state_known",
        ),
        migrations.AddField(
            model_name="case",
            name="returns",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("filed", "Waiting to be read"),
                    ("asked-at-desk", "Waiting for the resident"),
                    ("accepted", "Waiting to be dispatched"),
                    ("disputed", "Waiting for the committee"),
                    ("dispatched", "With the office"),
                    ("in-hand", "Being handled"),
                    ("asked-by-office", "Waiting for the resident"),
                    ("answered", "Answered, being checked"),
                    ("closed", "Closed"),
                    ("declined", "Not accepted"),
                    ("withdrawn", "Withdrawn"),
                    ("decline-appealed", "Refusal under review"),
                    ("close-appealed", "Answer under review"),
                ],
                default="filed",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "filed",
                            "asked-at-desk",
                            "accepted",
                            "disputed",
                            "dispatched",
                            "in-hand",
                            "asked-by-office",
                            "answered",
                            "closed",
                            "declined",
                            "withdrawn",
                            "decline-appealed",
                            "close-appealed",
                        ],
                    )
                ),
                name="case_state_known",
            ),
        ),
    ]
