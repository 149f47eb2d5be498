"""A volunteer says that her record is wrong; somebody else than whoever wrote it decides (Measures art. 12, 13)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.models import Attendance
from civic.hours.actions.correcting import put_right
from civic.hours.actions.holding import add_entry
from civic.hours.actions.telling import tell_answer
from civic.hours.models import BookEntry, Objection
from civic.hours.queries import deciding_on, line_now, open_objections
from civic.hours.rules import ANSWER_WORKDAYS, DAY_MINUTES, WORDS_LONGEST, EntryKind, Ground, ObjectionState
from civic.lib.plain_text import clean_text
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence, Taken
from civic.offices.queries.workdays import by_workdays
from civic.shifts.models import Shift, Signup
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Organisation, Volunteer

OBJECTED = _("You have objected already. You will be told what was found.")
NOT_DECIDING = _("Another manager decides on this: not who wrote the line, and not the volunteer.")


@transaction.atomic
def object_to(
    volunteer: Volunteer,
    *,
    entry: BookEntry | None = None,
    shift: Shift | None = None,
    wanted: int | None,
    words: str,
    by: Person,
    at: datetime,
) -> Objection:
    """A line of one's own account is wrong, or a shift one was at has none. Raises NotAllowed, NotValid by field, Taken
    while one is open, Conflict for a line that was taken back."""
    volunteer = hold_volunteer(volunteer)
    if volunteer.person_id != by.pk:
        raise NotAllowed(_("Everybody objects to her own record."))
    said = _said(words, wanted)
    organisation, about = _about(volunteer, entry, shift)
    if open_objections(volunteer).filter(entry=entry, shift=about).exists():
        raise Taken(OBJECTED)
    return Objection.objects.create(
        volunteer=volunteer,
        entry=entry,
        shift=about,
        organisation=organisation,
        wanted=wanted,
        words=said,
        at=at,
        answer_due_at=by_workdays(at, ANSWER_WORKDAYS),
    )


@transaction.atomic
def withdraw_objection(objection: Objection, *, by: Person, at: datetime) -> Objection:
    """The volunteer takes it back. Raises NotAllowed, Conflict once it was answered."""
    volunteer = hold_volunteer(objection.volunteer)
    if volunteer.person_id != by.pk:
        raise NotAllowed(_("Everybody objects to her own record."))
    objection = _open(objection)
    objection.state, objection.decided_at = ObjectionState.WITHDRAWN, at
    objection.save(update_fields=["state", "decided_at"])
    return objection


@transaction.atomic
def decide_objection(objection: Objection, *, minutes: int | None, answer: str, by: Person, at: datetime) -> Objection:
    """With minutes the record is corrected to them; without, it stays as it is. The answer is told either way. Raises
    NotAllowed, NotValid, Conflict."""
    volunteer = hold_volunteer(objection.volunteer)
    objection = _open(objection)
    if not deciding_on(objection, by):
        raise NotAllowed(NOT_DECIDING, code="not-deciding")
    said = clean_text(answer).strip()[:WORDS_LONGEST]
    if not said:
        raise NotValid(fields={"answer": _("Write what you found: the volunteer reads it.")})
    if minutes is not None:
        _put_right(objection, volunteer, minutes=minutes, by=by, at=at)
    objection.state = ObjectionState.REFUSED if minutes is None else ObjectionState.UPHELD
    objection.decided_by, objection.decided_at, objection.answer = by, at, said
    objection.save()
    tell_answer(objection, volunteer, at=at)
    return objection


def _put_right(objection: Objection, volunteer: Volunteer, *, minutes: int, by: Person, at: datetime) -> None:
    """The line that stands by now is corrected, whatever became of the one that was objected to; where none stands, one
    is added."""
    was = objection.entry
    if was is not None and (now := line_now(was)):
        put_right(now, volunteer, minutes=minutes, ground=Ground.OBJECTION, by=by, at=at)
        return
    if not 0 < minutes <= DAY_MINUTES:
        raise NotValid(fields={"minutes": _("Give the minutes that were really served.")})
    shift, attendance, served_on, planned = _missing(objection, volunteer) if was is None else _gone(was)
    add_entry(
        volunteer,
        EntryKind.CORRECTION,
        organisation=objection.organisation,
        activity=was.activity if was else shift.activity if shift else None,
        shift=shift,
        attendance=attendance,
        served_on=served_on,
        minutes=(planned, minutes, minutes),
        ground=Ground.OBJECTION,
        by=by,
        at=at,
    )


def _gone(was: BookEntry) -> tuple[Shift | None, Attendance | None, date, int]:
    return was.shift, was.attendance, was.served_on, was.planned


def _missing(objection: Objection, volunteer: Volunteer) -> tuple[Shift | None, Attendance | None, date, int]:
    shift = objection.shift
    assert shift is not None
    attendance = Attendance.objects.filter(shift=shift, volunteer=volunteer).first()
    if attendance is not None and BookEntry.objects.filter(attendance=attendance).exists():
        raise Conflict(_("The hours of this shift were written down in the meantime. Look at that line."))
    return shift, attendance, localdate(shift.starts_at), shift.minutes


def _open(objection: Objection) -> Objection:
    rows = Objection.objects.select_related("volunteer", "entry", "shift__activity", "organisation")
    objection = rows.get(pk=objection.pk)
    if objection.state != ObjectionState.OPEN:
        raise Conflict(_("This was answered already."))
    return objection


def _said(words: str, wanted: int | None) -> str:
    said, wrong = clean_text(words).strip(), dict[str, Sentence]()
    if not said:
        wrong["words"] = _("Say what is wrong, in a sentence or two.")
    elif len(said) > WORDS_LONGEST:
        wrong["words"] = _("This is too long. Keep it under %(count)d characters.") % {"count": WORDS_LONGEST}
    if wanted is not None and not 0 <= wanted <= DAY_MINUTES:
        wrong["wanted"] = _("Give the minutes as a number, up to a whole day.")
    if wrong:
        raise NotValid(fields=wrong)
    return said


def _about(volunteer: Volunteer, entry: BookEntry | None, shift: Shift | None) -> tuple[Organisation, Shift | None]:
    """Who recorded, or should have, and the shift of an objection without a line; whoever neither signed up nor was
    there has none to object about."""
    if entry is not None:
        if entry.volunteer_id != volunteer.pk:
            raise NotAllowed(_("Everybody objects to her own record."))
        if entry.reverses_id is not None or BookEntry.objects.filter(reverses=entry).exists():
            raise Conflict(_("This line was taken back already. Look at the one that stands."))
        return entry.organisation, None
    was_there = shift is not None and (
        Attendance.objects.filter(shift=shift, volunteer=volunteer).exists()
        or Signup.objects.filter(shift=shift, volunteer=volunteer).exists()
    )
    if shift is None or not was_there:
        raise NotValid(fields={"shift": _("You were not signed up for this shift. Ask its leader.")})
    if BookEntry.objects.filter(shift=shift, volunteer=volunteer, reverses__isnull=True).exists():
        raise Conflict(_("This shift stands in your record. Object to its line."))
    return shift.activity.organisation, shift
