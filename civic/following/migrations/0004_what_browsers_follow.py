from typing import Any

from django.db import migrations


def drop(apps: Any, _editor: Any) -> None:
    """Taken back: nobody followed without account and address before."""
    theirs = apps.get_model("following", "Follower").objects.filter(browser_hash__isnull=False)
    for name in ("News", "Heard", "Follow"):
        apps.get_model("following", name).objects.filter(follower__in=theirs).delete()
    theirs.delete()


class Migration(migrations.Migration):
    dependencies = [("following", "0003_browsers_that_follow")]

    operations = [migrations.RunPython(migrations.RunPython.noop, drop)]
