"""The catalogue for everybody: what can be reported, and what the city promises for it."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.lib.doors import open_to_all
from civic.offices.guards import may_edit_catalogue
from civic.offices.models import Matter
from civic.offices.queries import (
    Plan,
    answers_by_district,
    families_of,
    find_matters,
    limits_of,
    questions_shown,
    tags_by_kind,
    the_same_everywhere,
    worded,
)
from civic.offices.rules import FAMILIES, PRIVACY_WORDS, Privacy, TagKind, read_calls
from civic.places.models import Area

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


@open_to_all
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One matter whole. One out of force tells strangers only that it cannot be reported: it may be a draft."""
    matter = get_object_or_404(Matter.objects.select_related("wording"), code=code)
    may_edit = may_edit_catalogue(request)
    if not (matter.is_active or may_edit):
        return render(request, "offices/matter_out.html", {"matter": matter})
    answering = answers_by_district(matter, list(Area.objects.districts()), on=timezone.localdate())
    context = {
        **said_of(matter, limits_of(matter)),
        "tags": matter.tags.filter(is_active=True).exclude(kind=TagKind.FUNCTION),
        "answering": answering,
        "everywhere": the_same_everywhere(answering),
        "is_seen": matter.is_active and matter.privacy != Privacy.PRIVATE,
        "may_edit": may_edit,
    }
    return render(request, "offices/matter.html", context)


def said_of(matter: Matter, plans: Sequence[Plan]) -> dict[str, Any]:
    """What the page of a matter says of it, also of one that is only drafted."""
    words = worded(matter.wording)
    return {
        "matter": matter,
        "words": words,
        "calls": read_calls(words.calls),
        "family_name": FAMILIES.get(matter.family, FAMILIES["other"]),
        "privacy_words": PRIVACY_WORDS[Privacy(matter.privacy)],
        "plans": plans,
        "has_steps": any(len(plan.stages) > 1 for plan in plans),
        "questions": questions_shown(words.questions),
    }
