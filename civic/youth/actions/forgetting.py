"""A person is forgotten. The track holds children by their entry alone; who acted in office stays in its record."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed
from civic.youth.models import CodeSheet, Duty, Edition, EditionLine, EntryLine


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds a resident from the track. Raises NotAllowed for whoever has or had a task in it; then nothing is
    changed."""
    acted = (
        Duty.objects.filter(person=person).exists()
        or CodeSheet.objects.filter(made_by=person).exists()
        or Edition.objects.filter(made_by=person).exists()
        or EditionLine.objects.filter(actor=person).exists()
    )
    if acted or EntryLine.objects.filter(actor=person, side="city").exists():
        raise NotAllowed()
