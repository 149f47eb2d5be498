"""What an office does with a case: take, return, ask, report a stage, ask for another day, reply to a demand."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import (
    advance,
    ask_for_day,
    demand_words,
    drop_office_photos,
    hold,
    meet_demands,
    permit,
    reach_stage,
    stage_names,
)
from civic.cases.models import Case, Line
from civic.cases.rules import DECIDE_DAYS
from civic.cases.rules.named_days import goes_to_committee
from civic.offices.queries import by_workdays


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
    drop_office_photos(case)
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
