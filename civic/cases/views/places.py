"""A point of the city in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from civic.lib.basemap import name_near
from civic.places.models import AreaKind
from civic.places.queries import locate


def place_words(lat: float, lon: float) -> str:
    """District and street of a point, and what is near: enough to say "yes, here" to."""
    area = locate(lat, lon).area
    named: list[str] = []
    while area is not None and area.kind != AreaKind.CITY:
        named.insert(0, area.name)
        area = area.parent
    near = name_near(lat, lon, get_language() or "en")
    words = " · ".join(named)
    if words and near:
        return _("%(area)s, near %(name)s") % {"area": words, "name": near}
    return words or (_("near %(name)s") % {"name": near} if near else _("a point in the city without a name"))
