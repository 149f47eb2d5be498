"""What the office does after a bad rating: it puts it right, and says what it did."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_words, end_repair, hold, permit
from civic.cases.models import Case, Line
from civic.cases.rules import may_appeal_until

UNSORTED_APPEAL_DAYS = 30


@transaction.atomic
def mend(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The office reports what it put right after a bad rating; the resident reads it, and may rate once more. The
    answer stays what it was, and so does the first rating in every figure. Raises NotAllowed, NotValid; Conflict where
    nothing has to be put right."""
    case = hold(case)
    step = permit(case, "mend", by=by, at=at)
    given = demand_words(step, {"text": text})
    in_time = end_repair(case, at=at)
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    facts = {"in_time": in_time, "appeal_until": may_appeal_until(at, days).isoformat()}
    return advance(case, step, at=at, words=given["text"], facts=facts, mended_at=at)
