from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0007_keeper_of_records"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="is_read_twice",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="matter",
            name="is_signed",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
