"""Which parts of the service are on, and where."""

from civic.places.models import Area, Switch


def is_on(part: str, area: Area | None) -> bool:
    """Is this part of the service on in an area? The deepest word up the tree counts; where nobody spoke, it is on."""
    if area is None:
        return True
    codes = area.path.rstrip("/").split("/")
    said = dict(Switch.objects.filter(part=part, area__code__in=codes).values_list("area__code", "is_on"))
    return next((said[code] for code in reversed(codes) if code in said), True)
