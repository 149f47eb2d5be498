"""What the command centre does: name the office that answers."""

from datetime import datetime

from django.db import transaction

from civic.accounts.models import Person
from civic.cases.actions import advance, call_dispatched, demand_answering, demand_words, hold, permit
from civic.cases.models import Case, Line
from civic.offices.models import Office


@transaction.atomic
def dispatch(case: Case, *, by: Person, office: Office, text: str = "", at: datetime) -> Line:
    """The command centre names the office that answers. Raises NotAllowed, Conflict; NotValid for an office that cannot
    answer."""
    case = hold(case)
    step = permit(case, "dispatch", by=by, at=at)
    given = demand_words(step, {"text": text})
    office = demand_answering(office)
    line = advance(case, step, at=at, words=given["text"], facts={"office": office.code}, office=office)
    call_dispatched(case, last=line, at=at)
    return line
