"""The page of a matter: what the catalogue says of it, and what the city has done, said and been told about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.insights.queries.matters import known_of
from civic.lib.doors import open_to_all
from civic.offices.guards import may_edit_catalogue
from civic.offices.models import Matter
from civic.offices.queries import answers_by_district, limits_of, said_of, the_same_everywhere
from civic.offices.rules import Privacy, TagKind
from civic.places.models import Area


@open_to_all
@require_safe
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """One matter whole. One out of force tells strangers only that it cannot be reported: it may be a draft."""
    one = get_object_or_404(Matter.objects.select_related("wording"), code=code)
    may_edit = may_edit_catalogue(request)
    if not (one.is_active or may_edit):
        return render(request, "offices/matter_out.html", {"matter": one})
    today = timezone.localdate()
    answering = answers_by_district(one, list(Area.objects.districts()), on=today)
    context = {
        **said_of(one, limits_of(one)),
        "tags": one.tags.filter(is_active=True).exclude(kind=TagKind.FUNCTION),
        "answering": answering,
        "everywhere": the_same_everywhere(answering),
        "is_seen": one.is_active and one.privacy != Privacy.PRIVATE,
        "may_edit": may_edit,
        "known": known_of(one, on=today),
    }
    return render(request, "insights/matter.html", context)
