"""The author of a suggestion asks to have it joined, divided or separated; the supervision centre decides."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_measure, demand_words, hold, news, permit
from civic.cases.guards import Reporter
from civic.cases.models import Case, Line
from civic.lib.refusals import Conflict, NotValid
from civic.suggestions.rules.joining import ASKED_ALREADY, WISHES_A_DAY, WISHES_MOST, wish_fault


@transaction.atomic
def wish(case: Case, *, by: Reporter, asks: str, text: str, at: datetime) -> Line:
    """She asks for one thing at a time and says why; the desk reads it among what is new. Raises NotAllowed, NotValid;
    Conflict while something waits; TooMany."""
    case = hold(case)
    step = permit(case, "wish", by=by, at=at)
    wrong = {"asks": fault} if (fault := wish_fault(asks, case.state)) else {}
    try:
        given = demand_words(step, {"text": text})
    except NotValid as refused:
        raise NotValid(fields={**wrong, **refused.fields}) from None
    if wrong:
        raise NotValid(fields=wrong)
    if case.has_wish:
        raise Conflict(ASKED_ALREADY)
    demand_measure(case, "wish", a_day=WISHES_A_DAY, most=WISHES_MOST, at=at)
    facts = {"asks": asks}
    return advance(
        case,
        step,
        at=at,
        words=given["text"],
        language=case.language,
        facts=facts,
        has_wish=True,
        news_since=news(case, at),
    )


@transaction.atomic
def refuse_wish(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """It stays as it is, and its author reads why. Raises NotAllowed, NotValid; Conflict where nothing is asked for."""
    case = hold(case)
    step = permit(case, "refuse-wish", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    return advance(case, step, at=at, words=given["reason"], has_wish=False)
