from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0033_parts_of_a_case"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("h3__isnull", False)),
                fields=["h3", "-filed_at", "-id"],
                name="cases_by_hexagon",
            ),
        ),
    ]
