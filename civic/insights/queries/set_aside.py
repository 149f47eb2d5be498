"""What was withheld, hidden, declined and so on, as the page prints it: a month, its kinds, their reasons."""

from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.cases.rules.objections import Remedy
from civic.cases.rules.screening import Ground
from civic.insights.models import Aside
from civic.insights.queries.files import OTHER, aside_rows

MONTHS_SHOWN = 12
_REASONS: dict[tuple[str, str], Any] = {
    **{(Aside.WITHHELD.value, ground.value): ground.label for ground in Ground},
    (Aside.WITHHELD.value, "other"): _("Another reason."),
    (Aside.HIDDEN.value, "hide"): Remedy.HIDE.label,
    (Aside.HIDDEN.value, "withdraw"): Remedy.WITHDRAW.label,
    (Aside.OBJECTION_REFUSED.value, "refuse"): "",
    (Aside.DECLINED.value, OTHER): _("Another basis, named in fewer than three cases"),
}


def aside_by_month() -> list[tuple[date, list[tuple[Any, int, list[tuple[Any, int]]]]]]:
    """The newest months, each with its kinds, how many, and the reasons."""
    found = []
    for month, rows in groupby(aside_rows(), key=lambda row: row[0]):
        kinds = []
        for what, told in groupby(rows, key=lambda row: row[1]):
            reasons = [(_REASONS.get((what, reason), reason), count) for _month, _what, reason, count in told]
            kinds.append(
                (Aside(what).label, sum(count for _reason, count in reasons), [one for one in reasons if one[0]])
            )
        found.append((date.fromisoformat(f"{month}-01"), kinds))
        if len(found) == MONTHS_SHOWN:
            break
    return found
