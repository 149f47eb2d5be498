"""What a suggestion asks for, point by point, and how each of its points weighs in the answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.accounts.models import Person
from civic.cases.actions import advance, hold, lay_points, permit, write_weights
from civic.cases.models import Case, Line, Point
from civic.cases.rules.points import points_fault, reason_fault
from civic.lib.plain_text import clean_line, clean_text
from civic.lib.refusals import NotValid


@transaction.atomic
def name_points(case: Case, *, by: Person, points: Sequence[str], at: datetime) -> Line:
    """Whoever opens a suggestion, or leads it, says in short sentences what it asks for; everybody reads them, and the
    answer weighs each. A point that stays keeps how it was weighed. Raises NotAllowed, Conflict, NotValid."""
    case = hold(case)
    step = permit(case, "name-points", by=by, at=at)
    texts = [said for text in points if (said := clean_line(text).strip())]
    if fault := points_fault(texts):
        raise NotValid(fields={"points": fault})
    changed = lay_points(case, texts, by=by, at=at)
    return advance(case, step, at=at, facts={"points": len(texts)}, **changed)


@transaction.atomic
def weigh_points(case: Case, *, by: Person, weights: Mapping[int, tuple[str, str]], at: datetime) -> Line:
    """The office that leads a suggestion says of points, by number, how they weigh and why; nobody outside reads it
    before the answer. Raises NotAllowed, Conflict once an answer is drafted, NotValid by point."""
    case = hold(case)
    step = permit(case, "weigh", by=by, at=at)
    said = {number: (str(weight), clean_text(reason).strip()) for number, (weight, reason) in weights.items()}
    known = set(Point.objects.filter(case=case, round=case.round).values_list("number", flat=True))
    wrong: dict[str, Any] = {}
    for number, (weight, reason) in said.items():
        fault = reason_fault(weight, reason) if number in known else _("There is no such point. Load the page again.")
        if fault:
            wrong[f"point-{number}"] = fault
    if not said:
        wrong["weights"] = _("Weigh at least one point.")
    if wrong:
        raise NotValid(fields=wrong)
    told = [[number, weight] for number, (weight, _reason) in sorted(said.items())]
    return advance(case, step, at=at, facts={"weights": told}, **write_weights(case, said, by=by, at=at))
