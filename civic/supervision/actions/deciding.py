"""What the committee does: decide whose a disputed case is, and what becomes of one that is overdue."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import Step, advance, demand_answering, demand_by, demand_words, hold, meet_demands, permit
from civic.cases.models import Case, Line
from civic.lib.refusals import NotAllowed, NotValid
from civic.offices.models import Office


@transaction.atomic
def decide(case: Case, *, by: Person, office: Office, reason: str, at: datetime) -> Line:
    """The committee decides whose a twice returned case is, and the case goes there at once. Raises NotAllowed, also
    for whose own office took part in the case; Conflict; NotValid for an office that does not answer."""
    case = hold(case)
    step = permit(case, "decide", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    office = demand_answering(office)
    _refuse_own(case, step)
    return advance(case, step, at=at, words=given["reason"], facts={"office": office.code}, office=office)


@transaction.atomic
def settle(
    case: Case, *, by: Person, office: Office | None = None, due: date | None = None, reason: str, at: datetime
) -> Line:
    """The meeting decides about an overdue case: another owner, a day by which it has to act, or both, with its reason.
    The day replaces what the checking side demands; the day promised to the resident stays as it was, and late. Raises
    NotAllowed, also for whose own office took part in the case; Conflict for a case that is not overdue; NotValid."""
    case = hold(case)
    step = permit(case, "settle", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    _refuse_own(case, step)
    facts: dict[str, Any] = {}
    changes: dict[str, Any] = {}
    if office is not None and office.pk != case.office_id:
        step = permit(case, "settle", by=by, at=at, branch="owner")
        changes["office"] = demand_answering(office)
        facts["office"] = office.code
    if not changes and due is None:
        raise NotValid(fields={"due": _("Name another office, a day, or both: a meeting decides something.")})
    if not changes and case.office_id is None:
        raise NotValid(fields={"office": _("No office holds this case. Name the one that owns it from now on.")})
    if due is not None:
        facts["due"] = _demand(case, due, at=at).isoformat()
    elif changes:
        meet_demands(case, at=at)  # it was said to another office
    return advance(case, step, at=at, words=given["reason"], facts=facts, told={"due": case.demand_due_at}, **changes)


def _demand(case: Case, due: date, *, at: datetime) -> datetime:
    meet_demands(case, at=at)
    return demand_by(case, due, at=at)


def _refuse_own(case: Case, step: Step) -> None:
    """Nobody of an office that took part decides about the case."""
    own = step.officer.office_ids if step.officer else frozenset()
    if case.lines.filter(office__in=own).exclude(side="decide").exists():
        raise NotAllowed(_("Your own office took part in this case. Another member of the committee decides."))
