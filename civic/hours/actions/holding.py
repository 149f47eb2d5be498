"""Whose act it is, and how an entry is added at the end of an account."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.hours.models import BookEntry
from civic.hours.queries import may_record
from civic.hours.rules import REASON_LONGEST, EntryKind
from civic.journal import actions as journal
from civic.lib.plain_text import clean_line
from civic.lib.refusals import NotAllowed, NotValid
from civic.shifts.models import Activity, Shift
from civic.volunteers.models import Organisation, Volunteer

NO_RECORDER = _("Hours are written down by whoever leads or manages the organisation that records them.")
OWN = _("Nobody writes down her own hours. Ask another manager of the organisation.")


def ask_recorder(organisation: Organisation, by: Person) -> None:
    """Raises NotAllowed for whoever does not act for the organisation, or for the city where it is gone."""
    if not may_record(by, organisation):
        raise NotAllowed(NO_RECORDER, code="no-recorder")


def ask_not_own(volunteer: Volunteer, by: Person) -> None:
    """Raises NotAllowed for one's own hours."""
    if volunteer.person_id == by.pk:
        raise NotAllowed(OWN, code="own-hours")


def said_reason(reason: str) -> str:
    """A reason on one line. Raises NotValid without one."""
    said = clean_line(reason).strip()[:REASON_LONGEST]
    if not said:
        raise NotValid(fields={"reason": _("Say why: the volunteer reads it, and it stays in the book.")})
    return said


def add_entry(
    volunteer: Volunteer,
    kind: EntryKind,
    *,
    organisation: Organisation,
    activity: Activity | None,
    shift: Shift | None,
    attendance: Attendance | None,
    served_on: date,
    minutes: tuple[int, int, int],
    reason: str = "",
    ground: str = "",
    reverses: BookEntry | None = None,
    by: Person | None,
    at: datetime,
) -> BookEntry:
    """One entry at the end of an account; `minutes` are planned, actual, credited. The caller holds the volunteer."""
    planned, actual, credited = minutes
    entry = BookEntry(
        volunteer=volunteer,
        kind=kind,
        organisation=organisation,
        activity=activity,
        shift=shift,
        attendance=attendance,
        served_on=served_on,
        planned=planned,
        actual=actual,
        credited=credited,
        reverses=reverses,
        reason=reason,
        ground=ground,
    )
    facts = {
        "kind": str(kind.value),
        "organisation": organisation.code,
        "activity": activity.number if activity else "",
        "shift": shift.number if shift else "",
        "served_on": served_on.isoformat(),
        "planned": planned,
        "actual": actual,
        "credited": credited,
        "reverses": reverses.seq if reverses else 0,
    }
    return journal.record(
        entry,
        words=None,
        subject=f"account:{volunteer.pk}",
        last=BookEntry.objects.filter(volunteer=volunteer).order_by("-seq").first(),
        verb=str(kind.value),
        side="organisation" if by else "calendar",
        actor_id=by.pk if by else None,
        at=at,
        facts=facts,
    )
