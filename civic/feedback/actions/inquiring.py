"""The reviewing office looks into reports about offices, or about somebody in one."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_words, hold, permit, promise_answer
from civic.cases.models import Case, Line
from civic.cases.queries import appeal_facts
from civic.cases.rules.appeals import Step
from civic.offices.models import Office
from civic.offices.queries import HeldPost


@transaction.atomic
def inquire(case: Case, *, by: Person, at: datetime) -> Line:
    """A reviewing office looks into a report about another office, or about somebody in it; that office never knows of
    it. Raises NotAllowed for whoever works there, Conflict."""
    case = hold(case)
    step = permit(case, "inquire", by=by, at=at)
    office = Office.objects.get(pk=_inquiring_office(case, step.officer.posts if step.officer else ()))
    promise = promise_answer(case, at=at)
    told = {"office": office, "due": case.answer_due_at}
    return advance(case, step, at=at, facts={"office": office.code, **promise.facts}, told=told, office=office)


def _inquiring_office(case: Case, posts: tuple[HeldPost, ...]) -> int:
    held = [post.office_id for post in posts if post.role in ("reviewer", "committee")]
    return min(pk for pk in held if pk != case.about_office_id)


@transaction.atomic
def conclude(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """The reviewing office tells the resident what it found and what follows. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "conclude", by=by, at=at)
    given = demand_words(step, {"text": text})
    facts, told = appeal_facts(case, step=Step.FIRST, decides=step.office_id, at=at)
    return advance(case, step, at=at, words=given["text"], facts=facts, told=told, answered_at=case.answered_at or at)


@transaction.atomic
def dismiss(case: Case, *, by: Person, basis: str, text: str, at: datetime) -> Line:
    """The reviewing office takes up no inquiry, on a basis and with a reason. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "dismiss", by=by, at=at)
    given = demand_words(step, {"basis": basis, "text": text})
    facts, told = appeal_facts(case, step=Step.FIRST, decides=step.office_id, at=at)
    rests_on = {"basis": given["basis"]}
    return advance(case, step, at=at, words=given["text"], facts=facts | rests_on, told=told | rests_on)
