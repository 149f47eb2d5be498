"""What the checking side does about the work: verify, send back, hasten, decide on another day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import (
    Here,
    advance,
    count_word,
    demand_by,
    demand_evidence,
    demand_words,
    distance_facts,
    grant_day,
    hold,
    keep_evidence,
    permit,
)
from civic.cases.models import Case, Cause, Line, LineWords
from civic.cases.queries import question_url, standing_answer
from civic.cases.rules import Verdict, may_appeal_until
from civic.cases.rules.checking import Fault
from civic.lib.refusals import NotValid
from civic.supervision.actions.screening import UNSORTED_APPEAL_DAYS


@transaction.atomic
def verify(
    case: Case,
    *,
    by: Person,
    text: str = "",
    cause: Cause | None = None,
    unfounded: bool = False,
    evidence: Sequence[UploadedFile] = (),
    here: Here | None = None,
    at: datetime,
) -> Line:
    """Somebody who took no part in the work has looked: it holds, the case closes, and what the resident said of the
    answer meanwhile counts. Raises NotAllowed with the reason for whoever acted on the case, Conflict, NotValid;
    NotValid too without evidence where the matter demands it. `cause`: what it came from, as the check found;
    `unfounded`: the complaint was found not to hold."""
    case = hold(case)
    step = permit(case, "verify", by=by, at=at)
    given = demand_words(step, {"text": text})
    demand_evidence(case, evidence)
    days = case.matter.appeal_days if case.matter else UNSORTED_APPEAL_DAYS
    until = may_appeal_until(at, days)
    said = count_word(case, at=at)
    facts: dict[str, Any] = {"appeal_until": until.isoformat()} | distance_facts(case, here)
    facts |= {"solved": said} if said else {}
    facts |= {"unfounded": True} if unfounded else {}
    facts |= {"cause": cause.names} if cause is not None else {}
    answer = standing_answer(case)
    asks = question_url(case.number, answer.seq) if answer is not None else ""
    line = advance(
        case,
        step,
        at=at,
        words=given["text"],
        facts=facts,
        told={"due": until, "said": Verdict(said).label if said else "", "ask_url": asks},
        verdict=said,
        is_unfounded=unfounded,
        cause=cause,
    )
    keep_evidence(line, evidence, at=at)
    return line


@transaction.atomic
def send_back(case: Case, *, by: Person, reason: str = "", fault: str = "", at: datetime) -> Line:
    """The check found that it does not hold: the office does it again, and the fault is counted beside its name. Words
    are needed where no listed fault fits. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "send-back", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    if not fault and given["reason"] in Fault.values:  # programs have one field for both
        fault, given["reason"] = given["reason"], ""
    fault = fault or Fault.OTHER
    if fault not in Fault.values:
        raise NotValid(fields={"fault": _("This reason is not in the list. Choose one from it.")})
    if fault == Fault.OTHER and not given["reason"]:
        raise NotValid(fields={"reason": _("Write something here: others will rely on it.")})
    facts = {"fault": str(fault), "held_by": case.office.code if case.office else ""}
    told = {"fault": "" if fault == Fault.OTHER else Fault(fault).label}
    return advance(case, step, at=at, words=given["reason"], facts=facts, told=told)


@transaction.atomic
def hasten(case: Case, *, by: Person, text: str, due: date, at: datetime) -> Line:
    """The checking side demands of the office that it act by a day of its own; the case goes to the head of its list
    and the demand is counted. Raises NotAllowed, NotValid; Conflict while an earlier demand still runs."""
    case = hold(case)
    step = permit(case, "hasten", by=by, at=at)
    given = demand_words(step, {"text": text})
    moment = demand_by(case, due, at=at)
    facts = {"due": moment.isoformat(), "hastened": case.hastened}
    return advance(case, step, at=at, words=given["text"], facts=facts, told={"due": moment})


@transaction.atomic
def grant_deferral(case: Case, *, by: Person, at: datetime) -> Line:
    """The answer is promised for the day the office asked for; the resident reads both days and the office's reason.
    Raises NotAllowed; Conflict where no other day is asked for, or the promised day has moved as far by itself."""
    case = hold(case)
    step = permit(case, "grant-deferral", by=by, at=at)
    before, until = grant_day(case, at=at)
    asked = LineWords.objects.filter(line__case=case, line__verb="defer").order_by("-line__seq").first()
    return advance(
        case,
        step,
        at=at,
        words=asked.text if asked else "",
        language=asked.language if asked else "",
        facts={"from": before.isoformat(), "until": until.isoformat()},
        told={"before": before},
    )


@transaction.atomic
def refuse_deferral(case: Case, *, by: Person, reason: str, at: datetime) -> Line:
    """The promised day stands, and the office reads why. Raises NotAllowed, NotValid; Conflict where no other day is
    asked for."""
    case = hold(case)
    step = permit(case, "refuse-deferral", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    asked = case.defer_to.isoformat() if case.defer_to else ""
    return advance(case, step, at=at, words=given["reason"], facts={"asks_until": asked}, defer_to=None)
