"""Thirty days before a qualification ends its holder is told, once, by day."""

from datetime import date, datetime

from django.utils.timezone import localdate

from civic.courses.actions.granting import PAGE
from civic.courses.models import Grant
from civic.courses.rules import TELL_BEFORE
from civic.lib.quiet import is_quiet
from civic.lib.sweeping import one_by_one
from civic.volunteers.actions import tell_volunteer
from civic.volunteers.rules import VolunteerState


def tell_ending(*, at: datetime, most: int = 200) -> int:
    """Whoever's qualification ends within thirty days reads it now, unless a later one of hers holds on. Nothing leaves
    by night. Returns how many were told."""
    if is_quiet(at):
        return 0
    today = localdate(at)
    ending = Grant.objects.in_force(today).filter(
        expires_on__lte=today + TELL_BEFORE, told_ending_at__isnull=True, volunteer__state=VolunteerState.ACTIVE
    )
    rows = ending.select_related("volunteer__person", "qualification").order_by("expires_on", "pk")[:most]
    return one_by_one(rows, lambda one: _tell(one, today, at=at))


def _tell(one: Grant, today: date, *, at: datetime) -> bool:
    mine = Grant.objects.filter(pk=one.pk, told_ending_at__isnull=True).update(told_ending_at=at)
    others = Grant.objects.in_force(today).filter(volunteer=one.volunteer, qualification=one.qualification)
    if not mine or others.exclude(pk=one.pk).exclude(expires_on__lte=one.expires_on).exists():
        return False  # another hand was quicker, or a later one of hers holds on
    name = one.qualification.name_zh_hans
    tell_volunteer(one.volunteer, "qualification-ending", PAGE, at=at, name=name, day=one.expires_on)
    return True
