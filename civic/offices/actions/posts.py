"""Appoint people to posts, end posts, and move a whole person to the other side."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.offices.actions.facts import check_days
from civic.offices.actions.reach import demand_reach
from civic.offices.models import LOWEST, Absence, DutyContact, DutyShift, GridPost, Office, OfficeKind, Officer, Post
from civic.offices.queries.reach import reach_of
from civic.offices.rules import Role, Side, role_fits
from civic.offices.rules.reach import OUT_OF_REACH
from civic.places.models import Area

NUMBERS = 90_000


@transaction.atomic
def appoint(
    person: Person,
    *,
    side: str,
    role: str,
    office: Office,
    area: Area | None = None,
    starts: date,
    by: Any = None,
    at: datetime,
) -> Post:
    """A person holds a post from a day on, and becomes an officer with a number by the first one.

    Refused for an administrator who does not reach the post and for whoever is an officer of another side (NotAllowed),
    for a role of another side, an office that is gone or a person who may not sign in (NotValid), and for a post the
    person holds already (Taken).
    """
    check_days(starts=starts)
    demand_reach(by, side=side, role=role, office=office, person=person, at=at)
    person = Person.objects.select_for_update().get(
        pk=person.pk
    )  # one side a person: two appointments at once must meet
    _check_post(person, side=side, role=role, office=office)
    officer = Officer.objects.filter(person=person).first()
    if officer is None:
        officer = Officer.objects.create(person=person, side=side, number=_fresh_number())
    elif officer.side != side:
        raise NotAllowed(other_side(officer, side))
    same = Post.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=starts), officer=officer, side=side, role=role, office=office
    )
    if (same.filter(area=area) if area else same.filter(area__isnull=True)).exists():
        raise Taken(_("This person holds this post already."))
    if not person.is_staff:
        Person.objects.filter(pk=person.pk).update(is_staff=True)
    return Post.objects.create(officer=officer, side=side, role=role, office=office, area=area, starts=starts)


@transaction.atomic
def end_post(post: Post, *, ends: date, by: Any = None, at: datetime | None = None) -> Post:
    """A post ends with a day; what was done in it stays. A day before it began is refused, and so is an administrator
    who does not reach it (NotAllowed)."""
    check_days(ends=ends)
    now = at or timezone.now()
    demand_reach(by, side=post.side, role=post.role, office=post.office, person=post.officer.person, at=now)
    if ends < post.starts:
        raise NotValid(fields={"ends": _("A post cannot end before it begins.")})
    Post.objects.filter(pk=post.pk).update(ends=ends)
    post.refresh_from_db()
    return post


@transaction.atomic
def change_side(officer: Officer, *, side: str, by: Any = None, at: datetime) -> Officer:
    """A person moves over to another side: every post ends at once, and new ones are appointed there.

    The parts taken in cases stay for good: there the old side still binds.
    """
    if by is not None and not reach_of(by, on=timezone.localdate(at)).is_everywhere:
        raise NotAllowed(OUT_OF_REACH)
    Person.objects.select_for_update().get(pk=officer.person_id)  # the same lock as an appointment takes
    officer = Officer.objects.get(pk=officer.pk)
    if side not in Side.values:
        raise NotValid(fields={"side": _("Choose a side.")})
    if officer.side == side:
        raise Conflict(_("This officer works on that side already."))
    day = timezone.localdate(at)
    Post.objects.filter(officer=officer, starts__gt=day).delete()  # never begun: nothing was done in them
    Post.objects.filter(Q(ends__isnull=True) | Q(ends__gt=day), officer=officer).update(ends=day)
    absences = Absence.objects.filter(Q(officer=officer) | Q(stand_in=officer))  # they join people of one side
    absences.filter(starts__gt=day).delete()
    absences.filter(ends__gt=day).update(ends=day)
    officer.side = side
    officer.save(update_fields=["side"])
    return officer


@transaction.atomic
def forget(person: Any, *, at: datetime) -> None:
    """A person is erased: what an officer did in a post stays under the number; why she was away goes, and so do name
    and telephone in the cells of the grid.

    Refused (NotAllowed) for whoever still holds a post: it has to end first.
    """
    day = timezone.localdate(at)
    if Post.objects.filter(
        Q(ends__isnull=True) | Q(ends__gte=day), officer__person_id=person.pk, side=F("officer__side")
    ).exists():
        raise NotAllowed(_("You hold a post. Ask for it to be ended first; then your account can be erased."))
    Absence.objects.filter(officer__person_id=person.pk).update(note="")
    DutyContact.objects.filter(officer__person_id=person.pk).delete()
    DutyShift.objects.filter(Q(day__isnull=True) | Q(day__gte=day), officer__person_id=person.pk).delete()
    for seat in GridPost.objects.filter(officer__person_id=person.pk).select_related("officer"):
        seat.name, seat.phone, seat.may_show_phone = seat.officer.number if seat.officer else "", "", False
        seat.ends = max(day, seat.starts) if seat.ends is None else seat.ends
        seat.save(update_fields=["name", "phone", "may_show_phone", "ends"])


def _check_post(person: Person, *, side: str, role: str, office: Office) -> None:
    if side not in Side.values:
        raise NotValid(fields={"side": _("Choose a side.")})
    if not role_fits(side, role):
        raise NotValid(
            fields={
                "role": _(
                    "This role belongs to another side. A post is either for checking or for acting, never for both."
                )
            }
        )
    if not office.is_active:
        raise NotValid(fields={"office": _("This office is no longer there. Choose another.")})
    if role == Role.WORKER and office.kind not in LOWEST:
        raise NotValid(
            fields={
                "role": _(
                    "Workers for tasks belong to a residents' committee, a contractor or a social organisation. "
                    "An office has handlers."
                )
            }
        )
    if role == Role.COMMUNITY and office.kind != OfficeKind.COMMITTEE:
        raise NotValid(fields={"role": _("Members of a residents' committee belong to one. Choose its office.")})
    if not person.is_active:
        raise NotValid(fields={"person": _("This account is closed. Nobody can be appointed with it.")})


def other_side(officer: Officer, side: str) -> Any:
    """Why an officer gets no post of another side, naming both."""
    told = {"theirs": officer.get_side_display(), "wanted": Side(side).label}
    return format_lazy(
        _(
            "This person works on the {theirs} and cannot hold a post of the {wanted} as well. Whoever checks never "
            "acts, and whoever acts never checks. Move the whole person over first."
        ),
        **told,
    )


def _fresh_number() -> str:
    """A number of five digits that tells neither name nor order; the public sees it in place of a name."""
    taken = set(Officer.objects.values_list("number", flat=True))
    while True:
        number = str(10_000 + secrets.randbelow(NUMBERS))
        if number not in taken:
            return number
