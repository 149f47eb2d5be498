"""What everybody reads: the list, and one of them with its history."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from civic.guides.queries import history_of, shown, shown_of_kind
from civic.guides.rules import OWN_NAMES, Kind
from civic.lib.doors import open_to_all

PAGE = 20


@open_to_all
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """What is in force today, by kind where one is asked for; the newest first."""
    asked = request.GET.get("kind", "")
    kind = asked if asked in Kind.values else ""
    rows = shown_of_kind(timezone.localdate(), kind).defer("version__bodies")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    kinds = [("", None), *Kind.choices]
    return render(request, "guides/list.html", {"page": page, "kind": kind, "kinds": kinds})


@open_to_all
@require_safe
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them, in the reader's language or, with a sentence, in one it is there in. Drafts, what has not begun,
    what is over and what was withdrawn answer like an address nobody ever had."""
    guide = get_object_or_404(shown(timezone.localdate()), slug=slug)
    assert guide.version is not None
    wanted, names = get_language() or "en", dict(settings.LANGUAGES)
    context = {
        "guide": guide,
        "version": guide.version,
        "is_fallback": guide.version.language != wanted,
        "wanted": names.get(wanted, wanted),
        "read_in": names.get(guide.version.language, ""),
        "others": [(one, OWN_NAMES[one]) for one in guide.version.text.languages if one != wanted],
        "matters": guide.matters.filter(is_active=True),
        "history": history_of(guide),
    }
    return render(request, "guides/show.html", context)
