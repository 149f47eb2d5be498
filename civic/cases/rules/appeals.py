"""The two steps of an appeal: a reviewing office, then the committee, then no more on the same facts."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from civic.cases.rules.deadlines import APPEAL_DECISION_DAYS, LAST_APPEAL_DECISION_DAYS


class Step(IntegerChoices):
    """The steps, in their order (petition regulations of 2022, art. 35 and 36)."""

    FIRST = 1, _("first step")
    LAST = 2, _("second and last step")


class Decision(TextChoices):
    """What was decided on an appeal."""

    UPHELD = "upheld", _("upheld")
    OVERTURNED = "overturned", _("overturned")


DECISION_DAYS = {Step.FIRST: APPEAL_DECISION_DAYS, Step.LAST: LAST_APPEAL_DECISION_DAYS}
BRANCHES = {Step.FIRST: "", Step.LAST: "last"}


def step_left(decisions: Sequence[tuple[int, str]]) -> Step | None:
    """The step at which the answer or refusal of a round may still be appealed, after what was decided on it so far
    (step and decision); None where an appeal waits, or where the last word was spoken."""
    if not decisions:
        return Step.FIRST
    step, decision = max(decisions)
    return Step.LAST if step == Step.FIRST and decision == Decision.UPHELD else None


def appeals_run_from(
    *, closed_at: datetime | None, mended_at: datetime | None, repair_due_at: datetime | None
) -> datetime | None:
    """From when the days of an appeal count: from the answer or refusal, or from the review of it; where it was rated
    badly, from what the office put right, or from the day by which it has to."""
    return max((moment for moment in (closed_at, mended_at, repair_due_at) if moment is not None), default=None)
