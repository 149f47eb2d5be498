from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0026_workers_may_be_named_as_looking"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="is_unfounded",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="case",
            name="objecting",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="case",
            name="veiled",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="linewords",
            name="veiled_text",
            field=models.TextField(null=True),
        ),
    ]
