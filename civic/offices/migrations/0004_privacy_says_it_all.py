"""Matters say by their privacy who may read them; the old column stays for code that still runs."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("offices", "0003_who_may_read_a_matter")]

    operations = [
        # the next release drops the column
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="matter", name="is_public")]
        ),
    ]
