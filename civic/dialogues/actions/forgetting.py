"""A person is forgotten, and what an erased child said in a dialogue."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.dialogues.models import Dialogue, DialogueLine, Exchange, Guest, MinutesReading, Presence
from civic.guardians.models import Child
from civic.lib.refusals import NotAllowed


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds a resident from a dialogue. Raises NotAllowed for whoever planned, read or sat with children: that
    is the record of who was near them."""
    acted = (
        Dialogue.objects.filter(made_by=person).exists()
        or Presence.objects.filter(person=person).exists()
        or MinutesReading.objects.filter(reader=person).exists()
        or DialogueLine.objects.filter(actor=person).exists()
    )
    if acted:
        raise NotAllowed()


@transaction.atomic
def forget_child(child: Child, *, at: datetime) -> int:
    """What it asked and wished goes; the city's answers and promises stay, without a trace of who asked. How many
    exchanges were blanked."""
    Guest.objects.filter(entry__child=child).delete()
    asked = Exchange.objects.filter(asked_by__child=child)
    count = asked.filter(promise=None).update(question="", answer="", dropped_at=at, asked_by=None)
    return count + asked.update(question="", asked_by=None)
