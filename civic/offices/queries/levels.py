"""The levels of the city that are told of an unanswered case, from the lowest up."""

from time import monotonic
from typing import Any

from django.db.models import QuerySet

from civic.offices.models import Office, Rung
from civic.offices.rules import in_order
from civic.places.models import Area

KEPT_SECONDS = 60.0
_kept: dict[str, Any] = {"rungs": [], "until": 0.0}


def rungs() -> list[Rung]:
    """The levels in use, from the lowest up; asked once a minute, for every acceptance needs them."""
    if monotonic() >= _kept["until"]:
        _kept["rungs"] = sorted(Rung.objects.filter(is_active=True), key=lambda rung: in_order(rung.level))
        _kept["until"] = monotonic() + KEPT_SECONDS
    return list(_kept["rungs"])


def forget_rungs() -> None:
    """Ask again at the next acceptance: a level has changed."""
    _kept["until"] = 0.0


def office_at(area: Area | None, rung: Rung) -> Office | None:
    """The office that is told at a level, for a case in an area; None where that level or its office is not there."""
    if area is None:
        return None
    found: QuerySet[Office] = Office.objects.filter(
        kind=rung.office_kind, is_active=True, area__kind=rung.level, area__path__in=_paths_above(area.path)
    )
    return found.order_by("pk").first()


def _paths_above(path: str) -> list[str]:
    """The paths of an area and of every one above it."""
    codes = path.strip("/").split("/")
    return ["/".join(codes[:depth]) + "/" for depth in range(1, len(codes) + 1)]
