"""What the committee does: decide whose a disputed case is."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, demand_answering, demand_words, hold, permit
from civic.cases.models import Case, Line
from civic.lib.refusals import NotAllowed
from civic.offices.models import Office


@transaction.atomic
def decide(case: Case, *, by: Person, office: Office, reason: str, at: datetime) -> Line:
    """The committee decides whose a twice returned case is, and the case goes there at once. Raises NotAllowed, also
    for whose own office took part in the case; Conflict; NotValid for an office that does not answer."""
    case = hold(case)
    step = permit(case, "decide", by=by, at=at)
    given = demand_words(step, {"reason": reason})
    office = demand_answering(office)
    own = step.officer.office_ids if step.officer else frozenset()
    if case.lines.filter(office__in=own).exclude(side="decide").exists():
        raise NotAllowed(_("Your own office took part in this case. Another member of the committee decides."))
    return advance(case, step, at=at, words=given["reason"], facts={"office": office.code}, office=office)
