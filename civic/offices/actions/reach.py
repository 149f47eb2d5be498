"""Administrators of one area: named and ended by the city's own, and held to their reach in every act on posts."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import NotAllowed, NotValid, Taken
from civic.offices.actions.facts import check_days
from civic.offices.models import LocalAdmin, Office, Officer, Post
from civic.offices.queries.reach import reach_of
from civic.offices.rules.reach import NOT_YOURSELF, OUT_OF_REACH, reach_denial
from civic.places.models import Area


@transaction.atomic
def name_local_admin(person: Person, *, area: Area, starts: date, by: Person, at: datetime) -> LocalAdmin:
    """Somebody administers the working posts of one area from a day on.

    Refused for whoever is not an administrator of the city, and for an officer who checks or decides, who would choose
    whom she looks at (NotAllowed); while the person administers that area already (Taken).
    """
    check_days(starts=starts)
    _demand_city(by, at=at)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not person.is_active or not person.is_staff:
        raise NotValid(fields={"person": _("Only the city's staff with an open account administer an area.")})
    officer = Officer.objects.filter(person=person).first()
    if officer is not None and officer.side != "act":
        raise NotAllowed(_("Whoever checks, reviews or keeps records does not choose the people she looks at."))
    if LocalAdmin.objects.in_force(starts).filter(person=person, area=area).exists():
        raise Taken(_("This person administers this area already."))
    return LocalAdmin.objects.create(person=person, area=area, starts=starts)


@transaction.atomic
def end_local_admin(held: LocalAdmin, *, ends: date, by: Person, at: datetime) -> LocalAdmin:
    """Somebody no longer administers an area after a day. Refused like naming one."""
    check_days(ends=ends)
    _demand_city(by, at=at)
    if ends < held.starts:
        raise NotValid(fields={"ends": _("The last day cannot lie before the first.")})
    LocalAdmin.objects.filter(pk=held.pk).update(ends=ends)
    held.refresh_from_db()
    return held


def demand_reach(by: Any, *, side: str, role: str, office: Office, person: Person | None = None, at: datetime) -> None:
    """Refuse (NotAllowed) whoever may not touch this post. Nobody at all is the founding of the city, or a file that an
    operator reads in at the machine."""
    if by is None:
        return
    reach = reach_of(by, on=timezone.localdate(at))
    path = office.area.path if office.area else ""
    if denied := reach_denial(reach, side=side, role=role, office_path=path):
        raise NotAllowed(denied)
    if person is not None and person.pk == by.pk and not reach.is_everywhere:
        raise NotAllowed(NOT_YOURSELF)


def demand_reach_of_officer(by: Any, officer: Officer, *, at: datetime) -> None:
    """Refuse (NotAllowed) whoever may not touch an officer whole: every post she holds or will hold has to be in
    reach, and she has to work on the acting side."""
    if by is None:
        return
    if not reach_of(by, on=timezone.localdate(at)).is_everywhere and officer.side != "act":
        raise NotAllowed(OUT_OF_REACH)
    held = Post.objects.filter(officer=officer, side=officer.side).select_related("office__area")
    for post in held.held_on(timezone.localdate(at)) | held.filter(starts__gt=timezone.localdate(at)):
        demand_reach(by, side=post.side, role=post.role, office=post.office, person=officer.person, at=at)


def _demand_city(by: Person, *, at: datetime) -> None:
    if not reach_of(by, on=timezone.localdate(at)).is_everywhere:
        raise NotAllowed(_("Only the city's administrators name those of an area."))
