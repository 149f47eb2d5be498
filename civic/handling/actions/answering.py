"""What an office answers, and what a source once answered."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import Step, advance, demand_words, hold, permit
from civic.cases.models import Case, Line
from civic.cases.rules import Outcome, State, may_appeal_until, outcomes_for
from civic.cases.rules.word_links import word_token
from civic.lib.refusals import NotValid
from civic.offices.queries import reviewing_office_for


@transaction.atomic
def answer(
    case: Case, *, by: Person, outcome: str, text: str, basis: str = "", language: str = "", at: datetime
) -> Line:
    """The office answers, in words everybody will read, and says how it ended. Questions and suggestions close with it;
    the rest is checked by somebody else first. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "answer", by=by, at=at)
    given = demand_words(step, {"text": text, "basis": basis})
    if outcome not in outcomes_for(case.kind):
        raise NotValid(fields={"outcome": _("Choose how it ended.")})
    review = reviewing_office_for(case.office)
    days = case.matter.appeal_days if case.matter else 30
    facts = {
        "outcome": str(outcome),
        "basis": given["basis"],
        "appeal_to": review.code if review else "",
        "appeal_until": may_appeal_until(at, days).isoformat(),
    }
    return advance(
        case,
        step,
        at=at,
        words=given["text"],
        language=language,
        facts=facts,
        told={"outcome": Outcome(outcome).label, "ask_url": _question_url(case, step)},
        outcome=outcome,
        verdict="",
        answered_at=case.answered_at or at,
    )


def _question_url(case: Case, step: Step) -> str:
    """Where the resident says whether it is solved while somebody checks it; an answer that ends a case is rated."""
    if step.move.after != State.ANSWERED:
        return ""
    return f"{settings.SITE_URL}/solved/{word_token(case.number, case.last_seq + 1)}/"
