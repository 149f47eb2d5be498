"""What the checking side does with a report: accept, decline, ask."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, call_accepted, demand_words, hold, link_anew, permit, promise_answer
from civic.cases.models import Case, Line
from civic.cases.rules import State, may_appeal_until
from civic.lib.refusals import Conflict, NotValid
from civic.offices.models import Matter, Office
from civic.offices.queries import conditions_of, reviewing_office_for

UNSORTED_APPEAL_DAYS = 30


@transaction.atomic
def accept(case: Case, *, by: Person, matter: Matter | None, condition: str = "", at: datetime) -> Line:
    """The city takes a report on: matter and condition are settled, and with them the day by which the answer is
    promised; also while a question to the resident is open. Thanks end here. Raises NotAllowed, Conflict; NotValid
    without a matter, or for a condition it does not know."""
    case = hold(case)
    step = permit(case, "accept", by=by, at=at)
    matter = matter or case.matter
    if matter is None or not matter.is_active:
        raise NotValid(fields={"matter": _("Choose what the case is about: the limit and the office hang on it.")})
    was = case.matter_id
    if matter.pk != case.matter_id:  # the words by which it will be checked are those of the matter it is accepted for
        case.wording_id = matter.wording_id
    case.matter = matter
    if matter.pk != was:
        link_anew(case)
    if step.move.after == State.CLOSED:
        return advance(case, step, at=at, facts={"matter": matter.code}, accepted_at=at)
    if condition and condition not in dict(conditions_of(matter)):
        raise NotValid(fields={"condition": _("This matter does not know this condition. Choose one from the list.")})
    is_news = (matter.pk, condition) != (was, case.condition)
    case.condition = condition
    promise = promise_answer(case, at=at)
    told = {"unknown_year": str(promise.tentative_year or "")}
    facts = {"matter": matter.code, **promise.facts}
    line = advance(case, step, at=at, facts=facts, told=told, accepted_at=at)
    if is_news:  # else whoever is on duty was called when it was filed
        call_accepted(case, last=line, at=at)
    return line


@transaction.atomic
def decline(case: Case, *, by: Person, basis: str, text: str, unfounded: bool = False, at: datetime) -> Line:
    """The city does not take a report on: with the rule it rests on, the reason, and where and until when to appeal.
    Raises NotAllowed, Conflict, NotValid; Conflict too when no reviewing office exists, since a refusal without an
    appeal is none. `unfounded`: the complaint was found not to hold."""
    case = hold(case)
    step = permit(case, "decline", by=by, at=at)
    given = demand_words(step, {"basis": basis, "text": text})
    own = Office.objects.filter(pk=step.office_id).first() if step.office_id is not None else None
    review = reviewing_office_for(own)
    if review is None:
        raise Conflict(
            _("No reviewing office is set up, so nothing can be declined: the resident would have nowhere to appeal.")
        )
    until = may_appeal_until(at, case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS)
    facts: dict[str, Any] = {"basis": given["basis"], "appeal_to": review.code, "appeal_until": until.isoformat()}
    facts |= {"unfounded": True} if unfounded else {}
    told = {"basis": given["basis"], "appeal_office": review, "due": until}
    return advance(case, step, at=at, words=given["text"], facts=facts, told=told, is_unfounded=unfounded)


@transaction.atomic
def ask(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The supervision centre asks the resident something before it decides. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "ask", by=by, at=at)
    given = demand_words(step, {"text": text})
    return advance(case, step, at=at, words=given["text"])
