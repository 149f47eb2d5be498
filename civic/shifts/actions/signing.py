"""Somebody signs up, stands in line, takes the place that is offered: always by the volunteer's own word."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import format_lazy
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from civic.courses.models import Qualification
from civic.lib.moments import said_moment
from civic.lib.refusals import Conflict, NotAllowed, Refused, Taken, TooLate
from civic.lib.sweeping import one_by_one
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.actions.offering import offer_freed
from civic.shifts.models import Shift, Signup
from civic.shifts.queries.cards import Card, cards_of
from civic.shifts.queries.helpers import helper_of
from civic.shifts.rules import LINE_MAY_FORM, Held, Helper, Hindrance, SignupState, Why, hindrance, post_for
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

REFUSED: dict[str, type[Refused]] = {
    Why.BEGUN: TooLate,
    Why.CALLED_OFF: TooLate,
    Why.SIGNED_UP: Conflict,
    Why.FULL: Taken,
    Why.MEMBERS: Taken,
}
LIMITS = {
    "hour": _("People under eighteen serve between six in the morning and nine in the evening."),
    "day": _("That would be too many hours on one day."),
    "week": _("That would be too many hours in one week."),
    "night": _("You would have less than eight hours of rest between two shifts."),
}


@transaction.atomic
def sign_up(shift: Shift, *, volunteer: Volunteer, at: datetime) -> Signup:
    """The volunteer comes. The volunteer is held first, then the shift; everything is asked again inside. An invitation
    that waits for her word, or her place in line where one has become free, becomes this place.

    Raises Taken where all places are taken (the waiting list stands open then), TooLate once it began or was called
    off, Conflict for whoever is signed up already, NotAllowed for every other reason, each in a sentence.
    """
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    if Signup.objects.in_line().filter(shift=shift).exists():
        offer_freed(shift, at=at)  # whoever waits comes first
    waiting = _open_one(shift, volunteer)
    if waiting is not None and waiting.state == SignupState.OFFERED:
        return accept_offer(waiting, at=at)
    if waiting is not None and waiting.state == SignupState.COMING:
        raise refusal(Hindrance(Why.SIGNED_UP, waiting.state))
    helper, card = asked(volunteer, shift, at=at)
    post, quota = _place(helper, card, at=at)
    signup = waiting or Signup(shift=shift, volunteer=volunteer, at=at)
    signup.state, signup.came_in_at = SignupState.COMING, at
    signup.post_id, signup.quota_id = post, quota
    signup.save()
    _write(signup, shift, "sign-up", at=at)
    return signup


@transaction.atomic
def queue_up(shift: Shift, *, volunteer: Volunteer, at: datetime) -> Signup:
    """The volunteer stands in line for a full shift.

    Raises Conflict where a place is free or she waits already, and as signing up does for every other reason.
    """
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    standing = _open_one(shift, volunteer)
    if standing is not None and standing.state != SignupState.INVITED:
        raise refusal(Hindrance(Why.SIGNED_UP, standing.state))
    helper, card = asked(volunteer, shift, at=at)
    found = hindrance(helper, card.offer, at=at, zone=get_default_timezone())
    if found is None:
        raise Conflict(_("There is a place: you can sign up at once."))
    if found.why not in LINE_MAY_FORM:
        raise refusal(found)
    signup = standing or Signup(shift=shift, volunteer=volunteer, at=at)
    held = helper.qualified_on(card.local.date())
    fit = [post for post in card.offer.posts if post.qualification is None or post.qualification in held]
    signup.state, signup.queued_at, signup.post_id = SignupState.WAITING, at, fit[0].key
    signup.save()
    _write(signup, shift, "queue-up", at=at)
    return signup


@transaction.atomic
def accept_offer(signup: Signup, *, at: datetime) -> Signup:
    """The volunteer takes the place that was kept for her.

    Raises TooLate once the offer has ended or the shift began, and as signing up does where she cannot come any more.
    """
    volunteer = hold_volunteer(signup.volunteer)
    shift = hold_shift(signup.shift)
    signup = Signup.objects.get(pk=signup.pk)
    if signup.state != SignupState.OFFERED or signup.offer_until is None or signup.offer_until <= at:
        raise TooLate(_("This offer has ended. You can stand in line again."), code="offer-ended")
    helper, card = asked(volunteer, shift, at=at)
    found = hindrance(helper, card.offer, at=at, zone=get_default_timezone())
    if found is not None and found.why not in LINE_MAY_FORM:
        raise refusal(found)
    signup.state, signup.came_in_at = SignupState.COMING, at
    signup.save(update_fields=["state", "came_in_at"])
    _write(signup, shift, "accept-offer", at=at)
    return signup


def let_offers_lapse(*, at: datetime) -> int:
    """Offers that nobody took are over, and the next in line are asked; places whose organisation did not use them are
    offered too. How many lapsed."""
    over = Shift.objects.filter(signups__state=SignupState.OFFERED, signups__offer_until__lte=at).distinct()
    waited_for = Shift.objects.ahead(at).filter(signups__state=SignupState.WAITING).distinct()
    lapsed = one_by_one(over, lambda shift: _let_lapse(shift, at=at))
    one_by_one(waited_for, lambda shift: len(offer_freed(hold_shift(shift), at=at)))
    return lapsed


def _let_lapse(shift: Shift, *, at: datetime) -> int:
    held = hold_shift(shift)
    due = Signup.objects.filter(shift=held, state=SignupState.OFFERED, offer_until__lte=at)
    lapsed = due.update(state=SignupState.LAPSED, ended_at=at)
    offer_freed(held, at=at)
    return lapsed


def asked(volunteer: Volunteer, shift: Shift, *, at: datetime, leaving: int | None = None) -> tuple[Helper, Card]:
    """The volunteer and the shift as the rules see them now, without her own sign-up for it, and as if she no longer
    held the shift she is about to leave."""
    helper = helper_of(volunteer, at=at)
    (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=at)
    held = [one for one in helper.held if one.shift not in (shift.pk, leaving)]
    states = {key: state for key, state in helper.states.items() if key != shift.pk}
    return replace(helper, held=held, states=states), card


def refusal(found: Hindrance) -> Refused:
    """The reason as a refusal, with its sentence."""
    kind = REFUSED.get(found.why, NotAllowed)
    return kind(sentence_of(found), code=found.why.value)


def sentence_of(found: Hindrance, *, names: dict[int, str] | None = None) -> Any:
    """Why not, in one sentence, with what it is about; `names` of qualifications that were looked up before."""
    about = found.about
    if found.why == Why.CLASH and isinstance(about, Held):
        return format_lazy(
            _("It clashes with your shift “{name}” on {when}."),
            name=about.name,
            when=said_moment(about.busy.starts),
        )
    if found.why == Why.TRAINING and isinstance(about, int):
        name = (names or {}).get(about) or str(Qualification.objects.get(pk=about))
        return format_lazy(_("It asks for “{name}”, which you do not hold on that day."), name=name)
    if found.why == Why.TOO_YOUNG and isinstance(about, int):
        return format_lazy(_("One must be {age} or older for this on that day."), age=about)
    if found.why == Why.TOO_MUCH and isinstance(about, str):
        return LIMITS[about]
    if found.why in (Why.NOT_YET, Why.BLOCKED) and isinstance(about, datetime):
        when = said_moment(about)
        if found.why == Why.NOT_YET:
            return format_lazy(_("Sign-up opens on {when}."), when=when)
        return format_lazy(_("You did not come several times. Sign-up opens again on {when}."), when=when)
    return found.why.label


def _open_one(shift: Shift, volunteer: Volunteer) -> Signup | None:
    return Signup.objects.filter(shift=shift, volunteer=volunteer, ended_at__isnull=True).first()


def _place(helper: Helper, card: Card, *, at: datetime) -> tuple[int, int | None]:
    found = hindrance(helper, card.offer, at=at, zone=get_default_timezone())
    if found is not None:
        raise refusal(found)
    place = post_for(helper, card.offer.posts, helper.qualified_on(card.local.date()))
    if place is None:
        raise refusal(Hindrance(Why.FULL))
    return place[0].key, place[1]


def _write(signup: Signup, shift: Shift, verb: str, *, at: datetime) -> None:
    facts = {"volunteer": signup.volunteer.number, "post": signup.post.order}
    by = signup.volunteer.person
    write_activity(shift.activity, verb, side="volunteer", by=by, at=at, shift=shift, facts=facts)
