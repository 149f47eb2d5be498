"""A worker for tasks is a role that may be written down beside a look."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0025_levels_that_were_told"),
    ]

    operations = [
        migrations.AlterField(
            model_name="contactopening",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("supervisor", "supervisor"),
                    ("moderator", "moderator"),
                    ("dispatcher", "dispatcher"),
                    ("handler", "handler"),
                    ("head", "head of office"),
                    ("worker", "worker for tasks"),
                    ("reviewer", "reviewing officer"),
                    ("committee", "committee member"),
                    ("operator", "phone-desk operator"),
                    ("data-officer", "data officer"),
                ],
                db_default="",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="viewing",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("supervisor", "supervisor"),
                    ("moderator", "moderator"),
                    ("dispatcher", "dispatcher"),
                    ("handler", "handler"),
                    ("head", "head of office"),
                    ("worker", "worker for tasks"),
                    ("reviewer", "reviewing officer"),
                    ("committee", "committee member"),
                    ("operator", "phone-desk operator"),
                    ("data-officer", "data officer"),
                ],
                max_length=12,
            ),
        ),
    ]
