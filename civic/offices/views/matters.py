"""The catalogue for everybody: what can be reported, and what the city promises for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic.lib.doors import open_to_all
from civic.offices.guards import may_edit_catalogue
from civic.offices.queries import (
    families_of,
    find_matters,
    tags_by_kind,
)
from civic.offices.rules import TagKind

SEARCH_MOST = 60


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that can be reported, by family; narrowed by words and by a tag."""
    text = " ".join(request.GET.get("q", "").split())[:SEARCH_MOST]
    kinds = [(kind, TagKind(kind).label, tags) for kind, tags in tags_by_kind().items() if tags]
    known = {kind for kind, _label, _tags in kinds} | {tag.code for _kind, _label, tags in kinds for tag in tags}
    tag = request.GET.get("tag", "")
    matters = list(find_matters(text, tag=tag if tag in known else ""))
    context = {
        "text": text,
        "tag": tag if tag in known else "",
        "kinds": kinds,
        "families": families_of(matters),
        "count": len(matters),
        "is_open": bool(text or tag),
        "may_edit": may_edit_catalogue(request),
    }
    return render(request, "offices/matters.html", context)
