from typing import Any

from django.db import migrations

SAID = ("After an objection.", "经异议核查更正。", "經異議核查更正。")  # in the language of whoever decided


def to_words(apps: Any, schema_editor: Any) -> None:
    apps.get_model("hours", "BookEntry").objects.filter(reason__in=SAID).update(reason="", ground="objection")


def to_sentences(apps: Any, schema_editor: Any) -> None:
    apps.get_model("hours", "BookEntry").objects.filter(ground="objection").update(reason=SAID[0], ground="")


class Migration(migrations.Migration):
    dependencies = [("hours", "0002_standing_reasons_as_words")]

    operations = [migrations.RunPython(to_words, to_sentences)]
