"""Pictures that hang on something else than a report: kept before their row, prepared in a bounded process."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model

from civic.cases.actions.photos import picture_path, upload_path
from civic.cases.models import PhotoState
from civic.lib.pictures import DevelopFailed, develop

CLAIMED_FOR = timedelta(minutes=5)


def keep_upload(key: UUID, upload: UploadedFile) -> None:
    """The bytes are on disk before the row says so; nothing serves them."""
    target = upload_path(key)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with target.open("xb") as kept:
        for chunk in upload.chunks():
            kept.write(chunk)


def prepare_waiting(kind: type[Model], *, at: datetime, most: int = 50) -> int:
    """Prepare what waits of a table of pictures: claim a row, turn, shrink and clean it, drop the upload. Returns how
    many are ready."""
    rows = kind._default_manager
    rows.filter(state=PhotoState.DEVELOPING, claimed_at__lt=at - CLAIMED_FOR).update(
        state=PhotoState.RECEIVED, claimed_at=None
    )
    ready = 0
    for one in rows.filter(state=PhotoState.RECEIVED).order_by("received_at")[:most]:
        mine = rows.filter(pk=one.pk, state=PhotoState.RECEIVED)
        ready += mine.update(state=PhotoState.DEVELOPING, claimed_at=at) == 1 and _prepare(kind, one)
    return ready


def _prepare(kind: type[Model], one: Any) -> bool:
    target = picture_path(one.key, "large").parent
    target.mkdir(parents=True, exist_ok=True)
    row = kind._default_manager.filter(pk=one.pk)
    try:
        with TemporaryDirectory(dir=target) as workplace:  # two pictures share a folder, never a name
            made = develop(upload_path(one.key), Path(workplace))
            for size, taken in (("large", made.large), ("small", made.small)):
                taken.path.replace(picture_path(one.key, size))
    except (DevelopFailed, OSError) as failed:
        row.update(state=PhotoState.FAILED, failure=str(getattr(failed, "code", "unreadable"))[:40], claimed_at=None)
        upload_path(one.key).unlink(missing_ok=True)
        return False
    row.update(state=PhotoState.READY, width=made.large.width, height=made.large.height, claimed_at=None)
    upload_path(one.key).unlink(missing_ok=True)
    return True
