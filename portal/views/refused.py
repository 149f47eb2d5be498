"""The pages that say no: refusals of acts, wrong addresses, faults of ours. For programs the same as problem+json."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import is_valid_path, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from civic.accounts.guards import open_to_all, to_second_factor
from civic.lib.refusals import NotAllowed, Refused, TooMany
from portal.problems import is_api, problem_response
from portal.speech import language_of


def refusal_answer(request: HttpRequest, refused: Refused) -> HttpResponseBase:
    """What a refused act answers: a calm page or problem+json with the reason; no second factor leads to its page."""
    if is_api(request):
        return problem_response(refused)
    if isinstance(refused, NotAllowed) and refused.code == "second-factor":
        return to_second_factor(request)
    template = {403: "403.html", 429: "429.html"}.get(refused.status, "refused.html")
    told: dict[str, object] = {"refusal": str(refused), "retry_after": getattr(refused, "retry_after", None)}
    response = _page(request, template, refused.status, told)
    if isinstance(refused, TooMany):
        response["Retry-After"] = str(refused.retry_after)
    return response


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came cannot be read at all."""
    detail = _("The request cannot be read.")
    return problem_response(status=400, detail=detail) if is_api(request) else _page(request, "400.html", 400)


@open_to_all
def too_much(request: HttpRequest) -> HttpResponse:
    """413: more was sent at once than is taken. A step of a report is told what a report holds; other forms are not."""
    detail = _("This is more than can be taken at once. Send less, or smaller photos.")
    if is_api(request):
        return problem_response(status=413, detail=detail)
    is_report = request.path.startswith(reverse("cases:report"))
    return _page(request, "413.html", 413, {"is_report": is_report})


@open_to_all
def only_sent_to(request: HttpRequest) -> HttpResponse:
    """405: an address that takes what a button sends was opened as a page, by a reload or a kept tab."""
    above = request.path
    while above != "/":
        above = above.rstrip("/").rpartition("/")[0] + "/"
        if is_valid_path(above):
            break
    return _page(request, "405.html", 405, {"above": above})


@open_to_all
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 without a reason of its own."""
    return problem_response(NotAllowed()) if is_api(request) else _page(request, "403.html", 403)


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, never with a reason: what may not be seen answers like what is not there."""
    detail = _("There is nothing at this address.")
    return problem_response(status=404, detail=detail) if is_api(request) else _page(request, "404.html", 404)


@open_to_all
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """429, from allauth's limits."""
    return refusal_answer(request, TooMany(retry_after=60))


@open_to_all
def our_fault(request: HttpRequest) -> HttpResponse:
    """500: we made a mistake, and say so."""
    detail = _("Something went wrong on our side. Please try again in a few minutes.")
    return problem_response(status=500, detail=detail) if is_api(request) else _page(request, "500.html", 500)


def _page(request: HttpRequest, template: str, status: int, context: dict[str, object] | None = None) -> HttpResponse:
    # what is turned away at the door has not met the middleware that sets the language
    with translation.override(language_of(request)):
        return render(request, template, context, status=status)
