from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0015_when_a_matter_has_come_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="repair_days",
            field=models.PositiveSmallIntegerField(db_default=15, default=15),
        ),
        migrations.AddField(
            model_name="matter",
            name="returns_often",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(condition=models.Q(("repair_days__gte", 1)), name="a_repair_has_a_limit"),
        ),
    ]
