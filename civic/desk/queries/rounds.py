"""Rounds as an official sees them: those of her areas, shown or not, and the areas she may ask."""

from dataclasses import dataclass

from django.db.models import F, Q
from django.http import Http404

from civic.cases.queries import Viewer, on_desk_of
from civic.offices.queries import OfficerHand
from civic.places.models import Area, AreaKind
from civic.suggestions.actions.swarms import LOOKERS
from civic.suggestions.models import Round, RoundLine, Swarm
from civic.suggestions.rules.rounds import MAKERS, is_within

SHOWN_MOST = 100
SMALLER_MOST = 400


def makes_rounds(officer: OfficerHand | None) -> bool:
    """May she ask a place for ideas?"""
    return officer is not None and bool(officer.roles & MAKERS)


def looks_at_swarms(officer: OfficerHand | None) -> bool:
    """May she look at support that was marked?"""
    return officer is not None and bool(officer.roles & LOOKERS)


def swarms_on_desk(viewer: Viewer) -> list[Swarm]:
    """What was marked of the suggestions on her desk, what nobody has looked at first."""
    found = Swarm.objects.filter(case__in=on_desk_of(viewer).values("pk")).select_related("case", "looked_by")
    return list(found.order_by(F("looked_at").desc(nulls_first=True), "-marked_at")[:SHOWN_MOST])


def rounds_on_desk(officer: OfficerHand) -> list[Round]:
    """The newest rounds of her areas."""
    found = Round.objects.with_names().order_by("-ends_at", "-pk")[:SHOWN_MOST]
    return [one for one in found if is_within(one.area.path if one.area else "", officer.area_paths)]


def round_on_desk(officer: OfficerHand, key: int) -> Round:
    """A round of her areas. Raises Http404 for all others."""
    known = key.bit_length() < 64  # no database holds a larger one
    found = Round.objects.with_names().filter(pk=key).first() if known else None
    if found is None or not is_within(found.area.path if found.area else "", officer.area_paths):
        raise Http404
    return found


def areas_to_ask(officer: OfficerHand) -> list[Area]:
    """The areas she may ask, the larger ones first; the whole city is said by none."""
    areas = Area.objects.filter(is_active=True).exclude(kind=AreaKind.CITY)
    if officer.area_paths:
        within = Q(pk__in=[])
        for path in officer.area_paths:
            within |= Q(path__startswith=path)
        areas = areas.filter(within)
    return list(areas.order_by("kind", "code")[:SMALLER_MOST])


@dataclass(frozen=True)
class Change:
    """What was done to a round, as the desk reads it."""

    line: RoundLine
    fields: list[tuple[str, str, str]]  # the name, before, after


def changes_of(known: Round) -> list[Change]:
    """What was done to it, the newest first."""
    lines = known.lines.select_related("by").order_by("-pk")[:SHOWN_MOST]
    return [
        Change(line, [(name, str(before), str(after)) for name, (before, after) in sorted(line.facts.items())])
        for line in lines
    ]
