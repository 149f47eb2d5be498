"""What is kept of who a child is, put right or completed by a checked officer, after an approved opening."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.actions.holding import ask_checked, hold, said
from civic.guardians.actions.lines import write_child_line
from civic.guardians.models import Child, Guardianship, Identity
from civic.guardians.rules import identity_digest, turning_day, turning_digest
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid

LONGEST_NAME = 60
LONGEST_SCHOOL = 120


@transaction.atomic
def correct_identity(
    child: Child, *, by: Person, name: str = "", born_on: date | None = None, school: str | None = None, at: datetime
) -> list[str]:
    """Puts name, day of birth or school right; what is not given stays. The log says which field, never what it was.
    Raises NotAllowed without an opening for this in force, NotValid when nothing is given, Conflict once erased."""
    ask_checked(by, at=at)
    child = hold(child)
    if not any(one.is_open(at) for one in child.openings.filter(asked_by=by, purpose="correct")):
        raise NotAllowed(_("Ask for an opening to put something right first; another approves it."))
    identity = Identity.objects.select_for_update().filter(child=child, erased_at__isnull=True).first()
    if identity is None:
        raise Conflict(_("Who this child is was erased, as the timetable says. There is nothing to put right."))
    given: dict[str, Any] = {}
    if name.strip():
        given["name"] = said(clean_line(name), name="name", longest=LONGEST_NAME, missing="")
    if born_on is not None:
        given["born_on"] = born_on.isoformat()
    if school is not None:
        given["school"] = clean_line(school).strip()[:LONGEST_SCHOOL]
    if not given:
        raise NotValid(_("Write what it should say."))
    for field, value in given.items():
        setattr(identity, field, value)
    if given.keys() & {"name", "born_on"} and identity.born_on:
        born = date.fromisoformat(identity.born_on)
        identity.digest = given["digest"] = identity_digest(identity.name, born)
        identity.turning_digest = given["turning_digest"] = turning_digest(turning_day(born))
    identity.save(update_fields=list(given))
    fields = sorted(given.keys() - {"digest", "turning_digest"})
    write_child_line(child, verb="correct", side="city", by=by, at=at, facts={"fields": fields})
    return fields


@transaction.atomic
def correct_own_contact(
    ward: Guardianship, *, name: str, contact: str, is_held: bool = False, at: datetime
) -> Guardianship:
    """A guardian puts her own name and way to be reached right, at once; the door made sure that it is she. With
    `is_held` somebody looks after the child's safety: what stood there first lies sealed until that has ended. Raises
    NotAllowed once she ended to answer for the child."""
    child = hold(ward.child)
    ward = Guardianship.objects.select_for_update().get(pk=ward.pk)
    if not ward.is_open(at):
        raise NotAllowed(_("Only a guardian who answers for this child today asks for it."))
    before = (ward.name, ward.contact)
    ward.name = said(clean_line(name), name="name", longest=LONGEST_NAME, missing=_("Write your name."))
    ward.contact = clean_line(contact).strip()[:LONGEST_SCHOOL]
    if is_held and before != (ward.name, ward.contact):
        _hold_first(ward, *before, at=at)
    ward.save(update_fields=["name", "contact"])
    facts = {"fields": ["guardian"]}
    write_child_line(child, verb="correct", side="guardian", by=ward.person, at=at, facts=facts)
    return ward


def _hold_first(ward: Guardianship, name: str, contact: str, *, at: datetime) -> None:
    """As it stood when the danger was told: once, however often it is changed afterwards."""
    earlier = {
        "relation": ward.relation,
        "verified": ward.verified,
        "verified_at": ward.verified_at,
        "verified_by": ward.verified_by,
    }
    if not Guardianship.objects.filter(child=ward.child, held_since__isnull=False, **earlier).exists():
        Guardianship.objects.create(child=ward.child, name=name, contact=contact, ended_at=at, held_since=at, **earlier)
