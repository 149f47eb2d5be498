"""A volunteer is forgotten: certificates stay valid, and never said who it was."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.honours.models import PointEntry, Star
from civic.honours.rules import StarState


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Words beside points are blanked, a star that was applied for is not granted any more."""
    PointEntry.objects.filter(volunteer__person=person).update(words="")
    Star.objects.filter(volunteer__person=person, state=StarState.APPLIED).delete()
