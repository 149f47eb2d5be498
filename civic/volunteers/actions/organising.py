"""A body that recruits asks to be registered; a coordinator registers, refuses, suspends or ends it, with reasons."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.accounts.rules import read_contact
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, TooMany
from civic.offices.queries.workdays import by_workdays
from civic.places.models import Area
from civic.volunteers.actions.holding import hold_organisation, write_organisation
from civic.volunteers.actions.permitting import permit_coordinator, permit_manager, reason_said
from civic.volunteers.actions.telling import tell_people
from civic.volunteers.models import Manager, Member, Organisation
from civic.volunteers.rules import (
    ANSWER_WORKDAYS,
    LONGEST_ABOUT,
    OPEN_TO,
    ManagerTask,
    Membership,
    OrganisationKind,
    OrganisationState,
)

TONGUES = {"zh-hans": "zh_hans", "zh-hant": "zh_hant", "en": "en"}
MOST_ASKED = 3  # that wait for an answer, of one account
NOT_SO = _("This organisation stands otherwise in the meantime. Look at it again.")


@dataclass(frozen=True)
class OrganisationTold:
    """What an organisation says of itself, in up to three languages."""

    kind: str
    names: Mapping[str, str]
    about: Mapping[str, str] = field(default_factory=dict)
    contact: str = ""
    register_number: str = ""
    area: Area | None = None


@transaction.atomic
def ask_organisation(told: OrganisationTold, *, by: Person, at: datetime) -> Organisation:
    """Somebody asks that her organisation may recruit; answered by the end of the third working day. Raises NotValid
    for what is missing, TooMany while three of hers wait."""
    values = checked(told)
    if told.kind not in OrganisationKind.values:
        raise NotValid(fields={"kind": _("Choose what sort of organisation it is.")})
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Organisation.objects.filter(asked_by=by, state=OrganisationState.ASKED).count() >= MOST_ASKED:
        raise TooMany(_("Three organisations of yours wait for an answer. Wait for it, please."), retry_after=24 * 3600)
    organisation = Organisation.objects.create(
        code=f"{told.kind}-{secrets.token_hex(4)}",
        kind=told.kind,
        asked_by=by,
        asked_at=at,
        answer_due_at=by_workdays(at, ANSWER_WORKDAYS),
        **values,
    )
    write_organisation(organisation, "ask", by=by, at=at)
    return organisation


@transaction.atomic
def change_organisation(
    organisation: Organisation, told: OrganisationTold, *, by: Person, at: datetime
) -> Organisation:
    """Its manager says anew what it does and how it is reached; its kind stays. Raises NotAllowed, Conflict while it
    rests, NotValid."""
    values = checked(told)
    organisation = hold_organisation(organisation)
    permit_manager(organisation, by=by)
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(values))
    write_organisation(organisation, "change", by=by, at=at)
    return organisation


def checked(told: OrganisationTold) -> dict[str, object]:
    """What an organisation says of itself, as its row keeps it. Raises NotValid by field."""
    names = {tongue: clean_line(told.names.get(tongue, "")).strip() for tongue in TONGUES}
    about = {tongue: clean_text(told.about.get(tongue, "")).strip() for tongue in TONGUES}
    wrong: dict[str, Sentence] = {}
    if not names["zh-hans"]:
        wrong["name_zh_hans"] = _("Write the name in simplified Chinese.")
    for tongue, column in TONGUES.items():
        if len(names[tongue]) > 120:
            wrong[f"name_{column}"] = _("Keep the name under 120 characters.")
        if len(about[tongue]) > LONGEST_ABOUT:
            wrong[f"about_{column}"] = _("Keep this under 4,000 characters.")
    if not about["zh-hans"]:
        wrong["about_zh_hans"] = _("Say what volunteers do with you: everybody reads it.")
    if read_contact(told.contact[:254]) is None:
        wrong["contact"] = _("Write an e-mail address or a telephone number of the organisation.")
    if wrong:
        raise NotValid(fields=wrong)
    values: dict[str, object] = {f"name_{column}": names[tongue] for tongue, column in TONGUES.items()}
    values |= {f"about_{column}": about[tongue] for tongue, column in TONGUES.items()}
    number = clean_line(told.register_number).strip()[:40]
    return values | {"contact": clean_line(told.contact).strip(), "register_number": number, "area": told.area}


@transaction.atomic
def register_organisation(organisation: Organisation, *, by: Person, at: datetime) -> Organisation:
    """It may recruit from now on, and whoever asked manages it; a suspended one may again. Raises NotAllowed for one's
    own asking and for whoever does not coordinate, Conflict where it stands otherwise."""
    organisation = _held(organisation, "register", by=by)
    was = organisation.state
    organisation.state, organisation.reason = OrganisationState.ACTIVE, ""
    organisation.decided_by, organisation.decided_at = by, at
    organisation.save()
    write_organisation(organisation, "register", side="city", by=by, at=at, facts={"from": was})
    if was == OrganisationState.ASKED and organisation.asked_by is not None:
        Manager.objects.get_or_create(
            organisation=organisation,
            person=organisation.asked_by,
            task=ManagerTask.MANAGER,
            ended_at=None,
            defaults={"named_by": by, "named_at": at},
        )
    _tell(organisation, "organisation-registered", at=at)
    return organisation


@transaction.atomic
def refuse_organisation(organisation: Organisation, *, by: Person, reason: str, at: datetime) -> Organisation:
    """It may not recruit, and whoever asked reads why; she may ask anew. Raises as registering does, and NotValid
    without a reason."""
    organisation = _held(organisation, "refuse", by=by)
    organisation.reason, organisation.state = reason_said(reason), OrganisationState.REFUSED
    organisation.decided_by, organisation.decided_at = by, at
    organisation.save()
    write_organisation(organisation, "refuse", side="city", by=by, at=at)
    _tell(organisation, "organisation-refused", at=at)
    return organisation


@transaction.atomic
def suspend_organisation(organisation: Organisation, *, by: Person, reason: str, at: datetime) -> Organisation:
    """It recruits nobody until a coordinator registers it again; its hours stay on the books. Raises as refusing."""
    organisation = _held(organisation, "suspend", by=by)
    organisation.reason, organisation.state = reason_said(reason), OrganisationState.SUSPENDED
    organisation.decided_by, organisation.decided_at = by, at
    organisation.save()
    write_organisation(organisation, "suspend", side="city", by=by, at=at)
    _tell(organisation, "organisation-suspended", at=at)
    return organisation


@transaction.atomic
def end_organisation(organisation: Organisation, *, by: Person, reason: str, at: datetime) -> Organisation:
    """It does not exist for volunteers any more; who managed it and who belonged to it ends, what was served stays on
    the books under its name. Raises as refusing."""
    organisation = _held(organisation, "end", by=by)
    _tell(organisation, "organisation-ended", at=at, reason=reason_said(reason))
    organisation.reason, organisation.state, organisation.ended_at = reason_said(reason), OrganisationState.ENDED, at
    organisation.decided_by, organisation.decided_at = by, at
    organisation.save()
    Manager.objects.filter(organisation=organisation, ended_at__isnull=True).update(ended_at=at)
    Member.objects.filter(organisation=organisation, ended_at__isnull=True).update(state=Membership.ENDED, ended_at=at)
    write_organisation(organisation, "end", side="city", by=by, at=at)
    return organisation


def _held(organisation: Organisation, verb: str, *, by: Person) -> Organisation:
    permit_coordinator(by)
    held = hold_organisation(organisation)
    if held.state not in OPEN_TO[verb]:
        raise Conflict(NOT_SO)
    if held.asked_by_id == by.pk and held.state == OrganisationState.ASKED:
        raise NotAllowed(_("Another coordinator decides on what you asked for yourself."))
    return held


def _tell(organisation: Organisation, verb: str, *, at: datetime, reason: str = "") -> None:
    rows = organisation.managers.filter(task=ManagerTask.MANAGER, ended_at__isnull=True).select_related("person")
    people = {one.person_id: one.person for one in rows}
    if organisation.asked_by is not None and not people:
        people[organisation.asked_by.pk] = organisation.asked_by
    page = f"/volunteer/organisations/{organisation.code}/"
    told = {"name": organisation.name_zh_hans, "reason": reason or organisation.reason}
    tell_people(people.values(), verb, page, about=organisation.subject, at=at, **told)
