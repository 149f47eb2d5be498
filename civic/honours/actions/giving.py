"""Points are earned by hours that were credited, and given on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Sum
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.honours.actions.holding import ask_own, move_points
from civic.honours.models import PointEntry
from civic.honours.queries import balance_of, earned_of
from civic.honours.rules import PointKind, gift_fault, movement
from civic.hours.models import BookEntry
from civic.lib.refusals import Conflict, NotValid
from civic.lib.sweeping import one_by_one
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer
from civic.volunteers.rules import VolunteerState

LOOKED_BACK = timedelta(days=1)


def settle_points(*, at: datetime) -> int:
    """Accounts whose hours changed since points last moved earn, or give back, what belongs to them; how many moved. As
    often as you like: it reckons from the whole book, so that nothing is earned twice, and a worker that was away for
    days makes up for it."""
    last = PointEntry.objects.filter(kind__in=[PointKind.EARNED, PointKind.TAKEN_BACK]).aggregate(at=Max("at"))["at"]
    lately = BookEntry.objects.filter(at__gte=min(at, last) - LOOKED_BACK) if last else BookEntry.objects.all()
    touched = lately.order_by().values_list("volunteer", flat=True).distinct()
    return one_by_one(touched.order_by("volunteer"), lambda pk: _settle(pk, at=at))


def _settle(pk: int, *, at: datetime) -> bool:
    volunteer = hold_volunteer(Volunteer(pk=pk))
    if volunteer.state == VolunteerState.ERASED:
        return False
    minutes = BookEntry.objects.filter(volunteer=volunteer).aggregate(sum=Sum("credited"))["sum"] or 0
    points = movement(minutes, earned_of(volunteer), balance_of(volunteer))
    if points:
        move_points(volunteer, PointKind.EARNED if points > 0 else PointKind.TAKEN_BACK, points, by=None, at=at)
    return bool(points)


@transaction.atomic
def give_points(volunteer: Volunteer, *, to_number: str, points: int, by: Person, at: datetime) -> None:
    """Points go to another volunteer, found by number, without a word beside them: nobody writes to anybody here.
    Raises NotAllowed, NotValid by field, Conflict."""
    other = Volunteer.objects.active().filter(number=to_number.strip().upper()).first()
    if other is None:
        raise NotValid(fields={"to_number": _("No volunteer has this number. Look at it again.")})
    if other.pk == volunteer.pk:
        raise NotValid(fields={"to_number": _("This is your own number.")})
    held = {one.pk: hold_volunteer(one) for one in sorted((volunteer, other), key=lambda one: one.pk)}
    volunteer, other = held[volunteer.pk], held[other.pk]  # always in one order: two who give each other do not wait
    ask_own(volunteer, by)
    if other.state != VolunteerState.ACTIVE:
        raise Conflict(_("This volunteer has left in the meantime."))
    if fault := gift_fault(points, balance_of(volunteer), balance_of(other)):
        raise NotValid(fields={"points": fault})
    move_points(volunteer, PointKind.DONATED, -points, by=by, at=at, other=other)
    move_points(other, PointKind.RECEIVED, points, by=by, at=at, other=volunteer)
