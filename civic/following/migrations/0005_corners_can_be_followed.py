from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0047_what_a_community_hands_on"),
        ("following", "0004_what_browsers_follow"),
        ("offices", "0017_members_of_residents_committees"),
        ("places", "0004_cells_hang_on_a_layer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="follow",
            name="a_follow_has_its_subject",
        ),
        migrations.AlterField(
            model_name="follow",
            name="kind",
            field=models.CharField(
                choices=[
                    ("case", "a case"),
                    ("matter", "a matter in an area"),
                    ("around", "a circle around a point"),
                    ("cell", "a cell of the grid"),
                    ("promise", "a promise of the city"),
                    ("corner", "what residents of a community raise and do"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="follow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("kind", "case")),
                    models.Q(
                        ("kind", "matter"),
                        models.Q(("matter__isnull", False), ("area__isnull", False), _connector="OR"),
                    ),
                    models.Q(
                        ("hexagon__isnull", False),
                        ("kind", "around"),
                        ("lat__range", (-90, 90)),
                        ("lon__range", (-180, 180)),
                        ("metres__range", (100, 5000)),
                    ),
                    models.Q(("kind", "cell"), ("layer__isnull", False), models.Q(("cell_code", ""), _negated=True)),
                    models.Q(("key__startswith", "promise:"), ("kind", "promise")),
                    models.Q(("area__isnull", False), ("key__startswith", "corner:"), ("kind", "corner")),
                    _connector="OR",
                ),
                name="a_follow_has_its_subject",
            ),
        ),
    ]
