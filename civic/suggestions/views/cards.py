"""A suggestion as lists and pages print it: where it stands, how many stand behind it, which day obliges whom."""

from dataclasses import dataclass
from datetime import datetime

from civic.cases.models import Case
from civic.cases.rules import State
from civic.suggestions.models import Suggestion
from civic.suggestions.queries import facts_of
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

    @property
    def title(self) -> str:
        """As everybody reads it."""
        return self.case.public_title


def card_of(case: Case) -> Card:
    """How a suggestion is printed; no query for one that was read with what hangs on it."""
    facts = facts_of(case)
    supports = case.supports_shown if facts is not None or case.supports else None
    return Card(
        case=case,
        facts=facts,
        standing=standing(case.state, case.outcome),
        supports=supports,
        share=share_of(supports or 0, facts.needed) if facts else 0,
        is_open=case.state == State.SUPPORTING,
        answer_by=case.answer_due_at if case.state in TO_BE_ANSWERED else None,
    )
