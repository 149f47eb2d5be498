"""Photos of a meeting's paper sheets: taken in from the committee, let out by a moderator, taken back by either."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import prepare_waiting
from civic.cases.models import PhotoState
from civic.communities.actions.holding import corner_of, demand, demand_role, side_of, write
from civic.communities.models import Corner, Meeting, Sheet
from civic.communities.rules import ADD_SHEET, ALT_LONGEST, HIDE_SHEET, SHEETS_MOST, SHOW_SHEET, check_words
from civic.lib.nudge import nudge
from civic.lib.picture_files import digest_of, keep_upload
from civic.lib.pictures import look_at
from civic.lib.plain_text import clean_line, guess_language
from civic.lib.refusals import Conflict, NotValid

PREPARE = "communities.prepare"


@transaction.atomic
def add_sheet(meeting: Meeting, *, by: Person, upload: UploadedFile, alt: str, at: datetime) -> Sheet:
    """The committee adds a photo of a paper sheet, with words for what stands on it; nobody outside sees it yet. The
    same upload twice is one. Raises NotAllowed; Conflict where the note was hidden; NotValid by field."""
    corner = _held(meeting, ADD_SHEET, by=by, at=at)
    words = clean_line(alt).strip()
    demand(check_words("alt", words, longest=ALT_LONGEST))
    header, digest = look_at(upload), digest_of(upload)
    known = Sheet.objects.filter(meeting=meeting, digest=digest).first()
    if known is not None:
        return known
    if Sheet.objects.filter(meeting=meeting).count() >= SHEETS_MOST:
        raise NotValid(fields={"photo": _("A meeting holds six sheets at most.")})
    sheet = Sheet(
        meeting=meeting,
        alt=words,
        language=guess_language(words),
        digest=digest,
        width=header.width,
        height=header.height,
        received_at=at,
    )
    keep_upload(sheet.key, upload)
    sheet.save(force_insert=True)
    write(corner, ADD_SHEET, by=by, at=at, meeting=meeting, facts={"sheet": sheet.pk})
    nudge(PREPARE)
    return sheet


@transaction.atomic
def show_sheet(sheet: Sheet, *, by: Person, at: datetime) -> None:
    """A moderator has looked at it, and everybody may see it. Raises NotAllowed; Conflict while it is not ready, and
    where the note was hidden."""
    corner = _held(sheet.meeting, SHOW_SHEET, by=by, at=at)
    ready = Sheet.objects.filter(pk=sheet.pk, state=PhotoState.READY)
    if not ready.update(is_public=True, screened_at=at, screened_by=by):
        raise Conflict(_("This picture is not ready yet. Try again in a minute."))
    side = side_of(by, at=at, corner=corner)
    write(corner, SHOW_SHEET, by=by, at=at, meeting=sheet.meeting, facts={"sheet": sheet.pk}, side=side)


@transaction.atomic
def hide_sheet(sheet: Sheet, *, by: Person, at: datetime) -> None:
    """It is kept from everybody, or taken back; it stays with the desk as evidence. Raises NotAllowed."""
    corner = corner_of(sheet.meeting.corner.community, at=at)
    demand_role(corner, HIDE_SHEET, by=by, at=at)
    Sheet.objects.filter(pk=sheet.pk).update(is_public=False, screened_at=at, screened_by=by)
    side = side_of(by, at=at, corner=corner)
    write(corner, HIDE_SHEET, by=by, at=at, meeting=sheet.meeting, facts={"sheet": sheet.pk}, side=side)


def prepare_sheets(*, at: datetime, most: int = 50) -> int:
    """Prepare what waits. Returns how many are ready."""
    return prepare_waiting(Sheet, at=at, most=most)


def _held(meeting: Meeting, verb: str, *, by: Person, at: datetime) -> Corner:
    corner = corner_of(meeting.corner.community, at=at)
    demand_role(corner, verb, by=by, at=at)
    if not Meeting.objects.filter(pk=meeting.pk, is_shown=True).exists():
        raise Conflict(_("The note of this meeting was hidden, so its sheets stay with it."))
    return corner
