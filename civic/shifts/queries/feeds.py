"""A volunteer's calendar by its secret address."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings

from civic.lib.ical import Span
from civic.lib.sealed import keyed_hash
from civic.shifts.models import Feed, Signup
from civic.shifts.rules import ShiftState, SignupState
from civic.volunteers.models import Volunteer

LONGEST_SECRET = 60
BACK = timedelta(days=30)
MOST = 300
TOLD = [SignupState.COMING, SignupState.OFFERED, SignupState.TURNED_AWAY, SignupState.CANCELLED, SignupState.HANDED_ON]
STATUS = {SignupState.COMING: "CONFIRMED", SignupState.OFFERED: "TENTATIVE"}


def feed_digest(secret: str) -> str:
    """By which a calendar is found; its secret is kept nowhere."""
    return keyed_hash(secret, purpose="shift-calendar")


def volunteer_of_feed(secret: str) -> Volunteer | None:
    """Whose calendar this is; None for a secret that leads nowhere any more."""
    if len(secret) > LONGEST_SECRET:
        return None
    feed = Feed.objects.filter(digest=feed_digest(secret)).select_related("volunteer").first()
    return feed.volunteer if feed else None


def spans_of(volunteer: Volunteer, *, at: datetime) -> list[Span]:
    """Her shifts as a calendar takes them: the same UID for the same shift, however often it moves; whatever is off
    stays as cancelled, so that no calendar keeps it by mistake. One statement."""
    rows = (
        Signup.objects.filter(volunteer=volunteer, state__in=TOLD, shift__ends_at__gt=at - BACK)
        .select_related("shift__activity")
        .order_by("shift__starts_at", "pk")
    )
    latest = {signup.shift_id: signup for signup in rows[:MOST]}  # of several attempts at one shift the last counts
    return [_span(signup) for signup in latest.values()]


def _span(signup: Signup) -> Span:
    shift, activity = signup.shift, signup.shift.activity
    is_off = shift.state == ShiftState.CALLED_OFF or signup.state not in STATUS
    words = "\n".join(part for part in (activity.bring, shift.reason if is_off else "") if part)
    return Span(
        uid=f"shift-{shift.number}@{urlsplit(settings.SITE_URL).hostname}",
        starts=shift.starts_at,
        ends=shift.ends_at,
        changed=max(shift.changed_at, signup.ended_at or signup.at),
        sequence=shift.sequence * 2 + (1 if is_off else 0),
        status="CANCELLED" if is_off else STATUS[SignupState(signup.state)],
        title=activity.name,
        where=shift.where or activity.where,
        words=words,
        url=f"{settings.SITE_URL}/volunteer/shifts/{shift.number}/",
    )
