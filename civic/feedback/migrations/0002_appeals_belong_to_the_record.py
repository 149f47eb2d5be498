"""Appeals became a record of the case; their table stays."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0001_ratings_and_appeals"),
        ("cases", "0039_appeals_belong_to_the_record"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel(name="Appeal")]),
    ]
