"""What moved last is read first, on the front page and in the list."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("promises", "0002_promises_are_marked_in_the_index")]

    operations = [
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("state", "draft"), _negated=True),
                fields=["-moved_at", "-id"],
                name="promises_moved_last",
            ),
        ),
    ]
