"""A person is forgotten. Promises hold no resident: whoever promised, reported, accepted or signed did so in office,
and the city's record of that stays. Who follows one is forgotten with what she follows."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed
from civic.promises.models import Promise, PromiseLine


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Nobody finds a resident from a promise, for none is in it. Raises NotAllowed for whoever acted on one in office;
    then nothing is changed."""
    acted = PromiseLine.objects.filter(actor=person).exists() or Promise.objects.filter(made_by=person).exists()
    if acted:
        raise NotAllowed()
