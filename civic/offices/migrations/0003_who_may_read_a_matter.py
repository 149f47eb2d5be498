"""Matters that were not public become private ones; the seven forces that serve in every cell."""

from django.db import migrations

FORCES = [
    ("manager", ["网格管理员", "網格管理員", "Grid manager"], True),
    ("assistant", ["网格助理员", "網格助理員", "Grid assistant"], True),
    ("police", ["网格警员", "網格警員", "Grid police officer"], False),
    ("inspector", ["网格督导员", "網格督導員", "Grid inspector"], True),
    ("party-secretary", ["网格党支部书记", "網格黨支部書記", "Grid party branch secretary"], True),
    ("justice", ["网格司法工作者", "網格司法工作者", "Grid legal worker"], True),
    ("fire", ["网格消防员", "網格消防員", "Grid firefighter"], True),
]


def write(apps, schema_editor):
    apps.get_model("offices", "Matter").objects.filter(is_public=False).update(privacy="private")
    force = apps.get_model("offices", "Force")
    for place, (code, (hans, hant, en), shows_phone) in enumerate(FORCES, start=1):
        force.objects.create(
            code=code,
            name_zh_hans=hans,
            name_zh_hant=hant,
            name_en=en,
            shows_phone=shows_phone,
            order=place * 10,
        )


def take_back(apps, schema_editor):
    apps.get_model("offices", "Matter").objects.filter(privacy="private").update(is_public=False)
    apps.get_model("offices", "Force").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("offices", "0002_the_catalogue_posts_and_limits")]

    operations = [
        migrations.RunPython(write, take_back),
    ]
