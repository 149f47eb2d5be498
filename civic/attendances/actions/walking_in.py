"""Somebody came without having signed up, or only a sheet of paper says so: a photo, and a second person who looks."""

from contextlib import suppress
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.actions.permitting import NOT_YOURSELF, permit_leader, said
from civic.attendances.models import Attendance, WalkIn
from civic.attendances.rules import How, stays_fault
from civic.lib.nudge import nudge
from civic.lib.picture_files import digest_of, drop_upload, keep_upload, picture_path, prepare_upload
from civic.lib.pictures import DevelopFailed, look_at
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Taken
from civic.lib.sweeping import one_by_one
from civic.shifts.actions.holding import hold_shift, write_activity
from civic.shifts.models import Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.actions import hold_volunteer
from civic.volunteers.models import Volunteer
from civic.volunteers.rules import VolunteerState

PREPARE = "attendances.prepare"
NO_NUMBER = _("No volunteer of the city has this number. It stands on the volunteer’s page, like V260000042.")
ANOTHER = _("Whoever wrote this down does not approve it. Another leader or manager looks at the photo.")
WHY = _("Say why: it stays beside the walk-in.")


@transaction.atomic
def write_walk_in(
    shift: Shift,
    *,
    number: str,
    came_at: datetime,
    went_at: datetime,
    words: str,
    upload: UploadedFile | None,
    by: Person,
    at: datetime,
) -> WalkIn:
    """Somebody was there without a sign-up: the leader writes it down, with a photo of the sheet or the place. It
    counts once another approves it. Raises NotAllowed, NotValid by field, Taken for whoever is written down already,
    Conflict for a shift that was called off or is not over for her."""
    volunteer = _numbered(number)
    volunteer = hold_volunteer(volunteer)
    shift = hold_shift(shift)
    permit_leader(shift, by=by, of=volunteer)
    if shift.state == ShiftState.CALLED_OFF:
        raise Conflict(_("This shift was called off, so nobody walked in."))
    if upload is None:
        raise NotValid(fields={"photo": _("Add a photo of the sheet, or of the place with whoever came.")})
    if stays_fault(came_at, went_at, starts=shift.starts_at, ends=shift.ends_at, now=at):
        raise NotValid(fields={"went_at": _("These hours cannot be: within the shift, and not later than now.")})
    told = said(words, field="words", sentence=_("Say how you know that this volunteer was there."))
    if Attendance.objects.filter(shift=shift, volunteer=volunteer).exists():
        raise Taken(_("This volunteer is written down for this shift already."))
    if shift.walk_ins.filter(volunteer=volunteer, is_approved__isnull=True).exists():
        raise Taken(_("A walk-in of this volunteer waits to be approved already."))
    look_at(upload)
    walk_in = WalkIn(
        shift=shift,
        volunteer=volunteer,
        photo=digest_of(upload),
        came_at=came_at,
        went_at=went_at,
        words=told,
        written_by=by,
        written_at=at,
    )
    with suppress(FileExistsError):  # one sheet tells of several people
        keep_upload(walk_in.key, upload)
    walk_in.save(force_insert=True)
    _line(walk_in, "write-walk-in", by=by, at=at)
    nudge(PREPARE)
    return walk_in


@transaction.atomic
def decide_walk_in(walk_in: WalkIn, *, is_approved: bool, reason: str = "", by: Person, at: datetime) -> WalkIn:
    """Another leader or manager looks at the photo and decides. Raises NotAllowed for whoever wrote it and for
    oneself, NotValid for a no without a reason, Conflict, Taken where she was written down meanwhile."""
    volunteer = hold_volunteer(Volunteer(pk=walk_in.volunteer_id))
    hold_shift(walk_in.shift)
    walk_in = WalkIn.objects.select_related("shift__activity__organisation", "volunteer").get(pk=walk_in.pk)
    permit_leader(walk_in.shift, by=by)
    if walk_in.written_by_id == by.pk:
        raise NotAllowed(ANOTHER, code="same-hand")
    if volunteer.person_id == by.pk:
        raise NotAllowed(NOT_YOURSELF, code="yourself")
    if walk_in.is_approved is not None:
        raise Conflict(_("This was decided already."))
    walk_in.reason = reason.strip()[:300] if is_approved else said(reason, field="reason", sentence=WHY)
    walk_in.is_approved, walk_in.decided_by, walk_in.decided_at = is_approved, by, at
    walk_in.save(update_fields=["is_approved", "decided_by", "decided_at", "reason"])
    if is_approved:
        if Attendance.objects.filter(shift=walk_in.shift, volunteer=volunteer).exists():
            raise Taken(_("This volunteer is written down for this shift already."))
        hours = {"in_at": walk_in.came_at, "out_at": walk_in.went_at, "in_how": How.BY_HAND, "out_how": How.BY_HAND}
        Attendance.objects.create(shift=walk_in.shift, volunteer=volunteer, walk_in=walk_in, **hours)
    _line(walk_in, "decide-walk-in", by=by, at=at)
    return walk_in


def _numbered(number: str) -> Volunteer:
    found = Volunteer.objects.filter(number=number.strip().upper(), state=VolunteerState.ACTIVE).first()
    if found is None:
        raise NotValid(fields={"number": NO_NUMBER})
    return found


def _line(walk_in: WalkIn, verb: str, *, by: Person, at: datetime) -> None:
    facts = {
        "shift": walk_in.shift.number,
        "volunteer": walk_in.volunteer.number,
        "photo": walk_in.photo,
        "is_approved": walk_in.is_approved,
    }
    write_activity(walk_in.shift.activity, verb, by=by, at=at, shift=walk_in.shift, facts=facts)


def prepare_photos(*, most: int = 50) -> int:
    """Photos of walk-ins are turned, shrunk and cleaned of what the phone wrote into them; the upload goes. Returns how
    many are ready."""
    waiting = WalkIn.objects.filter(is_ready=False, failure="").order_by("written_at")
    return one_by_one(waiting[:most], _prepare)


def _prepare(walk_in: WalkIn) -> bool:
    rows = WalkIn.objects.filter(photo=walk_in.photo)
    if picture_path(walk_in.key, "large").exists():
        return rows.update(is_ready=True) > 0
    try:
        prepare_upload(walk_in.key)
    except DevelopFailed as failed:
        rows.update(failure=failed.code[:40])
        drop_upload(walk_in.key)
        return False
    drop_upload(walk_in.key)
    return rows.update(is_ready=True) > 0
