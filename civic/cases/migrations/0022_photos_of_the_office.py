from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0021_answers_that_wait_inside"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="alt",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="photo",
            name="moment",
            field=models.CharField(
                blank=True, choices=[("before", "Before"), ("after", "After")], db_default="", default="", max_length=8
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("moment__in", ["", "before", "after"])), name="photo_moment_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("moment", ""),
                    models.Q(("case__isnull", False), models.Q(("alt", ""), _negated=True)),
                    _connector="OR",
                ),
                name="photo_of_the_office_says_what_it_shows",
            ),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("moment", ""), ("is_public", False), ("line__isnull", False), _connector="OR"),
                name="no_photo_is_public_before_its_answer",
            ),
        ),
    ]
