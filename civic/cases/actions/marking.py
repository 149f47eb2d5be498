"""Who has to follow a case that moved, written down as rows: the reports merged into it, or the report that leaves."""

from datetime import datetime

from civic.cases.models import Case, Merged
from civic.cases.rules import State
from civic.cases.rules.bundling import STAYS_MERGED, TELLS_THE_MERGED
from civic.lib.nudge import nudge

FOLLOW = "cases.follow"


def mark_followers(case: Case, *, before: State, at: datetime) -> None:
    """Whatever was merged into this case has to follow it; and a merged report that goes its own way again leaves. The
    caller writes the case."""
    if case.state == before:
        return
    marked = 0
    if case.joined and case.state in TELLS_THE_MERGED:
        marked = Merged.objects.filter(parent=case, left_at=None).update(due_at=at)
    if case.is_merged and case.state not in STAYS_MERGED:
        case.is_merged = False
        marked = Merged.objects.filter(case=case, left_at=None).update(left_at=at, due_at=at)
    if marked:
        nudge(FOLLOW)
