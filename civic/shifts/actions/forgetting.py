"""A volunteer, or whoever asked for help, is forgotten."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from civic.accounts.models import Person
from civic.shifts.models import Feed, Need, PatrolStop, Signup, StandIn, Watch
from civic.shifts.rules import SignupState
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

BLANK_NEED = {"words": "", "who": "", "where": "", "contact": "", "contact_hash": "", "code_digest": ""}


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """Places to come are given up, cells of a patrol are anybody's, calendars end, needs lose who asked and where.
    Shifts that were served stay."""
    for volunteer in Volunteer.objects.filter(person=person):
        hold_volunteer(volunteer)  # she may be cancelling at this moment
    mine = Signup.objects.filter(volunteer__person=person)
    ahead = mine.filter(ended_at__isnull=True, shift__starts_at__gt=at)
    looked_for = StandIn.objects.filter(Q(signup__in=mine) | Q(swap_for__in=mine), ended_at__isnull=True)
    looked_for.update(ended_at=at)
    ahead.update(state=SignupState.CANCELLED, ended_at=at)
    PatrolStop.objects.filter(volunteer__person=person, checked_in_at__isnull=True).update(volunteer=None)
    mine.exclude(reason="").update(reason="")
    StandIn.objects.filter(signup__volunteer__person=person).exclude(words="").update(words="")
    Feed.objects.filter(volunteer__person=person).delete()
    Watch.objects.filter(volunteer__person=person).delete()
    Need.objects.filter(person=person).update(person=None, erased_at=at, **BLANK_NEED)
