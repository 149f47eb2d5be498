"""What was told upward is found by its deadline, without a walk through everything."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0034_cases_by_hexagon"),
        ("offices", "0011_workers_in_their_posts"),
        ("places", "0004_cells_hang_on_a_layer"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("escalated_to", ""), _negated=True),
                fields=["due_at", "id"],
                name="cases_told_upward",
            ),
        ),
    ]
