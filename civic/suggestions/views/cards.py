"""A suggestion as lists and pages print it: where it stands, how many stand behind it, which day obliges whom."""

from dataclasses import dataclass
from datetime import datetime

from civic.cases.models import Case
from civic.cases.rules import Outcome, State
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import Together, facts_of
from civic.suggestions.queries.taken_over import likes_of, taken_from
from civic.suggestions.rules.states import TO_BE_ANSWERED, Standing, standing
from civic.suggestions.rules.thresholds import share_of


@dataclass(frozen=True)
class Card:
    """One suggestion."""

    case: Case
    facts: Suggestion | None
    standing: Standing
    supports: int | None  # None while the round keeps it from everybody, and where nobody could support it
    share: int  # of those needed, in percent
    is_open: bool  # for support
    answer_by: datetime | None  # an office has to answer by then
    in_all: int | None = None  # persons behind it and what was joined with it; None where nothing was, or it is hidden
    likes: int | None = None  # at the source it was taken over from; never supports

    @property
    def is_taken_over(self) -> bool:
        """Is it of an earlier platform, where it came to its end?"""
        return self.case.outcome == Outcome.TAKEN_OVER

    @property
    def title(self) -> str:
        """As everybody reads it."""
        return self.case.public_title


def card_of(case: Case, together: Together | None = None) -> Card:
    """How a suggestion is printed; no query for one that was read with what hangs on it. A list goes by the persons in
    all that the last sweep counted."""
    facts = facts_of(case)
    supports = case.supports_shown if facts is not None or case.supports else None
    in_all = together.in_all if together else _counted_last(case, facts) if case.joined else None
    return Card(
        case=case,
        facts=facts,
        standing=standing(
            case.state, case.outcome, source=taken_from(case), is_divided=bool(together and together.pieces)
        ),
        supports=supports,
        share=share_of(in_all or supports or 0, facts.needed) if facts else 0,
        is_open=case.state == State.SUPPORTING,
        answer_by=case.answer_due_at if case.state in TO_BE_ANSWERED else None,
        in_all=in_all,
        likes=likes_of(case),
    )


def _counted_last(case: Case, facts: Suggestion | None) -> int | None:
    """As of the last sweep, and never fewer than stand behind the suggestion itself."""
    return None if facts is None or case.hides_supports else max(facts.rank, case.supports)
