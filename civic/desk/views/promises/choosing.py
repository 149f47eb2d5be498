"""Between which offices and places somebody who writes a promise may choose."""

from django.db.models import Q

from civic.offices.models import Office
from civic.offices.queries import OfficerHand
from civic.places.models import Area, AreaKind


def own_offices(hand: OfficerHand) -> list[Office]:
    """An office promises for itself only."""
    return list(Office.objects.filter(pk__in=hand.office_ids).select_related("area").order_by("code"))


def places_for(offices: list[Office], *, kept: Area | None) -> list[Area]:
    """Districts and streets, the communities where these offices work, and the place that stands there already."""
    near = ~Q(kind=AreaKind.COMMUNITY)
    for office in offices:
        if office.area is not None and office.area.kind != AreaKind.CITY:
            near |= Q(path__startswith=office.area.path)
    chosen = Q(near, is_active=True) | Q(pk=kept.pk if kept else None)
    return list(Area.objects.filter(chosen).order_by("path"))
