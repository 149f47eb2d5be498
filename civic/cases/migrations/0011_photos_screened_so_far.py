"""Photos of cases that a moderator has published or withheld were screened with them."""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def screen(apps: Any, schema_editor: Any) -> None:
    """Date them by the case: its last move."""
    photo, case = apps.get_model("cases", "Photo"), apps.get_model("cases", "Case")
    decided = photo.objects.filter(state="ready", case__publication__in=["published", "withheld"])
    decided.update(screened_at=Subquery(case.objects.filter(pk=OuterRef("case")).values("moved_at")[:1]))


def leave(apps: Any, schema_editor: Any) -> None:
    """The column goes with the migration before."""


class Migration(migrations.Migration):
    dependencies = [("cases", "0010_photos_are_screened")]

    operations = [migrations.RunPython(screen, leave)]
