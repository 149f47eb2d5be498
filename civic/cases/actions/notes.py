"""What officers write down for each other: notes, and calls with what came of them. Nobody outside ever reads them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions.moving import advance, demand_words, hold, permit
from civic.cases.models import Case, Line
from civic.cases.queries import Viewer, on_desk_of
from civic.cases.rules.calls import CallResult
from civic.lib.refusals import NotAllowed, NotValid


@transaction.atomic
def note(case: Case, *, by: Person, text: str, at: datetime) -> Line:
    """An officer writes something down that stays inside; whoever may see the case at the desk may, of either side.
    Raises NotAllowed, NotValid."""
    case = hold(case)
    step = permit(case, "note", by=by, at=at)
    viewer = Viewer(person=by, officer=step.officer)
    if not on_desk_of(viewer).filter(pk=case.pk).exists():
        raise NotAllowed(_("This case does not lie on your desk, so you write no note into it."))
    given = demand_words(step, {"text": text})
    return advance(case, step, at=at, words=given["text"])


@transaction.atomic
def call(case: Case, *, by: Person, result: str, text: str = "", at: datetime) -> Line:
    """The office or the checking side called the resident: what came of it, and what was said. Raises NotAllowed, also
    for whoever may not know the reporter; NotValid."""
    case = hold(case)
    step = permit(case, "call", by=by, at=at)
    given = demand_words(step, {"text": text})
    if result not in CallResult.values:
        raise NotValid(fields={"result": _("Choose what came of the call.")})
    return advance(case, step, at=at, words=given["text"], facts={"result": str(result)})
