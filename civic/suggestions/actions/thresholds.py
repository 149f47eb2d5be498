"""How many supporters oblige an answer in an area is set, from a day on and with a reason."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from civic.accounts.models import Person
from civic.journal.actions import record_change
from civic.lib.plain_text import clean_text
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.queries import hand_of
from civic.places.models import Area
from civic.suggestions.models import Threshold
from civic.suggestions.queries import held_in, may_set, reach_of
from civic.suggestions.rules.thresholds import NO_KEEPER, NOT_YOUR_AREA, Obliges, threshold_faults


@transaction.atomic
def set_threshold(
    area: Area, *, by: Person, obliges: Obliges | None, since: date | None, reason: str, at: datetime
) -> Threshold:
    """From a day on so many oblige an answer in an area, or (None) it goes by the area above it again. What is open for
    support already keeps what was said when it was opened. Raises NotAllowed for whoever does not set it here; NotValid
    by field, also for a day that is over."""
    area = Area.objects.select_for_update(of=("self",)).get(pk=area.pk)
    today = localdate(at)
    reach = reach_of(by, hand_of(by, on=today))
    if reach is None:
        raise NotAllowed(NO_KEEPER)
    if not may_set(area, reach):
        raise NotAllowed(NOT_YOUR_AREA, code="area")
    said = clean_text(reason).strip()
    if wrong := threshold_faults(obliges, reason=said, since=since, today=today):
        raise NotValid(fields=wrong)
    assert since is not None  # the rule has asked
    before = _told(held_in([area], on=since)[0].obliges)
    made = Threshold.objects.create(
        area=area,
        since=since,
        needed=obliges.needed if obliges else None,
        answer_days=obliges.answer_days if obliges else None,
        support_days=obliges.support_days if obliges else None,
        reason=said,
        by=by,
        at=at,
    )
    record_change(
        "change",
        by=by,
        about=f"suggestions.threshold:{area.code}",
        name=str(area),
        before=before,
        after=_told(held_in([area], on=since)[0].obliges),
        given={"since": since.isoformat(), "reason": said, "inherits": obliges is None},
        at=at,
    )
    return made


def _told(obliges: Obliges) -> dict[str, Any]:
    return {"needed": obliges.needed, "answer_days": obliges.answer_days, "support_days": obliges.support_days}
