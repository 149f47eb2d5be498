"""Whoever volunteers no more, or holds no more what a shift asks for, holds no place: a guardian's no and the end of an
insurance free every one within their own act, the rest a sweep."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.courses.models import Qualification
from civic.guardians.models import Child, Guardianship
from civic.lib.sweeping import one_by_one
from civic.shifts.actions.agreeing import take_back, take_back_places
from civic.shifts.actions.holding import hold_activity
from civic.shifts.models import Activity, Shift, Signup
from civic.shifts.models.signups import OPEN
from civic.shifts.queries.fitness import perhaps_unfit, unfit_among
from civic.shifts.rules import ShiftState, Why
from civic.volunteers import actions as volunteers
from civic.volunteers.actions import PaperTold, hold_volunteer
from civic.volunteers.models import Volunteer
from civic.volunteers.rules import VolunteerState

BATCH = 200


@transaction.atomic
def decide_for(ward: Guardianship, *, is_yes: bool, text_digest: str = "", at: datetime) -> frozenset[str]:
    """A guardian says anew whether her child volunteers; a no frees every place the child holds, the evening before
    too, and the leaders hear of it. Raises as deciding for a volunteer does."""
    uses = volunteers.decide_for(ward, is_yes=is_yes, text_digest=text_digest, at=at)
    _free_of(ward.child, at=at)
    return uses


@transaction.atomic
def refuse_on_paper(
    volunteer: Volunteer, paper: PaperTold, *, ward: Guardianship | None = None, by: Person, at: datetime
) -> Guardianship:
    """A guardian's no on paper, written down at a desk, frees every place of the child in the same moment. Raises as
    refusing on paper does."""
    spoken = volunteers.refuse_on_paper(volunteer, paper, ward=ward, by=by, at=at)
    _free_of(spoken.child, at=at)
    return spoken


def free_places_of_gone(*, at: datetime) -> int:
    """Places to come of whoever volunteers no more by another way: left, not allowed since a text was renewed, her
    guardian gone. How many were freed."""
    ahead = Shift.objects.filter(state=ShiftState.OPEN, starts_at__gt=at)
    rows = Signup.objects.filter(state__in=OPEN, shift__in=ahead)
    gone = rows.exclude(volunteer__state=VolunteerState.ACTIVE).values("volunteer").distinct()
    people = Volunteer.objects.filter(pk__in=gone).order_by("pk")[:BATCH]
    return one_by_one(people, lambda one: _free(one, letter="", at=at))


def free_places_unfit(*, at: datetime) -> int:
    """Places to come of whoever holds no more what they ask for: a qualification was taken back, a check of the record
    ended, the activity got an insurance that does not name her. How many were freed. Whoever only seems so holds up
    nobody: the shifts to come are looked at some hundred at a time, and all that was ever signed up for is not."""
    ahead = Shift.objects.filter(state=ShiftState.OPEN, starts_at__gt=at).order_by("pk")
    keys, freed = list(ahead.values_list("pk", flat=True)), 0
    for start in range(0, len(keys), BATCH):
        some = perhaps_unfit(at=at).filter(shift__in=keys[start : start + BATCH])
        found = unfit_among(Signup.objects.filter(pk__in=list(some.values_list("pk", flat=True))), at=at)
        people = {one.volunteer_id: one.volunteer for one, _why in found}
        freed += one_by_one([people[key] for key in sorted(people)], lambda one: free_unfit_places(one, at=at))
    return freed


@transaction.atomic
def free_unfit_places(volunteer: Volunteer, *, at: datetime) -> int:
    """One volunteer's places in shifts that ask for what she holds no more are free; she and the leaders read why. How
    many were freed."""
    volunteer = hold_volunteer(volunteer)
    mine = Signup.objects.filter(volunteer=volunteer, state__in=OPEN, shift__starts_at__gt=at)
    for activity in Activity.objects.filter(pk__in=mine.values("shift__activity")).order_by("pk"):
        hold_activity(activity)
    found = unfit_among(mine, at=at)
    for signup, why in found:
        asked = why.about if why.why == Why.TRAINING and isinstance(why.about, int) else 0
        missing = Qualification.objects.filter(pk=asked).first()
        take_back(signup, letter="shift-unfit", cause=why.why.value, at=at, why=why.why.label, missing=missing)
    return len(found)


def _free_of(child: Child, *, at: datetime) -> None:
    found = Volunteer.objects.filter(child=child).exclude(state=VolunteerState.ACTIVE).first()
    if found is not None:
        _free(found, letter="shift-guardian-no", at=at)


@transaction.atomic
def _free(volunteer: Volunteer, *, letter: str, at: datetime) -> int:
    volunteer = hold_volunteer(volunteer)
    if volunteer.state == VolunteerState.ACTIVE:
        return 0  # she came back in the meantime
    mine = Signup.objects.filter(volunteer=volunteer, state__in=OPEN, shift__starts_at__gt=at)
    activities = Activity.objects.filter(pk__in=mine.values("shift__activity")).order_by("pk")
    return sum(take_back_places(volunteer, hold_activity(one), letter=letter, at=at) for one in activities)
