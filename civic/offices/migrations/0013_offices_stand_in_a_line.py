"""By line, an office stands below another one; by area its area says where."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0012_evidence_that_a_matter_needs"),
        ("places", "0004_cells_hang_on_a_layer"),
    ]

    operations = [
        migrations.AddField(
            model_name="office",
            name="above",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="below",
                to="offices.office",
            ),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("above__isnull", True), models.Q(("above", models.F("id")), _negated=True), _connector="OR"
                ),
                name="no_office_stands_above_itself",
            ),
        ),
    ]
