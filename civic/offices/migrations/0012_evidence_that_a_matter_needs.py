"""No case of some matters is closed without a photo that shows how it is now."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("offices", "0011_workers_in_their_posts")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="needs_evidence",
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
