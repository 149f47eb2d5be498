"""A volunteer shows a paper: its picture is prepared like every upload, and seen by its holder and a checker alone."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import picture_path
from civic.cases.actions.photos import digest_of, upload_path
from civic.courses.models import Claim, Qualification
from civic.courses.rules import ClaimState, QualificationKind
from civic.lib.nudge import nudge
from civic.lib.pictures import DevelopFailed, develop, look_at
from civic.lib.refusals import Conflict, NotAllowed, Taken
from civic.volunteers.actions import hold_volunteer, permit_active, write_volunteer
from civic.volunteers.models import Volunteer

PREPARE = "courses.prepare"
SIZES = ("large", "small")


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
    _keep(claim.key, upload)
    claim.save(force_insert=True)
    write_volunteer(volunteer, "show-paper", by=by, at=at, facts={"qualification": qualification.code})
    nudge(PREPARE)
    return claim


def _keep(key: UUID, upload: UploadedFile) -> None:
    target = upload_path(key)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("xb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)


def prepare_papers(*, most: int = 50) -> int:
    """Pictures that wait are turned, shrunk and cleaned of what the phone wrote into them; the upload goes. Returns
    how many are ready."""
    ready = 0
    waiting = Claim.objects.filter(state=ClaimState.WAITING, is_ready=False, failure="").exclude(digest="")
    for claim in waiting.order_by("made_at")[:most]:
        ready += _prepare(claim)
    return ready


def _prepare(claim: Claim) -> bool:
    target, rows = picture_path(claim.key, "large").parent, Claim.objects.filter(pk=claim.pk)
    target.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=target) as workplace:
            made = develop(upload_path(claim.key), Path(workplace))
            for size, taken in (("large", made.large), ("small", made.small)):
                taken.path.replace(picture_path(claim.key, size))
    except (DevelopFailed, OSError) as failed:
        rows.update(failure=str(getattr(failed, "code", "unreadable"))[:40])
        upload_path(claim.key).unlink(missing_ok=True)
        return False
    upload_path(claim.key).unlink(missing_ok=True)
    return rows.update(is_ready=True) == 1


def drop_papers(volunteer: Volunteer) -> None:
    """Every picture of her papers goes, once the act holds. Belongs in the transaction of an act."""
    keys = list(volunteer.claims.exclude(digest="").values_list("key", flat=True))
    volunteer.claims.update(digest="", is_ready=False)
    transaction.on_commit(lambda: _remove(keys))


def _remove(keys: list[UUID]) -> None:
    for key in keys:
        upload_path(key).unlink(missing_ok=True)
        for size in SIZES:
            picture_path(key, size).unlink(missing_ok=True)
