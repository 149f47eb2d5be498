"""Stand behind a suggestion, and do so no more. No line of the timeline: it would tell who stands behind what."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from civic.cases.actions import count_in, take_back_support
from civic.cases.models import Case
from civic.cases.queries import Supporter, is_reporter
from civic.following import actions as following
from civic.lib.refusals import Conflict, NotAllowed
from civic.suggestions.actions.swarms import tally
from civic.suggestions.actions.weighing import weigh
from civic.suggestions.queries import COUNTED_AT_ONCE, Backer, facts_of
from civic.suggestions.rules.supporting import NOT_VERIFIED, support_fault


@dataclass(frozen=True)
class Supported:
    """What came of it: whether she was counted now, and whether she hears how it goes on."""

    is_new: bool
    follows: bool


@transaction.atomic
def support_suggestion(case: Case, *, by: Backer | None, language: str, at: datetime) -> Supported:
    """One more person stands behind the suggestion and hears how it goes on; the same one counts once, however often
    she presses. Where that makes enough, an answer is due. Raises NotAllowed for whoever was not made sure of, Conflict
    where nobody can support it now."""
    if by is None:
        raise NotAllowed(NOT_VERIFIED, code="not-verified")
    is_new = count_in(case, who=by.who, at=at)
    if not is_new:
        case.refresh_from_db(fields=["state", "is_merged"])
    if fault := _why_not(
        case, by, at=at
    ):  # asked of the case as it is now; whoever was counted is not, where it says no
        raise Conflict(fault)
    if is_new:
        tally(case, by, at=at)
        weigh(case, at=at, most=COUNTED_AT_ONCE)
    return Supported(is_new, _follow(case, by, language=language, at=at) if is_new else True)


def _why_not(case: Case, by: Backer, *, at: datetime) -> str:
    """The sentence that says why she cannot support it now, or ""."""
    opened = facts_of(case)
    return str(
        support_fault(
            state=case.state,
            is_merged=case.is_merged,
            is_own=is_reporter(case, by.viewer),
            until=opened.support_until if opened else None,
            since=opened.support_from if opened else None,
            at=at,
        )
    )


def _follow(case: Case, by: Backer, *, language: str, at: datetime) -> bool:
    """Whoever stands behind it hears of every step; one who follows a hundred things already is counted anyway."""
    if by.person is None:
        return False
    return following.follow_public(case, by=by.person, language=language, at=at)


@transaction.atomic
def take_back(case: Case, *, by: Backer | None) -> bool:
    """She does not stand behind it any more, whatever became of it. What was reached stays reached. Says whether she
    did. Raises NotAllowed for whoever was not made sure of."""
    if by is None:
        raise NotAllowed(NOT_VERIFIED, code="not-verified")
    return take_back_support(case, by=Supporter((by.who,), by.viewer, by.network))
