"""Who acts for an organisation, and whose volunteers are its own: asked and invited, never put on a list."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.volunteers.actions.holding import (
    hold_organisation,
    hold_volunteer,
    write_organisation,
    write_volunteer,
)
from civic.volunteers.actions.permitting import RESTING, permit_active, permit_manager
from civic.volunteers.actions.telling import tell_people, tell_volunteer
from civic.volunteers.models import Manager, Member, Organisation, Volunteer
from civic.volunteers.queries.people import coordinates
from civic.volunteers.rules import ManagerTask, Membership, OrganisationState

LAST_ONE = _("Name somebody else as manager first: an organisation is not left without one.")


@transaction.atomic
def name_manager(organisation: Organisation, *, person: Person, task: str, by: Person, at: datetime) -> Manager:
    """Somebody manages the organisation or leads its shifts from now on. Raises NotAllowed for whoever does not manage
    it, NotValid for an unknown task, Taken where she does already, Conflict while it rests."""
    organisation = hold_organisation(organisation)
    permit_manager(organisation, by=by)
    if task not in ManagerTask.values:
        raise NotValid(fields={"task": _("Choose what she does.")})
    if organisation.managers.filter(person=person, task=task, ended_at__isnull=True).exists():
        raise Taken(_("She does this already."))
    manager = Manager.objects.create(organisation=organisation, person=person, task=task, named_by=by, named_at=at)
    write_organisation(organisation, "name-manager", by=by, at=at, facts={"task": task, "person": person.pk})
    page = f"/volunteer/organisations/{organisation.code}/"
    tell_people([person], "manager-named", page, about=organisation.subject, at=at, name=organisation.name_zh_hans)
    return manager


@transaction.atomic
def end_manager(manager: Manager, *, by: Person, at: datetime) -> bool:
    """She acts for it no more; anybody may step down herself. Raises NotAllowed, Conflict for the last manager. Says
    whether it was this call."""
    organisation = hold_organisation(manager.organisation)
    if manager.person_id != by.pk and not coordinates(by):
        permit_manager(organisation, by=by)
    others = organisation.managers.filter(task=ManagerTask.MANAGER, ended_at__isnull=True).exclude(pk=manager.pk)
    if manager.task == ManagerTask.MANAGER and manager.ended_at is None and not others.exists():
        raise Conflict(LAST_ONE)
    ended = Manager.objects.filter(pk=manager.pk, ended_at__isnull=True).update(ended_at=at)
    if ended:
        facts = {"task": manager.task, "person": manager.person_id}
        write_organisation(organisation, "end-manager", by=by, at=at, facts=facts)
    return bool(ended)


@transaction.atomic
def invite_member(organisation: Organisation, *, volunteer: Volunteer, by: Person, at: datetime) -> Member:
    """A manager invites a volunteer, who decides; one who has asked is a member with this. Raises NotAllowed, Conflict
    while it rests, Taken for a member."""
    volunteer = hold_volunteer(volunteer)
    organisation = hold_organisation(organisation)
    permit_manager(organisation, by=by)
    permit_active(volunteer)
    member = _member(organisation, volunteer)
    if member is None:
        member = Member.objects.create(organisation=organisation, volunteer=volunteer, state=Membership.INVITED, at=at)
        page = f"/volunteer/organisations/{organisation.code}/"
        tell_volunteer(volunteer, "member-invited", page, at=at, name=organisation.name_zh_hans)
        _write(member, "invite-member", side="organisation", by=by, at=at)
    elif member.state == Membership.ASKED:
        _make_member(member, side="organisation", by=by, at=at)
    else:
        raise Taken(_("This volunteer is invited or belongs to you already."))
    return member


@transaction.atomic
def join_organisation(organisation: Organisation, *, volunteer: Volunteer, by: Person, at: datetime) -> Member:
    """A volunteer asks to belong to an organisation; whoever is invited belongs to it with this. Raises NotAllowed for
    whoever is no volunteer now, Conflict while it rests, Taken where she asked or belongs already."""
    volunteer = hold_volunteer(volunteer)
    organisation = hold_organisation(organisation)
    if volunteer.person_id != by.pk:
        raise NotAllowed()
    permit_active(volunteer)
    if organisation.state != OrganisationState.ACTIVE:
        raise Conflict(RESTING)
    member = _member(organisation, volunteer)
    if member is None:
        member = Member.objects.create(organisation=organisation, volunteer=volunteer, state=Membership.ASKED, at=at)
        _write(member, "ask-to-join", side="volunteer", by=by, at=at)
    elif member.state == Membership.INVITED:
        _make_member(member, side="volunteer", by=by, at=at)
    else:
        raise Taken(_("You have asked already, or belong to it."))
    return member


@transaction.atomic
def leave_organisation(member: Member, *, by: Person, at: datetime) -> bool:
    """She belongs to it no more, or does not want to; a manager may say so too. Raises NotAllowed for others. Says
    whether it was this call."""
    volunteer = hold_volunteer(member.volunteer)
    organisation = hold_organisation(member.organisation)
    is_own = volunteer.person_id == by.pk
    if not is_own:
        permit_manager(organisation, by=by)
    ended = Member.objects.filter(pk=member.pk, ended_at__isnull=True).update(state=Membership.ENDED, ended_at=at)
    if ended:
        _write(member, "leave-organisation", side="volunteer" if is_own else "organisation", by=by, at=at)
    return bool(ended)


def _member(organisation: Organisation, volunteer: Volunteer) -> Member | None:
    return Member.objects.filter(organisation=organisation, volunteer=volunteer, ended_at__isnull=True).first()


def _make_member(member: Member, *, side: str, by: Person, at: datetime) -> None:
    member.state = Membership.MEMBER
    member.at = at
    member.save(update_fields=["state", "at"])
    _write(member, "become-member", side=side, by=by, at=at)


def _write(member: Member, verb: str, *, side: str, by: Person, at: datetime) -> None:
    facts = {"organisation": member.organisation.code}
    write_volunteer(member.volunteer, verb, side=side, by=by, at=at, facts=facts)
