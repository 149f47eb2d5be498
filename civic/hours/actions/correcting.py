"""An entry is wrong: it is taken back by another entry, and what is right is added. Nothing is ever edited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.hours.actions.holding import add_entry, ask_not_own, ask_recorder, said_reason
from civic.hours.models import BookEntry
from civic.hours.rules import EntryKind, correction_fault
from civic.lib.refusals import Conflict, NotValid
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer


@transaction.atomic
def reverse(entry: BookEntry, *, reason: str, by: Person, at: datetime) -> BookEntry:
    """The whole entry is taken back. Raises NotAllowed, NotValid without a reason, Conflict for one that was taken back
    or takes one back."""
    volunteer = hold_volunteer(entry.volunteer)
    entry = _standing(entry)
    ask_recorder(entry.organisation, by)
    ask_not_own(volunteer, by)
    return take_back(entry, volunteer, reason=said_reason(reason), by=by, at=at)


@transaction.atomic
def correct(entry: BookEntry, *, minutes: int, reason: str, by: Person, at: datetime) -> BookEntry:
    """The entry is taken back, and the minutes that were really served are added. Raises as `reverse` does, NotValid
    for minutes that cannot be."""
    volunteer = hold_volunteer(entry.volunteer)
    entry = _standing(entry)
    ask_recorder(entry.organisation, by)
    ask_not_own(volunteer, by)
    return put_right(entry, volunteer, minutes=minutes, reason=said_reason(reason), by=by, at=at)


def take_back(
    entry: BookEntry, volunteer: Volunteer, *, reason: str = "", ground: str = "", by: Person, at: datetime
) -> BookEntry:
    """The entry that takes another back. The caller holds the volunteer and has asked."""
    return add_entry(
        volunteer,
        EntryKind.REVERSAL,
        organisation=entry.organisation,
        activity=entry.activity,
        shift=entry.shift,
        attendance=entry.attendance,
        served_on=entry.served_on,
        minutes=(entry.planned, entry.actual, -entry.credited),
        reason=reason,
        ground=ground,
        reverses=entry,
        by=by,
        at=at,
    )


def put_right(
    entry: BookEntry,
    volunteer: Volunteer,
    *,
    minutes: int,
    reason: str = "",
    ground: str = "",
    by: Person,
    at: datetime,
) -> BookEntry:
    """Both entries of a correction. The caller holds the volunteer and has asked."""
    if fault := correction_fault(minutes, now=entry.credited):
        raise NotValid(fields={"minutes": fault})
    take_back(entry, volunteer, reason=reason, ground=ground, by=by, at=at)
    return add_entry(
        volunteer,
        EntryKind.CORRECTION,
        organisation=entry.organisation,
        activity=entry.activity,
        shift=entry.shift,
        attendance=entry.attendance,
        served_on=entry.served_on,
        minutes=(entry.planned, minutes, minutes),
        reason=reason,
        ground=ground,
        by=by,
        at=at,
    )


def _standing(entry: BookEntry) -> BookEntry:
    entry = BookEntry.objects.select_related("organisation", "activity", "shift", "attendance").get(pk=entry.pk)
    if entry.kind == EntryKind.REVERSAL or BookEntry.objects.filter(reverses=entry).exists():
        raise Conflict(_("This line was taken back already. Correct the one that stands."))
    return entry
