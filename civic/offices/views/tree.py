"""The offices of the city for everybody: by line and by area."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.offices.models import Office
from civic.offices.queries.tree import by_area, by_line
from civic.places.models import Area


@open_to_all
@require_safe
def show_offices(request: HttpRequest) -> HttpResponse:
    """The tops of both trees, or one area with its offices."""
    code, area = request.GET.get("area", ""), None
    if code:
        area = Area.objects.filter(code=code, is_active=True).first()
        if area is None:
            raise Http404
    by = "area" if code or request.GET.get("by") == "area" else "line"
    branch = by_area(area) if by == "area" else by_line(None)
    return render(request, "offices/tree.html", {"by": by, "branch": branch, "area": area})


@open_to_all
@require_safe
def show_office(request: HttpRequest, code: str) -> HttpResponse:
    """One office: what stands above and below it by line, and where it is by area."""
    office = get_object_or_404(Office.objects.select_related("area", "above", "reviewed_by"), code=code, is_active=True)
    areas = by_area(office.area).way if office.area else []
    return render(request, "offices/office.html", {"office": office, "branch": by_line(office), "areas": areas})
