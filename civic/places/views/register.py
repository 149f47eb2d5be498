"""The register in figures: of how many components it is known who owns and who is responsible."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic.lib.doors import open_to_all
from civic.places.models import Area
from civic.places.queries import clear_rates

KEPT_SECONDS = 300  # a count over a million rows


@open_to_all
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Clear responsibility by district and by class; with `area`, by the streets of a district."""
    code = request.GET.get("area", "")
    area = Area.objects.filter(code=code, is_active=True).select_related("parent").first() if code else None
    if code and area is None:
        raise Http404
    rates = cache.get_or_set(f"clear-rates:{area.code if area else ''}", lambda: clear_rates(area), KEPT_SECONDS)
    return render(request, "places/register.html", {"area": area, "rates": rates})
