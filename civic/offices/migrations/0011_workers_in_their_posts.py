"""Posts of workers for tasks."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("offices", "0010_levels_to_be_told"),
        ("places", "0004_cells_hang_on_a_layer"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="post",
            name="post_role_fits_its_side",
        ),
        migrations.AlterField(
            model_name="post",
            name="role",
            field=models.CharField(
                choices=[
                    ("supervisor", "supervisor"),
                    ("moderator", "moderator"),
                    ("dispatcher", "dispatcher"),
                    ("handler", "handler"),
                    ("head", "head of office"),
                    ("worker", "worker for tasks"),
                    ("reviewer", "reviewing officer"),
                    ("committee", "committee member"),
                    ("operator", "phone-desk operator"),
                    ("data-officer", "data officer"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role__in", ["moderator", "supervisor"]), ("side", "check")),
                    models.Q(("role__in", ["dispatcher", "handler", "head", "worker"]), ("side", "act")),
                    models.Q(("role__in", ["committee", "reviewer"]), ("side", "decide")),
                    models.Q(("role__in", ["operator"]), ("side", "intake")),
                    models.Q(("role__in", ["data-officer"]), ("side", "record")),
                    _connector="OR",
                ),
                name="post_role_fits_its_side",
            ),
        ),
    ]
