"""The list of causes a check chooses from, as a city begins with it."""

from typing import Any

from django.db import migrations

FIRST = [
    ("facility-missing", "缺少设施", "缺少設施", "A facility is missing"),
    ("facility-worn", "设施老化或损坏", "設施老化或損壞", "A facility is worn or broken"),
    ("upkeep", "日常养护不到位", "日常養護不到位", "Upkeep falls short"),
    ("behaviour", "有人不守规矩", "有人不守規矩", "Somebody breaks a rule"),
    ("works", "施工影响", "施工影響", "Works nearby"),
    ("unclear-duty", "职责不清", "職責不清", "It is unclear whose duty it is"),
]


def lay_down(apps: Any, schema_editor: Any) -> None:
    """Add each, where the city has not named it already."""
    for place, (code, hans, hant, en) in enumerate(FIRST, start=1):
        names = {"name_zh_hans": hans, "name_zh_hant": hant, "name_en": en, "place": place}
        apps.get_model("cases", "Cause").objects.get_or_create(code=code, defaults=names)


def take_up(apps: Any, schema_editor: Any) -> None:
    """Take away what no case names."""
    named = apps.get_model("cases", "Case").objects.filter(cause__isnull=False).values("cause")
    codes = [code for code, *_names in FIRST]
    apps.get_model("cases", "Cause").objects.filter(code__in=codes).exclude(pk__in=named).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0050_what_a_case_came_from"),
    ]

    operations = [migrations.RunPython(lay_down, take_up)]
