"""The structures of codes the standards know, the two layers every city has, and the borders drawn so far."""

from django.db import migrations

CELL, COMPONENT = "cell", "component"
STRUCTURES = [
    (
        "gb-14",
        CELL,
        ["十四位单元网格代码", "十四位單元網格代碼", "14-digit cell code"],
        [("area", 6), ("street", 3), ("community", 3), ("cell", 2)],
        "CJ/T 213, GB/T 30428.1",
    ),
    (
        "db11-15",
        CELL,
        ["十五位单元网格代码", "十五位單元網格代碼", "15-digit cell code"],
        [("area", 6), ("street", 3), ("community", 3), ("cell", 3)],
        "DB11",
    ),
    (
        "cjt349-20",
        CELL,
        ["二十位数字社区网格代码", "二十位數字社區網格代碼", "20-digit community cell code"],
        [("object", 6), ("area", 6), ("street", 3), ("community", 3), ("cell", 2)],
        "CJ/T 349",
    ),
    (
        "gb-16",
        COMPONENT,
        ["十六位部件代码", "十六位部件代碼", "16-digit component code"],
        [("area", 6), ("class", 2), ("sub", 2), ("serial", 6)],
        "CJ/T 214, GB/T 30428.2",
    ),
]
LAYERS = [
    ("management", "gb-14", ["单元网格", "單元網格", "Management cells"], True, 10),
    ("social", "db11-15", ["社会管理网格", "社會管理網格", "Social grids"], True, 20),
]


def write(apps, schema_editor):
    structures = {}
    for code, of, (hans, hant, en), parts, source in STRUCTURES:
        structures[code] = apps.get_model("places", "CodeStructure").objects.create(
            code=code,
            of=of,
            name_zh_hans=hans,
            name_zh_hant=hant,
            name_en=en,
            parts=[{"name": name, "digits": digits} for name, digits in parts],
            source=source,
        )
    layer_model, cell_model = apps.get_model("places", "Layer"), apps.get_model("places", "Cell")
    for code, structure, (hans, hant, en), is_complete, order in LAYERS:
        layer_model.objects.create(
            code=code,
            structure=structures[structure],
            name_zh_hans=hans,
            name_zh_hant=hant,
            name_en=en,
            is_complete=is_complete,
            order=order,
        )
    known = {code for code, *_rest in LAYERS}
    for code in set(cell_model.objects.values_list("layer", flat=True)) - known:
        layer_model.objects.create(code=code, name_zh_hans=code, is_complete=False)
    for area in apps.get_model("places", "Area").objects.exclude(polygon=None).iterator():
        apps.get_model("places", "Border").objects.create(area=area, polygon=area.polygon)


def take_back(apps, schema_editor):
    """The newest borders go back to their areas; the rest of the history has no place there."""
    for border in apps.get_model("places", "Border").objects.filter(ends=None).iterator():
        apps.get_model("places", "Area").objects.filter(pk=border.area_id).update(polygon=border.polygon)
    apps.get_model("places", "Border").objects.all().delete()
    apps.get_model("places", "Layer").objects.all().delete()
    apps.get_model("places", "CodeStructure").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0002_layers_borders_and_components")]

    operations = [migrations.RunPython(write, take_back)]
