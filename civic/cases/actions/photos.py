"""Photos: looked at before the receipt, prepared later in a bounded process, the upload gone within the hour."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civic.cases.actions.moving import tell_reporter
from civic.cases.models import Case, Draft, Line, Photo, PhotoBox, PhotoState
from civic.cases.rules.boxes import Box, boxes_fault
from civic.lib.blurring import cover
from civic.lib.nudge import nudge
from civic.lib.picture_files import digest_of, drop_pictures, drop_upload, keep_upload, picture_path, prepare_upload
from civic.lib.pictures import DevelopFailed, look_at
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotValid

CLAIM_MINUTES = 5
UPLOAD_HOURS = 1
OFFICE_PHOTOS_MOST = 6  # before and after together, of one answer
NOT_READY = gettext_lazy("This photo is not ready yet, so nothing in it can be covered. Try again in a minute.")
NOT_READABLE = gettext_lazy(
    "This photo cannot be read any more, so nothing in it could be covered. Leave it out instead."
)
NO_BOXES = gettext_lazy("Nothing is covered in this photo, so there is nothing to take back.")
PUBLIC_WITH_BOXES = gettext_lazy(
    "This photo is public as it is covered now. Draw the boxes anew, or withhold the case first."
)


def receive_photo(upload: UploadedFile, *, draft: Draft | None = None, case: Case | None = None, at: datetime) -> Photo:
    """Take a photo in: header, size and pixel count are checked, the bytes are on disk before the row. The same upload
    twice is one photo. Raises NotValid with a sentence naming the file; the rest of the report survives."""
    name = clean_line(upload.name or "").strip()[:120]
    header = look_at(upload)
    digest = digest_of(upload)
    owner = Photo.objects.filter(draft=draft) if draft is not None else Photo.objects.filter(case=case)
    known = owner.filter(digest=digest).first()
    if known is not None:
        return known
    if owner.count() >= settings.PHOTOS_MOST:
        raise NotValid(
            fields={
                "photos": _("“%(name)s” was not added: a report holds %(most)d photos at most. Remove one first.")
                % {"name": name, "most": settings.PHOTOS_MOST}
            }
        )
    line = (
        case.lines.order_by("seq").first() if case is not None else None
    )  # it belongs to the report; a draft's wait for theirs
    photo = Photo(
        case=case,
        draft=draft,
        line=line,
        file_name=name,
        digest=digest,
        width=header.width,
        height=header.height,
        received_at=at,
    )
    keep_upload(photo.key, upload)
    with transaction.atomic():
        photo.save(force_insert=True)
        nudge("cases.prepare_photos")
    return photo


def keep_photos(uploads: Sequence[UploadedFile], *, case: Case, line: Line, at: datetime) -> list[Photo]:
    """Take the photos that came with a report, all or none: bytes on disk before the rows, and none left behind when
    one is refused. Raises NotValid naming the file, or for more than a report may hold. Belongs in the transaction of
    the report."""
    if len(uploads) > settings.PHOTOS_MOST:
        raise NotValid(fields={"photo": _("A report holds %(most)d photos at most.") % {"most": settings.PHOTOS_MOST}})
    photos: dict[str, Photo] = {}
    kept: list[UUID] = []
    try:
        for upload in uploads:
            header = look_at(upload)
            digest = digest_of(upload)
            if digest in photos:
                continue
            photo = Photo(
                case=case,
                line=line,
                file_name=clean_line(upload.name or "").strip()[:120],
                digest=digest,
                width=header.width,
                height=header.height,
                received_at=at,
            )
            kept.append(photo.key)
            keep_upload(photo.key, upload)
            photos[digest] = photo
        rows = Photo.objects.bulk_create(photos.values())
    except BaseException:
        for key in kept:
            drop_upload(key)
        raise
    nudge("cases.prepare_photos")
    return rows


def keep_office_photo(upload: UploadedFile, *, case: Case, moment: str, alt: str, at: datetime) -> Photo:
    """Take a photo of the office in, for an answer that is not out yet: bytes on disk before the row, the same one
    once. Raises NotValid naming the file, or for more than an answer holds. Belongs in the transaction of an act."""
    header, digest = look_at(upload), digest_of(upload)
    waiting = Photo.objects.filter(case=case, line__isnull=True).exclude(moment="")
    known = waiting.filter(digest=digest, moment=moment).first()
    if known is not None:
        return known
    if waiting.count() >= OFFICE_PHOTOS_MOST:
        most = gettext_lazy("An answer holds %(most)d photos at most. Remove one first.") % {"most": OFFICE_PHOTOS_MOST}
        raise NotValid(fields={"photo": most})
    photo = Photo(
        case=case,
        digest=digest,
        file_name=clean_line(upload.name or "").strip()[:120],
        width=header.width,
        height=header.height,
        moment=moment,
        alt=alt,
        received_at=at,
    )
    keep_upload(photo.key, upload)
    photo.save(force_insert=True)
    nudge("cases.prepare_photos")
    return photo


def drop_office_photos(case: Case) -> None:
    """The photos an office kept for an answer that never went out go with it. Belongs in the transaction of an act."""
    for photo in Photo.objects.filter(case=case, line__isnull=True).exclude(moment=""):
        drop_photo(photo)


def drop_photo(photo: Photo) -> None:
    """A photo goes, its files once the act holds. Belongs in the transaction of an act."""
    files = Photo(key=photo.key, sealed_key=photo.sealed_key)
    photo.delete()
    transaction.on_commit(lambda: _remove_files(files))


@transaction.atomic
def remove_photo(photo: Photo) -> None:
    """Take a photo out of a draft again, with its files."""
    _remove_files(photo)
    photo.delete()


def drop_photos(case: Case) -> None:
    """Take away all photos that a resident handed in with a case, files and rows; those of the office are not hers."""
    for photo in case.photos.filter(moment=""):
        remove_photo(photo)


def _remove_files(photo: Photo) -> None:
    drop_upload(photo.key)
    drop_pictures(photo.key)
    if photo.sealed_key is not None:
        drop_pictures(photo.sealed_key)


def cover_photo(photo: Photo, boxes: Sequence[Box]) -> None:
    """Put a rendition with boxes covered in place of the photo, under an address of its own; the one without them is
    sealed, and what was covered before with other boxes is gone. Belongs in the transaction of an act. Raises NotValid
    for boxes that cannot be laid, Conflict for a photo that is not ready or cannot be read."""
    if fault := boxes_fault(list(boxes)):
        raise NotValid(fields={"boxes": fault})
    if photo.state != PhotoState.READY:
        raise Conflict(NOT_READY)
    sealed, before, key = photo.sealed_key or photo.key, photo.key, uuid4()
    picture_path(key, "large").parent.mkdir(parents=True, exist_ok=True)
    try:
        cover(
            picture_path(sealed, "large"),
            picture_path(key, "large"),
            picture_path(key, "small"),
            [b[:4] for b in boxes],
        )
    except OSError:
        drop_pictures(key)
        raise Conflict(NOT_READABLE) from None
    photo.key, photo.sealed_key = key, sealed
    photo.save(update_fields=["key", "sealed_key"])
    photo.boxes.all().delete()
    PhotoBox.objects.bulk_create(PhotoBox(photo=photo, **box._asdict()) for box in boxes)
    if before != sealed:
        transaction.on_commit(lambda: drop_pictures(before))


def uncover_photo(photo: Photo) -> None:
    """Take the boxes off again, while nobody else has seen the photo. Belongs in the transaction of an act. Raises
    Conflict for a photo without boxes, or one that is public."""
    if photo.sealed_key is None:
        raise Conflict(NO_BOXES)
    if photo.is_public:
        raise Conflict(PUBLIC_WITH_BOXES)
    before, photo.key, photo.sealed_key = photo.key, photo.sealed_key, None
    photo.save(update_fields=["key", "sealed_key"])
    photo.boxes.all().delete()
    transaction.on_commit(lambda: drop_pictures(before))


def prepare_photos(*, at: datetime, most: int = 50) -> int:
    """Prepare what waits: claim a row, turn, shrink and clean it in a bounded process, drop the upload. Returns how
    many are ready."""
    _take_back_claims(at)
    ready = 0
    for photo in Photo.objects.filter(state=PhotoState.RECEIVED).order_by("received_at")[:most]:
        claimed = Photo.objects.filter(pk=photo.pk, state=PhotoState.RECEIVED).update(
            state=PhotoState.DEVELOPING, claimed_at=at
        )
        ready += claimed == 1 and _prepare(photo, at=at)
    return ready


def _take_back_claims(at: datetime) -> None:
    stale = Photo.objects.filter(state=PhotoState.DEVELOPING, claimed_at__lt=at - timedelta(minutes=CLAIM_MINUTES))
    stale.update(state=PhotoState.RECEIVED, claimed_at=None)


def _prepare(photo: Photo, *, at: datetime) -> bool:
    try:
        made = prepare_upload(photo.key)
    except DevelopFailed as failed:
        _fail(photo, reason=failed.code, at=at)
        return False
    Photo.objects.filter(pk=photo.pk).update(
        state=PhotoState.READY, width=made.large.width, height=made.large.height, claimed_at=None
    )
    drop_upload(photo.key)
    return True


@transaction.atomic
def _fail(photo: Photo, *, reason: str, at: datetime) -> None:
    Photo.objects.filter(pk=photo.pk).update(state=PhotoState.FAILED, failure=reason[:40], claimed_at=None)
    drop_upload(photo.key)
    case = Case.objects.select_related("office").filter(photos=photo.pk).first()
    is_the_residents = not photo.moment and not Line.objects.filter(photos=photo.pk, side="act").exists()
    if case is not None and is_the_residents:
        tell_reporter(case, verb="photo-failed", at=at, more={"file_name": photo.file_name})


def tidy_uploads(*, at: datetime) -> int:
    """No upload outlives the hour: what could not be prepared by then is given up and told. Returns how many were given
    up."""
    late = list(
        Photo.objects.filter(
            state__in=[PhotoState.RECEIVED, PhotoState.DEVELOPING], received_at__lt=at - timedelta(hours=UPLOAD_HOURS)
        )
    )
    for photo in late:
        _fail(photo, reason="too-late", at=at)
    _drop_strays(at)
    return len(late)


def _drop_strays(at: datetime) -> None:
    """An upload whose row never came to be, because the power went in between, goes with its hour as well."""
    folder = Path(settings.UPLOAD_DIR)
    for stray in folder.iterdir() if folder.is_dir() else ():
        if stray.is_file() and stray.stat().st_mtime < (at - timedelta(hours=UPLOAD_HOURS)).timestamp():
            stray.unlink(missing_ok=True)
