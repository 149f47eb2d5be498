"""Standing behind a suggestion with a code on paper: no account, no name, and nothing of it stays in the browser."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from civic.accounts.guards import open_to_all
from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.lib.codes import read_number
from civic.lib.network import client_network
from civic.lib.refusals import Conflict, NotValid, Refused, TooMany
from civic.suggestions import actions
from civic.suggestions.guards import after_account, try_code
from civic.suggestions.queries import to_support
from civic.suggestions.rules.paper import COUNTED
from civic.suggestions.views.show import find, page_of

LONGEST_TYPED = 60


@open_to_all
@never_cache
def use_code(request: HttpRequest, number: str) -> HttpResponse:
    """Support it with the code that was typed, or take that back. Whoever only comes by this address is led to the
    page, and changes nothing."""
    if request.method != "POST":
        return redirect("suggestions:show", number=find(viewer_of(request), number).number)
    read = read_number(number)
    case = to_support(read) if read else None
    if case is None:
        raise Http404
    typed = request.POST.get("code", "")[:LONGEST_TYPED]
    try:
        messages.success(request, _used(request, case, typed))
    except Refused as refusal:
        return _refused(request, case, typed, refusal)
    return redirect("suggestions:show", number=case.number)


def _used(request: HttpRequest, case: Case, typed: str) -> str:
    """What was done. Raises TooMany for a network that guesses, and what the acts raise."""
    viewer, network = viewer_of(request), client_network(request)
    try_code(network, typed)
    if "take-back" in request.POST:
        actions.take_back_with_code(case, typed=typed, viewer=viewer)
        return _("Your code is not counted here any more.")
    language = get_language() or settings.LANGUAGE_CODE
    given: dict[str, Any] = {"typed": typed, "viewer": viewer, "network": network, "language": language}
    given |= {"after_account": after_account(request), "says_other": "somebody-else" in request.POST}
    if not actions.support_with_code(case, **given, at=timezone.now()).is_new:
        raise Conflict(COUNTED)
    return _("Your code is counted. Keep the paper: you may use it for other suggestions, and to take this back.")


def _refused(request: HttpRequest, case: Case, typed: str, refusal: Refused) -> HttpResponse:
    """The page once more: what is wrong with the code stands beside it, and what was typed stays in its field."""
    viewer = viewer_of(request)
    fault = refusal.sentence
    if isinstance(refusal, TooMany):
        fault = _too_many(refusal.retry_after)
    elif isinstance(refusal, NotValid):
        fault = "; ".join(said for told in refusal.fields.values() for said in told)
    context: dict[str, Any] = page_of(find(viewer, case.number), viewer, typed=typed) | {"code_fault": fault}
    context["asks_other"] = refusal.code == "is-it-you" or "somebody-else" in request.POST
    context["says_other"] = "somebody-else" in request.POST
    response = render(request, "suggestions/show.html", context, status=refusal.status)
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _too_many(seconds: int) -> str:
    if seconds < 60:
        return _("Too many wrong codes. Try again in %(seconds)d seconds.") % {"seconds": seconds}
    return _("Too many wrong codes. Try again in %(minutes)d minutes.") % {"minutes": -(-seconds // 60)}
