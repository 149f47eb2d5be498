"""Pictures that hang on something else than a report: rows that wait are prepared in a bounded process."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from civic.cases.models import PhotoState
from civic.lib.picture_files import drop_upload, prepare_upload
from civic.lib.pictures import DevelopFailed

CLAIMED_FOR = timedelta(minutes=5)


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
    row = kind._default_manager.filter(pk=one.pk)
    try:
        made = prepare_upload(one.key)
    except DevelopFailed as failed:
        row.update(state=PhotoState.FAILED, failure=failed.code[:40], claimed_at=None)
        drop_upload(one.key)
        return False
    row.update(state=PhotoState.READY, width=made.large.width, height=made.large.height, claimed_at=None)
    drop_upload(one.key)
    return True
