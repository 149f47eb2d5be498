"""The committee decides at the second and last step of an appeal."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import Step as Permitted
from civic.cases.actions import advance, begin_round, demand_words, hold, keep_decision, permit
from civic.cases.models import Appeal, Case, Line
from civic.cases.rules import State
from civic.cases.rules.appeals import Decision, Step
from civic.lib.refusals import NotAllowed


@transaction.atomic
def uphold(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The committee finds that the decision stands. It is the last word in the city: on the same facts there is no
    further appeal. Raises NotAllowed, also for whoever had a hand in the case or works in an office that had; Conflict,
    NotValid."""
    case, step, given, review = _decided(case, "uphold", Decision.UPHELD, by=by, text=text, at=at)
    return advance(case, step, at=at, words=given["text"], facts=_facts(review))


@transaction.atomic
def overturn(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The committee finds that the decision does not stand: the case is taken up anew. Raises as uphold."""
    case, step, given, review = _decided(case, "overturn", Decision.OVERTURNED, by=by, text=text, at=at)
    facts = _facts(review)
    changes: dict[str, Any] = {"accepted_at": case.accepted_at or at}
    if step.move.after != State.CLOSED:
        facts |= begin_round(case, at=at).facts
    if step.move.after == State.IN_HAND:  # an inquiry goes on with whoever overturned
        changes["office"] = review.office
    return advance(case, step, at=at, words=given["text"], facts=facts, **changes)


def _decided(
    case: Case, verb: str, decision: Decision, *, by: Person, text: str, at: datetime
) -> tuple[Case, Permitted, dict[str, str], Appeal]:
    case = hold(case)
    step = permit(case, verb, by=by, at=at)
    given = demand_words(step, {"text": text})
    own = step.officer.office_ids if step.officer else frozenset()
    if case.lines.filter(office__in=own).exclude(side="decide").exists():
        raise NotAllowed(_("Your own office took part in this case. Another member of the committee decides."))
    if case.lines.filter(actor=by).exclude(verb="note").exists():
        raise NotAllowed(_("You had a hand in this case already. Another member of the committee decides."))
    return case, step, given, keep_decision(case, step, at_step=Step.LAST, decision=decision, at=at)


def _facts(review: Appeal) -> dict[str, Any]:
    return {"office": review.office.code, "step": int(Step.LAST)}
