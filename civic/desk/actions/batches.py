"""One verb for many cases: a row for each, moved one by one, so that one refusal leaves the others done and a long list
goes on after the page has answered."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from civic.accounts.models import Person
from civic.cases.models import Case
from civic.cases.rules import Given
from civic.desk.actions.moving import make_move
from civic.desk.models import Batch, BatchItem
from civic.lib.nudge import nudge
from civic.lib.refusals import Conflict, Refused
from civic.offices.models import Matter, Office

KEPT = timedelta(days=7)
"""So long an officer can look up what became of a list."""

_REFUSAL_LONGEST = 500


@dataclass(frozen=True)
class Asked:
    """One case of many, as the officer read it: how far its timeline had come, what the move is given; or why it was
    clear from the start that it does not go."""

    case: Case
    seq: int
    given: Given
    refusal: str = ""


@transaction.atomic
def start_batch(
    asked: Sequence[Asked], verb: str, *, by: Person, query: str = "", language: str = "en", at: datetime
) -> Batch:
    """An officer sends the same move to many cases. Nothing is moved yet: each case is a row that waits. Raises
    nothing: whether she may is asked case by case, when it is moved."""
    batch = Batch.objects.create(by=by, verb=verb, query=query, language=language, asked_at=at)
    BatchItem.objects.bulk_create(
        BatchItem(
            batch=batch,
            case=one.case,
            seq=one.seq,
            matter=_matter(one.given),
            office=_office(one.given),
            state=BatchItem.State.REFUSED if one.refusal else BatchItem.State.WAITING,
            refusal=one.refusal[:_REFUSAL_LONGEST],
        )
        for one in asked
    )
    nudge("desk.work_batches")
    return batch


def work_batch(batch: Batch, *, at: datetime, is_time_left: Callable[[], bool] = lambda: True) -> Batch:
    """Move what waits of a list, each case in a transaction of its own, while there is time; what is refused keeps its
    sentence. Two workers at once do each case once. Raises nothing."""
    waiting = BatchItem.objects.filter(batch=batch, state=BatchItem.State.WAITING)
    for item in waiting.select_related("case", "matter", "office").defer("case__public_text").order_by("pk"):
        if not is_time_left():
            return batch
        _work(batch, item, at=at)
    Batch.objects.filter(pk=batch.pk, done_at__isnull=True).exclude(items__state=BatchItem.State.WAITING).update(
        done_at=at
    )
    batch.refresh_from_db(fields=["done_at"])
    return batch


def for_milliseconds(most: float, *, at_least: int = 5) -> Callable[[], bool]:
    """Is there time left of so many milliseconds from now, or of so many cases? For a page that does a part and leaves
    the rest."""
    ends, asked = time.monotonic() + most / 1000, count()
    return lambda: next(asked) < at_least or time.monotonic() < ends


def work_batches(*, at: datetime) -> int:
    """Finish the lists that wait, the oldest first, and throw old ones away. Gives back how many were finished."""
    finished = 0
    for batch in Batch.objects.filter(done_at__isnull=True).select_related("by").order_by("pk"):
        finished += work_batch(batch, at=at).done_at is not None
    Batch.objects.filter(done_at__lt=at - KEPT).delete()
    return finished


def _work(batch: Batch, item: BatchItem, *, at: datetime) -> None:
    """Move one case, unless another worker is at it; a refusal undoes the move and stays beside the case."""
    try:
        with transaction.atomic():
            _claim(item, BatchItem.State.DONE)
            last = Case.objects.select_for_update().values_list("last_seq", flat=True).get(pk=item.case_id)
            if last != item.seq:
                raise Conflict(_("Something happened in this case since you chose it. Open it and read first."))
            make_move(item.case, batch.verb, by=batch.by, given=item.given, at=at)
    except _TakenByAnother:
        return
    except Refused as refused:
        with override(batch.language):
            told = str(refused.sentence)[:_REFUSAL_LONGEST]
        BatchItem.objects.filter(pk=item.pk, state=BatchItem.State.WAITING).update(
            state=BatchItem.State.REFUSED, refusal=told
        )


class _TakenByAnother(Exception):
    """Another worker moves this case for the same list."""


def _claim(item: BatchItem, state: BatchItem.State) -> None:
    if BatchItem.objects.filter(pk=item.pk, state=BatchItem.State.WAITING).update(state=state) != 1:
        raise _TakenByAnother


def _matter(given: Given) -> Matter | None:
    found = given.get("matter")
    return found if isinstance(found, Matter) else None


def _office(given: Given) -> Office | None:
    found = given.get("office")
    return found if isinstance(found, Office) else None
