"""How much a resident may still write into one case: nobody writes without end."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.models import Case, Line
from civic.cases.queries.hands import why_not
from civic.cases.rules.own_words import ADDITIONS_A_DAY, ADDITIONS_MOST, EDITS_A_DAY, EDITS_MOST
from civic.lib.refusals import Conflict, Refused, TooMany

DAY = timedelta(days=1)
MEASURES = {"add": (ADDITIONS_A_DAY, ADDITIONS_MOST), "edit": (EDITS_A_DAY, EDITS_MOST)}


def over_measure(case: Case, verb: str, *, a_day: int, most: int, at: datetime) -> Refused | None:
    """Why nothing more is taken: for a day (TooMany), or for the whole life of the case (Conflict); None where there is
    room."""
    lines = Line.objects.filter(case=case, verb=verb, side="resident")
    recent = list(lines.filter(at__gt=at - DAY).order_by("at").values_list("at", flat=True))
    if len(recent) >= a_day:
        told = _("You can do this %(count)d times a day with one case. Try again tomorrow, or call 12345.")
        return TooMany(told % {"count": a_day}, retry_after=int((recent[-a_day] + DAY - at).total_seconds()))
    if lines.count() >= most:
        return Conflict(_("So much has been added to this case that it is full. Report the rest anew."))
    return None


def why_not_written(case: Case, verb: str, *, at: datetime) -> Any:
    """Why the resident cannot add or change now, and what she can do instead; "" where the act would take it."""
    a_day, most = MEASURES[verb]
    return why_not(case, verb) or over_measure(case, verb, a_day=a_day, most=most, at=at) or ""
