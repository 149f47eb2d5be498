"""Somebody who comes looks for another to stand in, or two swap: taken over at once and whole, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Refused, Taken, TooLate
from civic.shifts.actions.cancelling import HAS_ARRIVED, free_place, stops_of
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.actions.signing import asked, refusal
from civic.shifts.actions.telling import tell_volunteers
from civic.shifts.models import PatrolStop, Shift, Signup, StandIn
from civic.shifts.rules import LINE_MAY_FORM, SignupState, hindrance
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer

OTHER_CANNOT = _(
    "Whoever asked you cannot take your shift at present. Nothing has changed: each of you comes to her own."
)
GONE = _("Somebody else has taken this over, or it is not looked for any more.")


@transaction.atomic
def look_for_stand_in(
    signup: Signup,
    *,
    words: str = "",
    to: Volunteer | None = None,
    swap_for: Signup | None = None,
    at: datetime,
) -> StandIn:
    """Whoever comes asks whether somebody else would, or whether another volunteer swaps shifts with her. Until one
    does, she comes.

    Raises TooLate once the shift began, NotValid for a swap with oneself or with a shift that is over, Conflict where
    she looks already, and what keeps her from the shift she asks for, in a sentence.
    """
    hold_volunteer(signup.volunteer)
    shift = hold_shift(signup.shift)
    signup = _still(signup, shift, at=at)
    if swap_for is not None:
        if swap_for.volunteer_id == signup.volunteer_id or swap_for.shift_id == signup.shift_id:
            raise NotValid(fields={"swap_for": _("Choose a shift of somebody else.")})
        if swap_for.state != SignupState.COMING or swap_for.shift.starts_at <= at:
            raise NotValid(fields={"swap_for": _("This shift is not to come any more.")})
        to = swap_for.volunteer
        _check(signup.volunteer, swap_for.shift, at=at, leaving=signup.shift_id)
    if StandIn.objects.filter(signup=signup, ended_at__isnull=True).exists():
        raise Conflict(_("You look for somebody already."))
    row = StandIn.objects.create(signup=signup, to=to, swap_for=swap_for, words=clean_line(words)[:200], at=at)
    facts = {"volunteer": signup.volunteer.number, "swap": swap_for is not None}
    write_activity(
        shift.activity,
        "look-for-stand-in",
        side="volunteer",
        by=signup.volunteer.person,
        at=at,
        shift=shift,
        facts=facts,
    )
    if to is not None:
        tell_volunteers(
            [to],
            "shift-asked-over",
            shift,
            at=at,
            swap=swap_for is not None,
            push=(_("Somebody asks you to take a shift over"), _("Open it to see whether you can.")),
        )
    return row


@transaction.atomic
def stand_in(row: StandIn, *, volunteer: Volunteer, at: datetime) -> Signup:
    """Somebody takes a place over: the one who looked is free of it in the same moment, the other comes.

    Raises Taken where another was quicker, NotAllowed where somebody else was asked or she cannot come (in a sentence),
    TooLate once the shift began.
    """
    _hold_both(row.signup.volunteer, volunteer)
    shift = hold_shift(row.signup.shift)
    row = _open_row(row)
    if row.swap_for_id is not None:
        raise NotAllowed(_("This is a swap: answer it on your own shift."))
    if row.to_id is not None and row.to_id != volunteer.pk:
        raise NotAllowed(_("Somebody else was asked."))
    signup = _still(row.signup, shift, at=at)
    if signup.volunteer_id == volunteer.pk:
        raise NotAllowed(_("You are the one who comes already."))
    new = _take_over(signup, volunteer, shift, at=at, leaving=None)
    _close(row, new, at=at)
    tell_volunteers([signup.volunteer], "shift-handed-on", shift, at=at)
    return new


@transaction.atomic
def swap(row: StandIn, *, volunteer: Volunteer, at: datetime) -> tuple[Signup, Signup]:
    """Two volunteers swap their shifts, both at once or neither.

    Raises Taken where one of both is not to come any more, NotAllowed where either cannot take the other's shift.
    """
    if row.swap_for is None:
        raise NotAllowed(_("This is no swap."))
    first, second = row.signup, row.swap_for
    _hold_both(first.volunteer, second.volunteer)
    held = {one.pk: hold_shift(one) for one in sorted((first.shift, second.shift), key=_order)}
    row = _open_row(row)
    if second.volunteer_id != volunteer.pk:
        raise NotAllowed(_("Somebody else was asked."))
    first, second = _still(first, held[first.shift_id], at=at), _still(second, held[second.shift_id], at=at)
    # both leave before either comes: what is asked of each is asked without the shift it gives away
    checks = (
        (second.volunteer, held[first.shift_id], second.shift_id),
        (first.volunteer, held[second.shift_id], first.shift_id),
    )
    for who, shift, leaving in checks:
        with _unnamed(who, reader=volunteer):
            _check(who, shift, at=at, leaving=leaving)
    new_first = _take_over(first, second.volunteer, held[first.shift_id], at=at, leaving=second.shift_id)
    with _unnamed(first.volunteer, reader=volunteer):
        new_second = _take_over(second, first.volunteer, held[second.shift_id], at=at, leaving=first.shift_id)
    _close(row, new_first, at=at)
    tell_volunteers([first.volunteer], "shift-handed-on", held[first.shift_id], at=at)
    tell_volunteers([second.volunteer], "shift-handed-on", held[second.shift_id], at=at)
    return new_first, new_second


@transaction.atomic
def end_looking(row: StandIn, *, volunteer: Volunteer, at: datetime) -> bool:
    """Whoever looks for somebody does so no more, or whoever was asked says no, and then the other hears it. Both come
    to their own shifts as before. Raises NotAllowed for anybody else. Says whether it was this call."""
    asker = row.signup.volunteer
    _hold_both(asker, volunteer)
    if volunteer.pk not in (asker.pk, row.to_id):
        raise NotAllowed(_("Somebody else was asked."))
    ended = StandIn.objects.filter(pk=row.pk, ended_at__isnull=True).update(ended_at=at)
    if ended and volunteer.pk != asker.pk:
        tell_volunteers([asker], "shift-not-taken-over", row.signup.shift, at=at, swap=row.swap_for_id is not None)
    return bool(ended)


@contextmanager
def _unnamed(who: Volunteer, *, reader: Volunteer) -> Iterator[None]:
    """Why somebody cannot take a shift is hers to read: to the other it is one sentence without the reason."""
    try:
        yield
    except Refused as refused:
        if who.pk == reader.pk:
            raise
        raise NotAllowed(OTHER_CANNOT, code="other-cannot") from refused


def _order(shift: Shift) -> tuple[int, int]:
    return shift.activity_id, shift.pk


def _hold_both(one: Volunteer, other: Volunteer) -> None:
    for who in sorted((one, other), key=lambda volunteer: volunteer.pk):
        hold_volunteer(who)


def _open_row(row: StandIn) -> StandIn:
    found = StandIn.objects.select_related("signup__volunteer", "signup__post").filter(pk=row.pk, ended_at__isnull=True)
    if (one := found.first()) is None:
        raise Taken(GONE)
    return one


def _still(signup: Signup, shift: Shift, *, at: datetime) -> Signup:
    """The sign-up as it stands now: still coming, to a shift that has not begun."""
    signup = Signup.objects.select_related("volunteer", "post").get(pk=signup.pk)
    if signup.state != SignupState.COMING:
        raise Taken(GONE)
    if shift.starts_at <= at:
        raise TooLate(_("This shift has begun."))
    if signup.arrived_at is not None:
        raise TooLate(HAS_ARRIVED)
    return signup


def _check(volunteer: Volunteer, shift: Shift, *, at: datetime, leaving: int | None) -> None:
    """Could she come, but for the place, which is handed over?"""
    helper, card = asked(volunteer, shift, at=at, leaving=leaving)
    if Signup.objects.filter(shift=shift, volunteer=volunteer, state=SignupState.COMING).exists():
        raise Conflict(_("You are signed up already."))
    found = hindrance(helper, card.offer, at=at, zone=get_default_timezone())
    if found is not None and found.why not in LINE_MAY_FORM:
        raise refusal(found)


def _take_over(signup: Signup, volunteer: Volunteer, shift: Shift, *, at: datetime, leaving: int | None) -> Signup:
    _check(volunteer, shift, at=at, leaving=leaving)
    held, card = asked(volunteer, shift, at=at, leaving=leaving)
    needs = signup.post.qualification_id
    if needs is not None and needs not in held.qualified_on(card.local.date()):
        raise NotAllowed(_("This post asks for a qualification that you do not hold on that day."), code="training")
    stops = list(stops_of(signup).values_list("pk", flat=True))  # her cells of a patrol go to whoever stands in
    free_place(signup, at=at, reason="", state=SignupState.HANDED_ON)
    PatrolStop.objects.filter(pk__in=stops).update(volunteer=volunteer)
    Signup.objects.filter(shift=shift, volunteer=volunteer, ended_at__isnull=True).update(
        state=SignupState.CANCELLED, ended_at=at
    )
    quota = signup.quota_id if signup.quota_id in held.organisations else None
    new = Signup.objects.create(
        shift=shift,
        post=signup.post,
        volunteer=volunteer,
        state=SignupState.COMING,
        at=at,
        came_in_at=at,
        instead_of=signup,
        quota_id=quota,
    )
    facts = {"volunteer": volunteer.number, "instead_of": signup.volunteer.number}
    write_activity(shift.activity, "stand-in", side="volunteer", by=volunteer.person, at=at, shift=shift, facts=facts)
    return new


def _close(row: StandIn, taken_by: Signup, *, at: datetime) -> None:
    StandIn.objects.filter(pk=row.pk).update(taken_at=at, taken_by=taken_by, ended_at=at)
