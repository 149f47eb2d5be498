"""Cells name their layer by its row; areas no longer carry their polygon (the column stays for code that still runs)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0003_the_first_layers_and_borders")]

    operations = [
        migrations.AlterField(
            model_name="cell",
            name="layer",
            field=models.ForeignKey(
                db_column="layer",
                default="management",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cells",
                to="places.layer",
                to_field="code",
            ),
        ),
        # the next release drops the column: old code reads and writes it while this migration runs
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField(model_name="area", name="polygon")]
        ),
    ]
