"""What was handed in before is found by its words too."""

from typing import Any

from django.db import migrations

from civic.cases.rules.likeness import says


def reckon(apps: Any, _schema: Any) -> None:
    """By the words each proposal holds now; a draft is reckoned when it is handed in."""
    proposals = apps.get_model("youth", "Proposal").objects
    for one in proposals.exclude(state__in=("draft", "withdrawn")).only("title", "saw", "change", "helps").iterator():
        told = says("\n".join((one.title, one.saw, one.change, one.helps)))
        if told is not None:
            proposals.filter(pk=one.pk).update(says=told)


class Migration(migrations.Migration):
    dependencies = [("youth", "0011_proposals_in_the_same_words_are_found")]
    operations = [migrations.RunPython(reckon, migrations.RunPython.noop)]
