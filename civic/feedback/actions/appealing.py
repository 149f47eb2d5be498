"""The resident does not agree; the reviewing office decides at the first step, the committee at the last (its acts are
those of `supervision`)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import advance, begin_round, demand_words, hold, keep_decision, permit
from civic.cases.guards import Reporter
from civic.cases.models import Appeal, Case, Line
from civic.cases.queries import appeal_facts, open_appeal
from civic.cases.rules import State
from civic.cases.rules.appeals import BRANCHES, DECISION_DAYS, Decision, Step
from civic.feedback.queries import refusal_of_appeal
from civic.offices.queries import by_workdays


@transaction.atomic
def appeal(case: Case, *, by: Reporter, text: str, at: datetime) -> Line:
    """The resident does not agree: a body that never touched the case decides with reasons; first a reviewing office,
    then, where that one upheld, the committee. Raises NotAllowed, Conflict, NotValid; TooLate after the day shown;
    Taken when the last word was spoken."""
    case = hold(case)
    step = permit(case, "appeal", by=by, at=at)
    given = demand_words(step, {"text": text})
    left = open_appeal(case)
    refused = refusal_of_appeal(case, left, at=at)
    if refused is not None:
        raise refused
    assert left is not None
    assert left.office is not None
    due = by_workdays(at, DECISION_DAYS[left.step])
    Appeal.objects.create(case=case, round=case.round, step=left.step, office=left.office, at=at, due_at=due)
    facts: dict[str, Any] = {"appeal_to": left.office.code, "until": due.isoformat(), "step": int(left.step)}
    told = {"appeal_office": left.office, "due": due, "is_last": left.step == Step.LAST}
    step = permit(case, "appeal", by=by, at=at, branch=BRANCHES[left.step])
    return advance(case, step, at=at, words=given["text"], language=case.language, facts=facts, told=told)


@transaction.atomic
def uphold(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The reviewing office finds that the decision stands; the resident is told until when she may go to the committee.
    Raises NotAllowed for an office that touched the case, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "uphold", by=by, at=at)
    given = demand_words(step, {"text": text})
    review = keep_decision(case, step, at_step=Step.FIRST, decision=Decision.UPHELD, at=at)
    facts, told = appeal_facts(case, step=Step.LAST, decides=review.office_id, at=at)
    return advance(case, step, at=at, words=given["text"], facts={"office": review.office.code} | facts, told=told)


@transaction.atomic
def overturn(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The reviewing office finds that the decision does not stand: the case is taken up anew. Raises as uphold."""
    case = hold(case)
    step = permit(case, "overturn", by=by, at=at)
    given = demand_words(step, {"text": text})
    review = keep_decision(case, step, at_step=Step.FIRST, decision=Decision.OVERTURNED, at=at)
    facts = {"office": review.office.code}
    changes: dict[str, Any] = {"accepted_at": case.accepted_at or at}
    if step.move.after != State.CLOSED:
        facts |= begin_round(case, at=at).facts
    if step.move.after == State.IN_HAND:  # an inquiry goes on with whoever overturned
        changes["office"] = review.office
    return advance(case, step, at=at, words=given["text"], facts=facts, **changes)
