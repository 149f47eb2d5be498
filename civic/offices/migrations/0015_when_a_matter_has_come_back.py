"""How near and how soon a new case of a matter has come back, and how often that opens a topic."""

from django.db import migrations, models
from django.db.models import Q


def _number(name: str, default: int) -> migrations.AddField:
    field = models.PositiveSmallIntegerField(default=default, db_default=default)
    return migrations.AddField(model_name="matter", name=name, field=field)


class Migration(migrations.Migration):
    dependencies = [("offices", "0014_administrators_of_areas")]

    operations = [
        _number("rebound_metres", 50),
        _number("rebound_days", 90),
        _number("topic_returns", 3),
        _number("topic_days", 90),
        _number("cause_days", 10),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(condition=Q(rebound_metres__range=(1, 500)), name="matter_returns_near"),
        ),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=Q(topic_returns__range=(2, 50), topic_days__gte=1, cause_days__gte=1),
                name="matter_becomes_a_topic",
            ),
        ),
    ]
