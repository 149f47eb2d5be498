"""Somebody's record was checked, or the check ends early."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.guardians.models import Vetting
from civic.guardians.rules import VETTING_LASTS
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid


@transaction.atomic
def vet(person: Person, *, by: Person, checked_on: date, trained_on: date, at: datetime) -> Vetting:
    """An administrator writes down that somebody's record was checked and that she was trained; it holds for a year
    (Law on the protection of minors, art. 62 and 98). Raises NotAllowed for whoever is none and for oneself, NotValid
    for a check to come or one too old to hold."""
    if not by.is_superuser or person.pk == by.pk:
        raise NotAllowed(_("Another administrator writes this down: nobody confirms her own record."))
    today = localdate(at)
    if checked_on > today or trained_on > today:
        raise NotValid(fields={"checked_on": _("This day is to come. Write down a check once it was made.")})
    due_on = checked_on + VETTING_LASTS
    if due_on <= today:
        raise NotValid(fields={"checked_on": _("This check is older than a year. Ask for a new one.")})
    return Vetting.objects.create(
        person=person, checked_on=checked_on, due_on=due_on, trained_on=trained_on, checked_by=by, made_at=at
    )


@transaction.atomic
def end_vetting(vetting: Vetting, *, by: Person, reason: str, at: datetime) -> Vetting:
    """A check does not hold any more: whoever it was of enters nothing of the track from this day on. Raises
    NotAllowed, NotValid without a reason, Conflict once it ended."""
    if not by.is_superuser:
        raise NotAllowed(_("Only administrators end a check."))
    vetting = Vetting.objects.select_for_update().get(pk=vetting.pk)
    said = clean_line(reason).strip()[:300]
    if not said:
        raise NotValid(fields={"reason": _("Say why it ends: it is kept with the record.")})
    if vetting.ended_on is not None:
        raise Conflict(_("This check has ended already."))
    vetting.ended_on, vetting.end_reason = localdate(at), said
    vetting.save(update_fields=["ended_on", "end_reason"])
    return vetting
