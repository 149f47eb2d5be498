"""Who may have a place and no longer what it asks for: found cheaply, then asked of the rules."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone

from civic.courses.models import Grant
from civic.guardians.models import Vetting
from civic.shifts.models import Insured, Shift, Signup
from civic.shifts.models.signups import OPEN
from civic.shifts.queries.cards import cards_of
from civic.shifts.queries.helpers import helpers_of
from civic.shifts.rules import Hindrance, PolicyScope, ShiftState, lost


def perhaps_unfit(*, at: datetime) -> QuerySet[Signup]:
    """Open sign-ups to come whose insurance, check or training may have gone: not named on a day of a dangerous shift,
    no check behind somebody near children, a qualification taken back."""
    zone = get_default_timezone()
    rows = Signup.objects.filter(state__in=OPEN, shift__state=ShiftState.OPEN, shift__starts_at__gt=at).annotate(
        first=TruncDate("shift__starts_at", tzinfo=zone), last=TruncDate("shift__ends_at", tzinfo=zone)
    )
    mine = Insured.objects.filter(policy=OuterRef("shift__activity__policy"), volunteer=OuterRef("volunteer"))
    holds = mine.filter(Q(until_on__isnull=True) | Q(until_on__gte=OuterRef("last")), from_on__lte=OuterRef("first"))
    named = Q(shift__activity__is_dangerous=True, shift__activity__policy__scope=PolicyScope.NAMED)
    checks = Vetting.objects.filter(person=OuterRef("volunteer__person"), ended_on__isnull=True)
    checked = checks.filter(due_on__gt=OuterRef("first"))
    taken_back = Grant.objects.filter(volunteer=OuterRef("volunteer"), revoked_at__isnull=False)
    asks = Q(post__qualification__isnull=False) | Q(shift__activity__qualification__isnull=False)
    return rows.filter(
        (named & ~Exists(holds))
        | (Q(shift__activity__is_near_children=True, volunteer__child__isnull=True) & ~Exists(checked))
        | (asks & Exists(taken_back.filter(revoked_at__gte=OuterRef("at"))))
    )


def unfit_among(signups: QuerySet[Signup], *, at: datetime) -> list[tuple[Signup, Hindrance]]:
    """Those who hold no more what their shift asks for, each with what is missing. The same statements however many."""
    rows = list(signups.select_related("shift__activity", "volunteer").order_by("shift__activity", "pk"))
    if not rows:
        return []
    helpers = helpers_of({one.volunteer_id for one in rows}, at=at)
    shifts = Shift.objects.filter(pk__in={one.shift_id for one in rows})
    offers = {card.offer.shift: card.offer for card in cards_of(shifts, at=at)}
    zone = get_default_timezone()
    asked = ((one, lost(helpers[one.volunteer_id], offers[one.shift_id], post=one.post_id, zone=zone)) for one in rows)
    return [(one, found) for one, found in asked if found is not None]
