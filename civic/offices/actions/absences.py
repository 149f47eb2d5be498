"""Officers who are away, whoever stands in for them, and posts handed over for good."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.actions.facts import check_days
from civic.offices.actions.posts import appoint, end_post, other_side
from civic.offices.actions.reach import demand_reach_of_officer
from civic.offices.models import Absence, Officer, Post

_A_DAY = timedelta(days=1)
NOTE_LONGEST = 200


@transaction.atomic
def stand_in(
    officer: Officer, *, stand_in: Officer, starts: date, ends: date, note: str = "", by: Any = None, at: datetime
) -> Absence:
    """An officer is away from one day to another, and somebody of the same side holds her posts as well meanwhile.

    Refused for whoever works on another side (NotAllowed), for days turned round or past (NotValid), for a second
    stand-in at a time (Taken), and where the stand-in is away too or the officer stands in for somebody (Conflict):
    standing in is never passed on.
    """
    check_days(starts=starts, ends=ends)
    for one in (officer, stand_in):
        demand_reach_of_officer(by, one, at=at)
    officer, stand_in = _locked(officer, stand_in)
    if officer == stand_in:
        raise NotValid(fields={"stand_in": _("Nobody stands in for herself. Choose somebody else.")})
    if officer.side != stand_in.side:
        raise NotAllowed(
            _(
                "Only an officer of the same side can stand in: whoever checks never acts, and whoever acts never "
                "checks. Choose somebody of that side."
            )
        )
    if ends < max(starts, timezone.localdate(at)):
        raise NotValid(fields={"ends": _("The last day cannot lie before the first, nor in the past.")})
    _refuse_overlaps(officer, stand_in, starts, ends)
    return Absence.objects.create(
        officer=officer, stand_in=stand_in, starts=starts, ends=ends, note=note[:NOTE_LONGEST]
    )


@transaction.atomic
def end_absence(absence: Absence, *, on: date, by: Any = None, at: datetime | None = None) -> Absence | None:
    """The officer is back on a day: the stand-in's extra posts end the day before, at the earliest with the first day.

    An absence that has not begun is called off. Refused (Conflict) once it is over.
    """
    check_days(back_on=on)
    demand_reach_of_officer(by, absence.officer, at=at or timezone.now())
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    if absence.ends < on:
        raise Conflict(_("This absence is over already. There is nothing to end."))
    if absence.starts > on:
        absence.delete()
        return None
    absence.ends = max(on - _A_DAY, absence.starts)  # what was done on the first day stays explained
    absence.save(update_fields=["ends"])
    return absence


@transaction.atomic
def hand_over(officer: Officer, *, to: Person, on: date, by: Any = None, at: datetime) -> tuple[Post, ...]:
    """Every post of an officer goes to somebody else for good, from a day on; the officer's own end the day before.

    Refused for a day that is past (NotValid), for whoever works on another side (NotAllowed), and where there is no
    post to hand over (Conflict).
    """
    check_days(on=on)
    demand_reach_of_officer(by, officer, at=at)
    if on < timezone.localdate(at):
        raise NotValid(fields={"on": _("What was done until today was done by this officer. Choose today or later.")})
    list(Person.objects.select_for_update().filter(pk__in=[officer.person_id, to.pk]).order_by("pk").values_list("pk"))
    officer = Officer.objects.get(pk=officer.pk)
    if officer.person_id == to.pk:
        raise NotValid(fields={"to": _("An officer cannot hand over to herself. Choose somebody else.")})
    held = Post.objects.filter(Q(ends__isnull=True) | Q(ends__gte=on), officer=officer, side=officer.side)
    held = held.filter(office__is_active=True)
    posts = list(held.select_related("office", "area").order_by("pk"))
    if not posts:
        raise Conflict(_("This officer holds no post from that day on that could be handed over."))
    successor = Officer.objects.filter(person=to).first()
    if successor is not None and successor.side != officer.side:
        raise NotAllowed(other_side(successor, officer.side))
    return tuple(now for post in posts if (now := _pass_on(post, to, on, at=at)) is not None)


def _pass_on(post: Post, to: Person, on: date, *, at: datetime) -> Post | None:
    """One post goes over; where the successor holds the same already, it only ends."""
    starts, ends = max(post.starts, on), post.ends
    if post.starts < on:
        end_post(post, ends=on - _A_DAY)
    else:
        post.delete()  # never begun: nothing was done in it
    try:
        now = appoint(to, side=post.side, role=post.role, office=post.office, area=post.area, starts=starts, at=at)
    except Taken:
        return None
    return end_post(now, ends=ends) if ends is not None else now


def _refuse_overlaps(officer: Officer, stand_in: Officer, starts: date, ends: date) -> None:
    meanwhile = Absence.objects.filter(starts__lte=ends, ends__gte=starts).select_related("officer", "stand_in")
    if there := meanwhile.filter(officer=officer).first():
        raise Taken(
            format_lazy(
                _("Officer {number} stands in until {day} already. End that first, or choose later days."),
                number=there.stand_in.number,
                day=lazy(date_format, str)(there.ends),
            )
        )
    if meanwhile.filter(officer=stand_in).exists():
        raise Conflict(_("Whoever should stand in is away on some of these days too. Choose somebody else."))
    if there := meanwhile.filter(stand_in=officer).first():
        raise Conflict(
            format_lazy(
                _(
                    "This officer stands in for officer {number} on some of these days, and standing in is never "
                    "passed on. Find somebody else for officer {number} first."
                ),
                number=there.officer.number,
            )
        )


def _locked(*officers: Officer) -> list[Officer]:
    """The officers as they stand now, locked in one order whichever way round they are named."""
    rows = Officer.objects.select_for_update().filter(pk__in=[officer.pk for officer in officers]).order_by("pk")
    now = {row.pk: row for row in rows}
    return [now[officer.pk] for officer in officers]
