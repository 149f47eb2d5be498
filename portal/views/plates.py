"""A sheet of plates for the printer: staff choose an area and a class, and cut."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from civic.offices.guards import officers_only
from civic.places.models import Area, ComponentKind
from civic.places.queries import page_of, sheet_of
from civic.places.rules.plates import plate_drawing

ON_A_SHEET = 24


@officers_only
@require_safe
def plates(request: HttpRequest) -> HttpResponse:
    """The plates of an area and a class, a sheet at a time in the order of their codes."""
    code, kind, after = (request.GET.get(name, "") for name in ("area", "kind", "after"))
    area = Area.objects.filter(code=code).first()
    found = sheet_of(area, kind=kind, after=after, most=ON_A_SHEET + 1) if area is not None else []
    sheet = [(one, mark_safe(plate_drawing(page_of(one), inline=True))) for one in found[:ON_A_SHEET]]
    context = {
        "areas": Area.objects.filter(is_active=True).order_by("path"),
        "kinds": ComponentKind.objects.filter(is_active=True),
        "area": area,
        "kind_code": kind,
        "sheet": sheet,
        "after": found[ON_A_SHEET - 1].code if len(found) > ON_A_SHEET else "",
    }
    return render(request, "portal/plates.html", context)
