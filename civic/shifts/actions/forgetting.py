"""A volunteer, or whoever asked for help, is forgotten."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.shifts.models import Feed, Need, Signup, StandIn, Watch
from civic.shifts.rules import SignupState

BLANK_NEED = {"words": "", "who": "", "where": "", "contact": "", "contact_hash": "", "code_digest": ""}


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Places to come are given up, calendars end, needs lose who asked and where. Shifts that were served stay."""
    mine = Signup.objects.filter(volunteer__person=person)
    ahead = mine.filter(ended_at__isnull=True, shift__starts_at__gt=at)
    StandIn.objects.filter(signup__in=mine, ended_at__isnull=True).update(ended_at=at)
    ahead.update(state=SignupState.CANCELLED, ended_at=at)
    mine.exclude(reason="").update(reason="")
    StandIn.objects.filter(signup__volunteer__person=person).exclude(words="").update(words="")
    Feed.objects.filter(volunteer__person=person).delete()
    Watch.objects.filter(volunteer__person=person).delete()
    Need.objects.filter(person=person).update(person=None, erased_at=at, **BLANK_NEED)
