"""The acting side: dispatch, take, return, ask, report a stage, ask for another day, reply to a demand, answer; and
record, for a source's own history. It never imports the checking side."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    advance,
    ask_for_day,
    demand_answering,
    demand_words,
    hold,
    meet_demands,
    permit,
    permit_source,
    reach_stage,
    stage_names,
)
from civic.cases.models import Case, Line, LineWords
from civic.cases.rules import DECIDE_DAYS, Outcome, may_appeal_until, outcomes_for
from civic.cases.rules.named_days import goes_to_committee
from civic.lib.plain_text import clean_text
from civic.lib.private_data import find_private, masked
from civic.lib.refusals import NotValid
from civic.offices.models import Office
from civic.offices.queries import by_workdays, reviewing_office_for

_PRIVATE_IN_A_REPLY = frozenset({"id-number", "account", "plate"})  # an office's own telephone stays readable
_PRIVATE_IN_A_MESSAGE = _PRIVATE_IN_A_REPLY | {"phone", "email", "name"}


@transaction.atomic
def dispatch(case: Case, *, by: Person, office: Office, text: str = "", at: datetime) -> Line:
    """The command centre names the office that answers. Raises NotAllowed, Conflict; NotValid for an office that cannot
    answer."""
    case = hold(case)
    step = permit(case, "dispatch", by=by, at=at)
    given = demand_words(step, {"text": text})
    office = demand_answering(office)
    return advance(case, step, at=at, words=given["text"], facts={"office": office.code}, office=office)


@transaction.atomic
def take(case: Case, *, by: Person, at: datetime) -> Line:
    """An officer of the office takes the case on. Raises NotAllowed, Conflict."""
    case = hold(case)
    step = permit(case, "take", by=by, at=at)
    return advance(case, step, at=at)


@transaction.atomic
def return_case(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """The office gives the case back to the command centre, with a reason; a second time in a round to the committee,
    which decides whose it is. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    is_disputed = goes_to_committee(case.returns)
    step = permit(case, "return", by=by, at=at, branch="again" if is_disputed else "")
    given = demand_words(step, {"reason": reason})
    facts: dict[str, Any] = {"office": case.office.code if case.office else "", "returns": case.returns + 1}
    told: dict[str, Any] = {}
    if is_disputed:
        facts["disputed"] = True
        told = {"due": by_workdays(at, DECIDE_DAYS)}
    words = given["reason"]
    return advance(case, step, at=at, words=words, facts=facts, told=told, office=None, returns=case.returns + 1)


@transaction.atomic
def ask(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The office asks the resident something it needs to know. The clock stands still for the first question of a
    round, a few days at most. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "ask", by=by, at=at)
    given = demand_words(step, {"text": text})
    return advance(case, step, at=at, words=given["text"])


@transaction.atomic
def reach(case: Case, *, by: Person, stage: str, text: str, at: datetime) -> Line:
    """The office reports that a stage of the limit is reached (fenced, repaired), and the clock of the next one starts.
    Raises NotAllowed; Conflict where no stage is left; NotValid for one whose turn it is not."""
    case = hold(case)
    step = permit(case, "reach", by=by, at=at)
    given = demand_words(step, {"text": text})
    reached = reach_stage(case, stage, at=at)
    facts = {"stage": reached.key, "names": stage_names(reached), "in_time": at <= reached.due_at}
    until = case.answer_due_at.isoformat() if case.answer_due_at else ""
    return advance(case, step, at=at, words=given["text"], facts={**facts, "until": until}, told={"stage": reached})


@transaction.atomic
def defer(case: Case, *, by: Person, until: date, reason: str, at: datetime) -> Line:
    """The office asks to answer by another day; the checking side decides, and until then the promised day stands.
    Raises NotAllowed; Conflict while one is asked for or none is left; TooLate after the promised day; NotValid."""
    case = hold(case)
    step = permit(case, "defer", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    wanted = ask_for_day(case, until, at=at)
    return advance(case, step, at=at, words=given["reason"], facts={"asks_until": wanted.isoformat()})


@transaction.atomic
def reply(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The office says what it did about a demand of the checking side; the demand is met. Raises NotAllowed, NotValid;
    Conflict where nothing is demanded."""
    case = hold(case)
    step = permit(case, "reply", by=by, at=at)
    given = demand_words(step, {"text": text})
    in_time = meet_demands(case, at=at)
    return advance(case, step, at=at, words=given["text"], facts={"in_time": in_time})


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
        told={"outcome": Outcome(outcome).label},
        outcome=outcome,
        verdict="",
        answered_at=case.answered_at or at,
    )


@transaction.atomic
def record(case: Case, *, text: str, at: datetime) -> Line:
    """Write down the reply a case already had where it came from; never scored. It is public as it was there, but for
    what the finder of private data marks: nobody screened it here. Raises Conflict, NotValid."""
    case = hold(case)
    step = permit_source(case, "record")
    words = clean_text(text).strip()
    if not words:
        raise NotValid(fields={"text": _("The reply is empty.")})
    words = _without(words, _PRIVATE_IN_A_REPLY)
    LineWords.objects.filter(line__case=case).update(is_screened=True)
    first = LineWords.objects.get(line__case=case, line__seq=1)
    return advance(
        case,
        step,
        at=at,
        words=words,
        language=case.language,
        facts={"outcome": Outcome.RECORDED.value},
        outcome=Outcome.RECORDED,
        answered_at=at,
        public_title=_without(case.title, _PRIVATE_IN_A_MESSAGE),
        public_text=_without(first.text, _PRIVATE_IN_A_MESSAGE),
        screened_seq=1,
    )


def _without(text: str, kinds: frozenset[str]) -> str:
    return masked(text, [span for span in find_private(text) if span.kind in kinds])
