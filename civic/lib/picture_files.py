"""The files of a picture: an upload, kept apart and never served, and the two sizes prepared from it."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from civic.lib.pictures import Developed, DevelopFailed, develop

SIZES = ("large", "small")


def upload_path(key: UUID) -> Path:
    """Where an upload waits; never served."""
    return Path(settings.UPLOAD_DIR) / key.hex


def picture_path(key: UUID, size: str) -> Path:
    """Where a prepared picture lies; served by a view that asks who is looking."""
    return Path(settings.MEDIA_ROOT) / key.hex[:2] / f"{key.hex}-{size}.jpg"


def digest_of(upload: UploadedFile) -> str:
    """The digest by which the same upload is known again."""
    seal = sha256()
    upload.seek(0)
    for chunk in upload.chunks():
        seal.update(chunk)
    upload.seek(0)
    return seal.hexdigest()


def keep_upload(key: UUID, upload: UploadedFile) -> None:
    """Put the bytes on disk, before the row that speaks of them. Raises FileExistsError where this key has some."""
    target = upload_path(key)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("xb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)


def prepare_upload(key: UUID) -> Developed:
    """Turn, shrink and clean an upload in a bounded process and put both sizes where they are served from; the upload
    stays. Raises DevelopFailed, with a code that may be kept, and then nothing is served."""
    folder = picture_path(key, "large").parent
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=folder) as workplace:  # two pictures share a folder, never a name
            made = develop(upload_path(key), Path(workplace))
            for size, taken in zip(SIZES, (made.large, made.small), strict=True):
                taken.path.replace(picture_path(key, size))
    except OSError as failed:
        raise DevelopFailed("unreadable") from failed
    return made


def drop_upload(key: UUID) -> None:
    """The upload is gone, prepared or not."""
    upload_path(key).unlink(missing_ok=True)


def drop_pictures(key: UUID) -> None:
    """Both sizes are gone."""
    for size in SIZES:
        picture_path(key, size).unlink(missing_ok=True)


def drop_files(keys: Iterable[UUID]) -> None:
    """Uploads and sizes of all these are gone."""
    for key in keys:
        drop_upload(key)
        drop_pictures(key)
