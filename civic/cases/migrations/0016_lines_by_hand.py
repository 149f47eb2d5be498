"""What an officer did is found under her own name, without a walk through the acts of everybody."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_cases_by_deadline"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddIndex(
            model_name="line", index=models.Index(fields=["actor", "side", "verb", "case"], name="lines_by_hand")
        )
    ]
