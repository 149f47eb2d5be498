"""Workers do tasks in bodies below the offices; a district has an office of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0008_who_reads_an_answer_first"),
        ("places", "0004_cells_hang_on_a_layer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="office",
            name="office_kind_known",
        ),
        migrations.AlterField(
            model_name="office",
            name="kind",
            field=models.CharField(
                choices=[
                    ("department", "department"),
                    ("district", "district office"),
                    ("street", "street office"),
                    ("committee", "residents' committee"),
                    ("contractor", "contractor"),
                    ("organisation", "social organisation"),
                    ("supervision", "supervision centre"),
                    ("command", "command centre"),
                    ("review", "review office"),
                    ("council", "city management committee"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="office",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "department",
                            "district",
                            "street",
                            "committee",
                            "contractor",
                            "organisation",
                            "supervision",
                            "command",
                            "review",
                            "council",
                        ],
                    )
                ),
                name="office_kind_known",
            ),
        ),
    ]
