"""A code may be given out again: how often it was, so that whoever showed an earlier one is a stranger again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0019_who_looked_at_what"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="reissues",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
    ]
