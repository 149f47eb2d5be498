"""Photos of the office for an answer: before the work, after it. Nobody outside sees one before its answer is out and a
moderator has looked at it."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import drop_photo, hold, keep_office_photo, permit
from civic.cases.models import Case, Moment, Photo
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid, Sentence

ALT_LONGEST = 200


@transaction.atomic
def attach_photo(case: Case, *, by: Person, upload: UploadedFile | None, moment: str, alt: str, at: datetime) -> Photo:
    """The office adds a photo to the answer it is writing, with words for whoever cannot see it; by whoever may answer,
    when she may. Raises NotAllowed, Conflict; NotValid for what is no photo, says nothing, or is one too many."""
    case = hold(case)
    permit(case, "answer", by=by, at=at)
    alt = clean_line(alt).strip()
    wrong: dict[str, Sentence] = {}
    if upload is None:
        wrong["photo"] = _("Choose a photo.")
    if moment not in Moment.values:
        wrong["moment"] = _("Say whether it was taken before the work or after it.")
    if not alt:
        wrong["alt"] = _("Say in a few words what it shows, for whoever cannot see it.")
    elif len(alt) > ALT_LONGEST:
        wrong["alt"] = _("This is too long. Keep it under %(count)d characters.") % {"count": ALT_LONGEST}
    if wrong or upload is None:
        raise NotValid(fields=wrong)
    return keep_office_photo(upload, case=case, moment=moment, alt=alt, at=at)


@transaction.atomic
def detach_photo(case: Case, *, by: Person, photo: int, at: datetime) -> None:
    """A photo of the office goes again, file and all, while its answer is not out. Raises NotAllowed; Conflict for one
    that is gone, or out."""
    case = hold(case)
    permit(case, "answer", by=by, at=at)
    held = Photo.objects.filter(case=case, pk=photo, line__isnull=True).exclude(moment="").first()
    if held is None:
        raise Conflict(_("This photo is gone already, or its answer is out."))
    drop_photo(held)
