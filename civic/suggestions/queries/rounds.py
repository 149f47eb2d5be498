"""Rounds and thresholds as they hold now."""

from datetime import datetime, timedelta

from civic.cases.models import Case
from civic.places.models import Area
from civic.suggestions.models import Round, Threshold
from civic.suggestions.rules.phases import supporting
from civic.suggestions.rules.thresholds import Obliges, codes_in, obliging


def obliges_in(area: Area | None) -> Obliges:
    """The threshold of an area, inherited from above; one query."""
    path = area.path if area else ""
    rows = Threshold.objects.filter(area__code__in=codes_in([path])).select_related("area")
    known = {row.area.code: row.obliges for row in rows}
    return obliging(known, path)


def round_of(case: Case) -> Round | None:
    """The round a case was handed in for, with its phases; None in the standing box."""
    if case.invitation_id is None:
        return None
    return Round.objects.with_names().filter(pk=case.invitation_id).first()


def obliged_by(case: Case, in_round: Round | None) -> Obliges:
    """How many, until when, and how fast: what the round says goes before the area."""
    said = obliges_in(case.area or (in_round.area if in_round else None))
    if in_round is None:
        return said
    return Obliges(in_round.needed or said.needed, in_round.answer_days or said.answer_days, said.support_days)


def support_span(in_round: Round | None, obliges: Obliges, *, at: datetime) -> tuple[datetime, datetime]:
    """From when until when support is collected: as the phases of the round have it, else from now on so many days."""
    reach = supporting(in_round.spans) if in_round else None
    if reach is not None and reach[1] > at:
        return max(reach[0], at), reach[1]
    return at, at + timedelta(days=obliges.support_days)
