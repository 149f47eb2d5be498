"""What an address names: a matter, an area, a point."""

from collections.abc import Mapping

from django.http import Http404

from civic.offices.models import Matter
from civic.places.models import Area

LONGEST = 60


def matter_and_area(given: Mapping[str, str]) -> tuple[Matter | None, Area | None]:
    """The matter and the area named by their codes; nothing where none is named. Http404 for one there is not."""
    matter_code, area_code = given.get("matter", "")[:LONGEST], given.get("area", "")[:LONGEST]
    matter = Matter.objects.filter(code=matter_code, is_active=True).first() if matter_code else None
    area = Area.objects.filter(code=area_code, is_active=True).first() if area_code else None
    if (matter_code and matter is None) or (area_code and area is None):
        raise Http404
    return matter, area
