"""A person is forgotten. The track holds children by their entry alone; who acted in office stays in its record."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.guardians import actions as guardians
from civic.guardians.queries import uses_of, wards_of
from civic.lib.refusals import NotAllowed
from civic.youth.actions.deciding import follow_word
from civic.youth.models import CodeSheet, Duty, Edition, EditionLine, EntryLine


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds a resident from the track; a child for whom nobody answers any more steps back. Raises NotAllowed
    for whoever has or had a task in it; then nothing is changed."""
    acted = (
        Duty.objects.filter(person=person).exists()
        or CodeSheet.objects.filter(made_by=person).exists()
        or Edition.objects.filter(made_by=person).exists()
        or EditionLine.objects.filter(actor=person).exists()
    )
    if acted or EntryLine.objects.filter(actor=person, side="city").exists():
        raise NotAllowed()
    for ward in wards_of(person, at=at):
        guardians.end_guardian(ward, by=person, at=at)
        follow_word(ward.child, uses_of(ward.child, at=at), side="guardian", at=at)
