"""The reporter does not agree that her case is kept from the public."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.cases.actions import advance, demand_words, hold, permit
from civic.cases.guards import Reporter
from civic.cases.models import Case, Line
from civic.cases.queries import open_withholding
from civic.cases.rules.objections import SECOND_LOOK_DAYS
from civic.lib.refusals import Conflict, Taken, TooLate
from civic.offices.queries import by_workdays


@transaction.atomic
def appeal_withholding(case: Case, *, by: Reporter, text: str, at: datetime) -> Line:
    """The reporter appeals: another moderator than the one who withheld decides within two working days. Once a
    withholding. Raises NotAllowed, NotValid; Conflict where nothing is withheld or a second person has decided; TooLate
    after the day shown; Taken for a second appeal."""
    case = hold(case)
    step = permit(case, "appeal-withholding", by=by, at=at)
    given = demand_words(step, {"text": text})
    held = open_withholding(case)
    if held is None:
        raise Conflict(_("A second person has looked at this already, so there is nothing left to appeal against."))
    if held.appealed_at is not None:
        raise Taken(_("You have appealed already. Another moderator decides."))
    if at > held.appeal_until:
        raise TooLate(_("The days in which this could be appealed have passed."))
    held.appealed_at, held.due_at = at, by_workdays(at, SECOND_LOOK_DAYS)
    held.save(update_fields=["appealed_at", "due_at"])
    return advance(
        case,
        step,
        at=at,
        words=given["text"],
        language=case.language,
        facts={"until": held.due_at.isoformat()},
        told={"due": held.due_at},
    )
