"""The page of one suggestion: where it stands, who can stand behind it, until when, what was answered."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.cases.queries import Viewer, reads_as, timeline
from civic.cases.queries.thread import thread, written_in
from civic.lib.codes import read_number
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.promises.queries import of_case as promises_of
from civic.suggestions import actions
from civic.suggestions.guards import mark_account
from civic.suggestions.queries import (
    backer_of,
    doubts_about,
    find_suggestion,
    links_behind,
    stands_behind,
    to_support,
    together_of,
    weighed_in_public,
)
from civic.suggestions.queries.taken_over import alike_to
from civic.suggestions.rules.joining import asks_open
from civic.suggestions.views.cards import card_of

ROOT = "/suggestions/"


@open_to_all
@require_safe
def show(request: HttpRequest, number: str) -> HttpResponse:
    """The page of a suggestion. What may not be seen looks like a number never issued."""
    read = read_number(number)
    if read is None:
        raise Http404
    if read != number:
        return redirect("suggestions:show", number=read, permanent=True)
    viewer = viewer_of(request)
    response = render(request, "suggestions/show.html", page_of(find(viewer, read), viewer))
    patch_cache_control(response, no_cache=True, private=not viewer.is_stranger)
    return response


def find(viewer: Viewer, number: str) -> Case:
    """The suggestion whoever asks may read whole. Raises Http404 for all others."""
    read = read_number(number)
    case = find_suggestion(viewer, read) if read else None
    if case is None:
        raise Http404
    return case


def page_of(case: Case, viewer: Viewer, *, refused: Refused | None = None, typed: str = "") -> dict[str, Any]:
    """What the page prints for one reader; `typed` is a code that was not taken."""
    reader = reads_as(case, viewer) if not viewer.is_stranger else "public"
    together = together_of(case, viewer)
    card = card_of(case, together)
    stands = together.stands if together.is_any else card.is_open and stands_behind(case, viewer)
    return {
        "case": case,
        "card": card,
        "title": case.public_title or case.title,
        "events": thread(timeline(case, reader), language=case.language),
        "reader": reader,
        "written_in": written_in(case.language),
        "promised": promises_of(case, today=localdate()),
        "weighed": weighed_in_public(case),
        "is_party": reader == "party",
        "stands": stands,
        "together": together,
        "may_wish": reader == "party" and bool(asks_open(case.state)),
        "doubts": doubts_about(case) if card.facts else [],
        "sign_in_url": f"{settings.LOGIN_URL}?next={ROOT}{case.number}/",
        "refused": refused,
        "typed": typed,
        "behind": links_behind(case),
        "alike": [card_of(one) for one in alike_to(case)],
    }


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def support(request: HttpRequest, number: str) -> HttpResponse:
    """Stand behind it, or do so no more. Whoever only comes by this address is led to the page, and changes nothing."""
    if request.method != "POST":
        return redirect("suggestions:show", number=find(viewer_of(request), number).number)
    viewer = viewer_of(request)
    read = read_number(number)
    case = to_support(read) if read else None
    if case is None:
        raise Http404
    by = backer_of(viewer, network=client_network(request))
    try:
        if "take-back" in request.POST:
            done = _("You are not counted any more. You still follow it.") if actions.take_back(case, by=by) else ""
        else:
            language = get_language() or settings.LANGUAGE_CODE
            came = actions.support_suggestion(case, by=by, language=language, at=timezone.now())
            done = _("You support this. We tell you of every step.") if came.follows else _("You support this.")
    except Refused as refusal:
        context = page_of(find(viewer, case.number), viewer, refused=refusal)
        return render(request, "suggestions/show.html", context, status=refusal.status)
    if done:
        messages.success(request, done)
    answer = redirect("suggestions:show", number=case.number)
    return answer if "take-back" in request.POST else mark_account(answer)
