"""A volunteer is forgotten: the book keeps its minutes, and no word of hers."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.hours.models import Evaluation, Objection


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """What she wrote in objections and evaluations is blanked; entries stay, ten years at least (GB/T 40143)."""
    Objection.objects.filter(volunteer__person=person).update(words="")
    Evaluation.objects.filter(volunteer__person=person).update(words="")
    Evaluation.objects.filter(by=person).update(by=None)
