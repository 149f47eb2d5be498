"""A coordinator answers an application; whoever opens an identity is written down where the volunteer reads it."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.queries import uses_of
from civic.guardians.rules import Purpose
from civic.lib.codes import new_number
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid
from civic.volunteers.actions.holding import hold_volunteer, write_volunteer
from civic.volunteers.actions.permitting import permit_coordinator, reason_said
from civic.volunteers.actions.telling import tell_volunteer
from civic.volunteers.models import Volunteer, VolunteerIdentity
from civic.volunteers.rules import VolunteerState

DRAWS = 20
ANSWERED = _("This application was answered in the meantime.")
OWN = _("Another coordinator answers your own application.")
NO_GUARDIAN = _("The guardian’s yes does not hold any more. Turn the application down with that reason.")


def take_on(volunteer: Volunteer, *, by: Person, at: datetime) -> Volunteer:
    """The coordinator has compared the document and takes her on; her number is drawn now. Raises NotAllowed for
    whoever does not coordinate, for her own application and where a guardian has said no; Conflict once answered."""
    for _draw in range(DRAWS):
        number = f"V{new_number(localdate(at).year)}"
        try:
            return _take_on(volunteer, number=number, by=by, at=at)
        except IntegrityError:
            if not Volunteer.objects.filter(number=number).exists():
                raise  # the number was free, so this is another fault, which drawing again does not mend
    raise Conflict()


@transaction.atomic
def _take_on(volunteer: Volunteer, *, number: str, by: Person, at: datetime) -> Volunteer:
    volunteer = _held(volunteer, by=by)
    if volunteer.child is not None and Purpose.VOLUNTEER not in uses_of(volunteer.child, at=at):
        raise NotAllowed(NO_GUARDIAN)
    VolunteerIdentity.objects.filter(volunteer=volunteer).update(checked_at=at, checked_by=by)
    volunteer.number = volunteer.number or number
    volunteer.state, volunteer.decided_at, volunteer.decided_by = VolunteerState.ACTIVE, at, by
    volunteer.save()
    write_volunteer(volunteer, "take-on", side="city", by=by, at=at, facts={"number": volunteer.number})
    tell_volunteer(volunteer, "volunteer-taken-on", "/volunteer/me/", at=at, number=volunteer.number)
    return volunteer


@transaction.atomic
def turn_down(volunteer: Volunteer, *, by: Person, reason: str, at: datetime) -> Volunteer:
    """She is not taken on, reads why, and may apply anew. Raises as taking on does, and NotValid without a reason."""
    volunteer = _held(volunteer, by=by)
    volunteer.reason = reason_said(reason)
    volunteer.state, volunteer.decided_at, volunteer.decided_by = VolunteerState.DECLINED, at, by
    volunteer.save()
    write_volunteer(volunteer, "turn-down", side="city", by=by, at=at)
    tell_volunteer(volunteer, "volunteer-turned-down", "/volunteer/me/", at=at, reason=volunteer.reason)
    return volunteer


def _held(volunteer: Volunteer, *, by: Person) -> Volunteer:
    permit_coordinator(by)
    held = hold_volunteer(volunteer)
    if held.state != VolunteerState.APPLIED:
        raise Conflict(ANSWERED)
    if held.person_id == by.pk:
        raise NotAllowed(OWN)
    return held


@transaction.atomic
def open_identity(volunteer: Volunteer, *, by: Person, purpose: str, at: datetime) -> VolunteerIdentity:
    """A coordinator reads who a volunteer is, for a purpose that the volunteer can read. Raises NotAllowed, NotValid
    without a purpose, Conflict once she was erased."""
    permit_coordinator(by)
    held = hold_volunteer(volunteer)
    said = clean_line(purpose).strip()[:200]
    if not said:
        raise NotValid(fields={"purpose": _("Say what for: the volunteer reads it.")})
    identity = (
        VolunteerIdentity.objects.filter(volunteer=held, erased_at__isnull=True).select_related("lives_in").first()
    )
    if identity is None:
        raise Conflict(_("Who this was has been erased."))
    write_volunteer(held, "open-identity", side="city", by=by, at=at, facts={"purpose": said})
    return identity
