"""Pages that belong to no section: statements, and what is said when a form has expired."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from portal.problems import is_api, problem_response

KEPT = ("/report/", "/track/")
"""Where people write at length, so that an expired form must not lose a word."""

NOT_TYPED = {"csrfmiddlewaretoken"}


@open_to_all
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept of people, for how long, and who sees it."""
    return render(request, "portal/privacy.html")


@open_to_all
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """For whom the site works, for whom not yet, and where to say so."""
    return render(request, "portal/accessibility.html")


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without a fresh token. What was typed in a report is shown again with one button: nothing is lost."""
    if is_api(request):
        return problem_response(
            status=403, detail=_("Your session has ended. Load the page again and repeat what you did.")
        )
    if request.path.startswith(KEPT) and _is_from_here(request):
        typed = [(name, word) for name, words in request.POST.lists() if name not in NOT_TYPED for word in words]
        context = {
            "typed": typed,
            "readable": [word for _name, word in typed if " " in word or len(word) > 12],
            "had_files": bool(request.FILES),
        }
        return render(request, "portal/send_again.html", context, status=403)
    return render(request, "403_csrf.html", status=403)


def _is_from_here(request: HttpRequest) -> bool:
    """Whether our own page sent the form; what another site wrote is not offered to be sent in the visitor's name."""
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return not origin or urlsplit(origin).netloc == request.get_host()
