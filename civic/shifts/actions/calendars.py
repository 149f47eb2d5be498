"""A volunteer's own calendar, the reminder on the evening before, and news of shifts she could take."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext_lazy as _

from civic.lib.quiet import is_quiet
from civic.lib.refusals import NotAllowed
from civic.lib.sweeping import one_by_one
from civic.notices.actions import Push
from civic.shifts.actions.agreeing import take_back_places
from civic.shifts.actions.holding import hold_activity
from civic.shifts.actions.telling import tell_volunteers, write_to
from civic.shifts.models import Feed, Pause, Shift, Signup, Watch
from civic.shifts.models.signups import SignupQuerySet
from civic.shifts.queries.cards import Card, cards_of
from civic.shifts.queries.feeds import feed_digest
from civic.shifts.queries.helpers import helpers_of
from civic.shifts.rules import ShiftState, SignupState, hindrance
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Availability, Volunteer
from civic.volunteers.rules import VolunteerState

EVENING = 18  # from then on people hear of the next day
MORNING = 9  # from then on of new shifts
TOLD_MOST = 10  # shifts in one message


@transaction.atomic
def new_feed(volunteer: Volunteer, *, at: datetime) -> str:
    """A calendar under a secret address, told this once; an earlier address leads nowhere from now on.

    Raises NotAllowed for whoever is no volunteer.
    """
    volunteer = hold_volunteer(volunteer)
    if volunteer.state != VolunteerState.ACTIVE:
        raise NotAllowed(_("You are not a volunteer yet."))
    secret = secrets.token_urlsafe(24)
    Feed.objects.update_or_create(volunteer=volunteer, defaults={"digest": feed_digest(secret), "made_at": at})
    return secret


@transaction.atomic
def watch(volunteer: Volunteer, *, is_on: bool, at: datetime) -> None:
    """Tell me of new shifts that I can take, once a day, by day; or stop it.

    Raises NotAllowed for whoever is no volunteer.
    """
    volunteer = hold_volunteer(volunteer)
    if volunteer.state != VolunteerState.ACTIVE:
        raise NotAllowed(_("You are not a volunteer yet."))
    if is_on:
        Watch.objects.get_or_create(volunteer=volunteer, defaults={"since": at, "told_until": at})
    else:
        Watch.objects.filter(volunteer=volunteer).delete()


@transaction.atomic
def pause_signups(volunteer: Volunteer, *, until: datetime, at: datetime) -> Pause:
    """Sign-up is closed to a volunteer until an hour: she did not come several times. An hour that has passed opens it
    again, as when an absence was excused after all."""
    volunteer = hold_volunteer(volunteer)
    row, _is_new = Pause.objects.update_or_create(volunteer=volunteer, defaults={"until": until, "made_at": at})
    return row


def remind(*, at: datetime) -> int:
    """On the evening before, whoever comes is reminded once. A minor whose guardian has said no, or has not yet said
    yes to risks that were written anew, loses the place first. How many were reminded."""
    local = localtime(at)
    if local.hour < EVENING or is_quiet(at):
        return 0
    begins = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    due = Signup.objects.filter(
        state=SignupState.COMING,
        reminded_at__isnull=True,
        shift__state=ShiftState.OPEN,
        shift__starts_at__gte=begins,
        shift__starts_at__lt=begins + timedelta(days=1),
    )
    _drop_unallowed(due, at=at)
    return one_by_one(due.select_related("shift__activity", "volunteer"), lambda signup: _remind(signup, at=at))


def _remind(signup: Signup, *, at: datetime) -> bool:
    waiting = Signup.objects.filter(pk=signup.pk, state=SignupState.COMING, reminded_at__isnull=True)
    if waiting.update(reminded_at=at) != 1:
        return False  # she cancelled at this moment, or another hand was quicker
    push = _("Your shift is tomorrow"), _("Open it to see when and where.")
    return bool(tell_volunteers([signup.volunteer], "shift-reminder", signup.shift, at=at, push=push))


def _drop_unallowed(due: SignupQuerySet, *, at: datetime) -> None:
    rows = Signup.objects.filter(pk__in=due.values("pk"), volunteer__child__isnull=False)
    one_by_one(rows.select_related("shift__activity", "volunteer"), lambda signup: _drop(signup, at=at))


def _drop(signup: Signup, *, at: datetime) -> int:
    (card,) = cards_of(Shift.objects.filter(pk=signup.shift_id), at=at)
    helper = helpers_of([signup.volunteer_id], at=at)[signup.volunteer_id]
    if helper.allowed.get(card.activity) == card.offer.risks:
        return 0
    volunteer = hold_volunteer(signup.volunteer)
    return take_back_places(volunteer, hold_activity(signup.shift.activity), at=at)


def tell_watchers(*, at: datetime) -> int:
    """Once a day, by day: whoever asked hears of shifts laid or shown since, that she can take, in her hours. How many
    heard."""
    local = localtime(at)
    if local.hour < MORNING or is_quiet(at):
        return 0
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    watches = list(Watch.objects.filter(told_until__lt=midnight).select_related("volunteer"))
    if not watches:
        return 0
    since = min(one.told_until for one in watches)
    new = Shift.objects.ahead(at).filter(Q(changed_at__gt=since) | Q(activity__shown_at__gt=since))
    moments = {
        pk: max(changed, shown or changed)
        for pk, changed, shown in new.values_list("pk", "changed_at", "activity__shown_at")
    }
    cards = cards_of(new.order_by("starts_at", "pk")[:500], at=at)
    helpers = helpers_of([one.volunteer_id for one in watches], at=at)
    hours = _hours([one.volunteer_id for one in watches])

    def tell(one: Watch) -> int:
        if Watch.objects.filter(pk=one.pk, told_until=one.told_until).update(told_until=at) != 1:
            return 0  # another hand was quicker
        fit = [
            card
            for card in cards
            if moments[card.key] > one.told_until
            and _is_free(card, hours.get(one.volunteer_id, []))
            and hindrance(helpers[one.volunteer_id], card.offer, at=at, zone=get_default_timezone()) is None
        ]
        return _tell_new(one.volunteer, fit, at=at) if fit else 0

    return one_by_one(watches, tell)


def _tell_new(volunteer: Volunteer, cards: list[Card], *, at: datetime) -> int:
    keys = [card.key for card in cards[:TOLD_MOST]]
    shifts = list(Shift.objects.filter(pk__in=keys).select_related("activity"))
    context = {
        "shifts": shifts,
        "count": len(cards),
        "url": f"{settings.SITE_URL}/volunteer/",
        "mine_url": f"{settings.SITE_URL}/volunteer/mine/",
    }
    push = Push(
        title=_("New shifts you can take"),
        body=_("Open the list to see when and where."),
        path="/volunteer/",
        tag="new-shifts",
    )
    return write_to([volunteer], "shift-new", f"volunteer:{volunteer.pk}", context, at=at, push=push)


def _hours(keys: list[int]) -> dict[int, list[Availability]]:
    found: dict[int, list[Availability]] = {}
    for row in Availability.objects.filter(volunteer__in=keys):
        found.setdefault(row.volunteer_id, []).append(row)
    return found


def _is_free(card: Card, hours: list[Availability]) -> bool:
    """Does the shift lie in one of her hours of the week? Whoever named none hears of all."""
    if not hours:
        return True
    starts, ends = card.local, localtime(card.ends)
    return starts.date() == ends.date() and any(
        one.weekday == starts.weekday() and one.starts <= starts.time() and ends.time() <= one.ends for one in hours
    )
