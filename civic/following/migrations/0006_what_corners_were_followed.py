from typing import Any

from django.db import migrations


def drop(apps: Any, _editor: Any) -> None:
    """Taken back: nobody followed a corner before."""
    corners = apps.get_model("following", "Follow").objects.filter(kind="corner")
    apps.get_model("following", "Heard").objects.filter(follow__in=corners).delete()
    corners.delete()
    apps.get_model("following", "Tiding").objects.filter(key__startswith="corner:").delete()


class Migration(migrations.Migration):
    dependencies = [("following", "0005_corners_can_be_followed")]

    operations = [migrations.RunPython(migrations.RunPython.noop, drop)]
