"""Cases that are there were promised what their matter says today; the other way there is nothing to undo."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def promise(apps, schema_editor):
    """Only what differs from the usual is written: strangers read most cases."""
    case, matter = apps.get_model("cases", "Case"), apps.get_model("offices", "Matter")
    said = matter.objects.filter(pk=OuterRef("matter")).values("privacy")[:1]
    case.objects.filter(matter__isnull=False).exclude(matter__privacy="public").update(privacy=Subquery(said))


class Migration(migrations.Migration):
    dependencies = [("cases", "0007_what_a_case_was_promised")]

    operations = [migrations.RunPython(promise, migrations.RunPython.noop)]
