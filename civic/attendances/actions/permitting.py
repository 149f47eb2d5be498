"""Who may say what was on the day, and how volunteers hear of it."""

from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.attendances.queries import leads
from civic.attendances.rules import NOT_OPEN
from civic.lib.plain_text import clean_line
from civic.lib.refusals import Conflict, NotAllowed, NotValid, Sentence
from civic.shifts.models import Shift
from civic.shifts.rules import ShiftState
from civic.volunteers.models import Volunteer

REASON_LONGEST = 300
NO_LEADER = _("Only whoever leads this shift, or manages its organisation, does this.")
NOT_YOURSELF = _("Nobody writes down her own hours. Another manager of the organisation does it.")


def permit_leader(shift: Shift, *, by: Person, of: Volunteer | None = None) -> None:
    """Raises NotAllowed for whoever does not lead this shift, and for whoever leads it but means herself."""
    if not leads(by, shift):
        raise NotAllowed(NO_LEADER, code="no-leader")
    if of is not None and of.person_id == by.pk:
        raise NotAllowed(NOT_YOURSELF, code="yourself")


def demand_open(shift: Shift) -> None:
    """Raises Conflict once a shift was called off or closed."""
    if shift.state != ShiftState.OPEN:
        raise Conflict(NOT_OPEN)


def said(words: str, *, field: str, sentence: Sentence, longest: int = REASON_LONGEST) -> str:
    """Words on one line. Raises NotValid with the sentence where there are none."""
    line = clean_line(words).strip()[:longest]
    if not line:
        raise NotValid(fields={field: sentence})
    return line
