"""A volunteer is forgotten: papers that proved what she can go."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.courses.actions.showing import drop_papers
from civic.courses.models import Grant, Place
from civic.volunteers.models import Volunteer


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Seats on course days to come are given up; no evidence is kept of somebody who is gone."""
    Place.objects.filter(volunteer__person=person, given_up_at__isnull=True, day__starts_at__gt=at).update(
        given_up_at=at
    )
    for volunteer in Volunteer.objects.filter(person=person):
        drop_papers(volunteer)
    Grant.objects.filter(volunteer__person=person).exclude(evidence="").update(evidence="")
