"""Rounds as they hold now, and what obliges in them."""

from datetime import date, datetime, timedelta

from civic.cases.models import Case
from civic.suggestions.models import Round
from civic.suggestions.queries.thresholds import obliges_in
from civic.suggestions.rules.phases import supporting
from civic.suggestions.rules.thresholds import Obliges


def round_of(case: Case) -> Round | None:
    """The round a case was handed in for, with its phases; None in the standing box."""
    if case.invitation_id is None:
        return None
    return Round.objects.with_names().filter(pk=case.invitation_id).first()


def obliged_by(case: Case, in_round: Round | None, *, on: date) -> Obliges:
    """How many, until when, and how fast, on a day: what the round says goes before the area."""
    said = obliges_in(case.area or (in_round.area if in_round else None), on=on)
    if in_round is None:
        return said
    return Obliges(in_round.needed or said.needed, in_round.answer_days or said.answer_days, said.support_days)


def support_span(in_round: Round | None, obliges: Obliges, *, at: datetime) -> tuple[datetime, datetime]:
    """From when until when support is collected: as the phases of the round have it, else from now on so many days."""
    reach = supporting(in_round.spans) if in_round else None
    if reach is not None and reach[1] > at:
        return max(reach[0], at), reach[1]
    return at, at + timedelta(days=obliges.support_days)
