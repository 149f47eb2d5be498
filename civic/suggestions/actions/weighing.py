"""Do enough people stand behind a suggestion, with those that were joined with it? Each person counts once."""

from datetime import datetime

from civic.cases.models import Case
from civic.cases.rules import State
from civic.lib.nudge import nudge
from civic.lib.sweeping import one_by_one
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import counts_of, facts_of, persons_behind
from civic.suggestions.rules.joining import is_certain
from civic.suggestions.rules.thresholds import is_reached

CALL = "suggestions.call"


def weigh(case: Case, *, at: datetime, most: int | None = None) -> bool:
    """Write down from when on an answer is due; the sweep calls for it, so that nobody waits for that. What was reached
    stays reached. Says whether it was reached now. Persons behind several together, with more supports than `most`, are
    left for the sweep to count."""
    opened = facts_of(case)
    if opened is None or opened.reached_at is not None or not _is_enough(case, opened.needed, most=most):
        return False
    return owe(case, at=at)


def owe(case: Case, *, at: datetime) -> bool:
    """From now on an answer is owed. Says whether it was not before."""
    reached = Suggestion.objects.filter(case=case, reached_at__isnull=True).update(reached_at=at)
    if reached:
        nudge(CALL)
    return bool(reached)


def _is_enough(case: Case, needed: int, *, most: int | None) -> bool:
    if not case.joined:
        return is_reached(case.supports, needed)
    counts = counts_of(case)
    certain = is_certain(list(counts.values()), needed)
    if certain is not None:
        return certain
    return (most is None or sum(counts.values()) <= most) and is_reached(persons_behind(counts), needed)


def weigh_joined(*, at: datetime) -> int:
    """Look again at all that others were joined with: a support given while they were joined saw one of them only. How
    many were reached now."""
    open_ones = Suggestion.objects.filter(reached_at__isnull=True, called_at__isnull=True)
    joined = open_ones.filter(case__state=State.SUPPORTING, case__joined__gt=0)
    return one_by_one(joined.select_related("case__suggestion").order_by("pk"), lambda one: weigh(one.case, at=at))
