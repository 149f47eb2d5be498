"""What the city promised, printed on pages of the floors below promises: of a case, of a place. One question each."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.timezone import localdate

from civic.cases.models import Case
from civic.cases.queries.thread import Event
from civic.places.models import Area
from civic.promises.models import Promise
from civic.promises.queries import of_area, of_case
from civic.promises.rules import pieces_of

register = template.Library()


@register.inclusion_tag("promises/_pieces.html")
def stage_bar(promise: Any) -> dict[str, Any]:
    """How far a listed promise is: its stages as pieces of a bar; where it has none, the owner's word for it."""
    pieces = pieces_of(
        promise.state,
        told=promise.stages_told,
        accepted=promise.stages_accepted,
        missed=promise.stages_missed,
        is_missed=promise.is_missed,
    )
    return {"promise": promise, "pieces": pieces}


@register.simple_tag
def promises_of(case: Case, events: Iterable[Event]) -> list[Promise]:
    """What was promised because of this case; nothing is asked where its story tells of no promise."""
    is_told = any(event.entry.line.verb == "promise" for event in events)
    return of_case(case, today=localdate()) if is_told else []


@register.simple_tag
def promises_in(area: Area) -> list[Promise]:
    """What was promised for this place and is not ended."""
    return of_area(area, today=localdate())
