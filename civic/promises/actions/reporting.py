"""The owner tells how far it is. It says what it did; whether that is so, another side says."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.lib.refusals import NotValid
from civic.promises.actions.holding import hold, permit, said, write
from civic.promises.models import Promise, Report, Stage
from civic.promises.rules import STALE, WORDS_LONGEST


@transaction.atomic
def report(
    promise: Promise,
    *,
    by: Person,
    text: str,
    progress: int,
    stage: int | None = None,
    next_on: date | None = None,
    at: datetime,
) -> Report:
    """The owner reports in words and percent, names the stage it holds to be done, and the day of the next report, in
    ninety days at the latest. Raises NotAllowed, Conflict, NotValid by field."""
    promise = hold(promise)
    allowed = permit(promise, "report", by=by, at=at)
    words, today = said(text, longest=WORDS_LONGEST), localdate(at)
    if not 0 <= progress <= 100:
        raise NotValid(fields={"progress": _("Write a whole number from 0 to 100.")})
    next_on = next_on or today + STALE
    if not timedelta(0) < next_on - today <= STALE:
        raise NotValid(fields={"next_on": _("Name a day within the next ninety days.")})
    done = _done(promise, stage, at=at)
    facts: dict[str, Any] = {"progress": progress, "next": next_on.isoformat()}
    if done is not None:
        facts |= {"stage": done.place, "stage_words": done.words}
    promise.progress, promise.next_report_on, promise.heard_on = progress, next_on, today
    line = write(promise, allowed, by=by, at=at, words=words, facts=facts)
    return Report.objects.create(promise=promise, line=line, progress=progress, stage=done, next_on=next_on, at=at)


def _done(promise: Promise, place: int | None, *, at: datetime) -> Stage | None:
    """The stage that the owner holds to be done; it waits for the checking side from now on."""
    if place is None:
        return None
    stage = promise.stages.filter(place=place, acceptance__isnull=True).first()
    if stage is None:
        raise NotValid(fields={"stage": _("Choose a stage that is open still.")})
    Stage.objects.filter(pk=stage.pk).update(reported_at=at)
    return stage
