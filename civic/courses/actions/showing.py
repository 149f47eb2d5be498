"""A volunteer shows a paper: its picture is prepared like every upload, and seen by its holder and a checker alone."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.courses.models import Claim, Qualification
from civic.courses.rules import ClaimState, QualificationKind
from civic.lib.nudge import nudge
from civic.lib.picture_files import digest_of, drop_files, drop_upload, keep_upload, prepare_upload
from civic.lib.pictures import DevelopFailed, look_at
from civic.lib.refusals import Conflict, NotAllowed, Taken
from civic.lib.sweeping import one_by_one
from civic.volunteers.actions import hold_volunteer, permit_active, write_volunteer
from civic.volunteers.models import Volunteer

PREPARE = "courses.prepare"


@transaction.atomic
def show_paper(
    volunteer: Volunteer, qualification: Qualification, *, upload: UploadedFile, by: Person, at: datetime
) -> Claim:
    """A volunteer hands in the picture of a paper and asks to be qualified by it. Raises NotAllowed for whoever is no
    volunteer now, Conflict for what only a course gives, Taken while one waits, NotValid for what is no picture."""
    volunteer = hold_volunteer(volunteer)
    if volunteer.person_id != by.pk:
        raise NotAllowed()
    permit_active(volunteer)
    if not qualification.is_offered or qualification.kind == QualificationKind.COURSE:
        raise Conflict(_("Only a course gives this one. Look at the list of courses."))
    if volunteer.claims.filter(qualification=qualification, state=ClaimState.WAITING).exists():
        raise Taken(_("A paper of yours for this waits to be looked at already."))
    look_at(upload)
    claim = Claim(volunteer=volunteer, qualification=qualification, digest=digest_of(upload), made_at=at)
    keep_upload(claim.key, upload)
    claim.save(force_insert=True)
    write_volunteer(volunteer, "show-paper", by=by, at=at, facts={"qualification": qualification.code})
    nudge(PREPARE)
    return claim


def prepare_papers(*, most: int = 50) -> int:
    """Pictures that wait are turned, shrunk and cleaned of what the phone wrote into them; the upload goes. Returns
    how many are ready."""
    waiting = Claim.objects.filter(state=ClaimState.WAITING, is_ready=False, failure="").exclude(digest="")
    return one_by_one(waiting.order_by("made_at")[:most], _prepare)


def _prepare(claim: Claim) -> bool:
    rows = Claim.objects.filter(pk=claim.pk)
    try:
        prepare_upload(claim.key)
    except DevelopFailed as failed:
        rows.update(failure=failed.code[:40])
        drop_upload(claim.key)
        return False
    drop_upload(claim.key)
    return rows.update(is_ready=True) == 1


def drop_papers(volunteer: Volunteer) -> None:
    """Every picture of her papers goes, once the act holds. Belongs in the transaction of an act."""
    keys = list(volunteer.claims.exclude(digest="").values_list("key", flat=True))
    volunteer.claims.update(digest="", is_ready=False)
    transaction.on_commit(lambda: drop_files(keys))
