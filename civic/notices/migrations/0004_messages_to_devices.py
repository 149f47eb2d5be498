from typing import Any

from django.db import migrations


def drop(apps: Any, _editor: Any) -> None:
    """Taken back: there was no such way to send before."""
    apps.get_model("notices", "Notice").objects.filter(channel="push").delete()


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_devices_that_are_told")]

    operations = [migrations.RunPython(migrations.RunPython.noop, drop)]
