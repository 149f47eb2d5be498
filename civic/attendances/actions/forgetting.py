"""A volunteer is forgotten: what she said and how she was hurt goes, that somebody was there stays."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.attendances.models import Complaint, Injury, NoShow, Scan, WalkIn


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Words are blanked; minutes, and which case a patrol filed, stay without a name."""
    Injury.objects.filter(volunteer__person=person).update(words="", erased_at=at)
    Injury.objects.filter(written_by=person).update(written_by=None)
    Complaint.objects.filter(person=person).update(person=None, words="")
    NoShow.objects.filter(signup__volunteer__person=person).update(words="")
    WalkIn.objects.filter(volunteer__person=person).update(words="")
    Scan.objects.filter(Q(volunteer__person=person), metres__isnull=False).update(metres=None)
