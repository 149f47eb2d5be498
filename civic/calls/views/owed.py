"""What the phone desk does by itself: calls the city owes, messages that reached nobody."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.calls.actions import look_after, note_call, take_call, take_undelivered
from civic.calls.forms import LookedAfterForm
from civic.calls.guards import operators_only
from civic.calls.models import OwedCall, Undelivered
from civic.calls.queries import (
    call_in_hand,
    calls_due,
    calls_known,
    message_in_hand,
    spoken_in,
    undelivered_due,
    undelivered_known,
)
from civic.calls.rules import CALLS_MOST, Result
from civic.calls.views.frame import person_of, show
from civic.lib.form_errors import tell
from civic.lib.keyset import Page, page_from
from civic.lib.refusals import NotAllowed, NotValid, Refused

PAGE = 30
SECRET = frozenset({"phone-code"})  # messages whose words nobody else reads


def _paged(rows: QuerySet[Any], request: HttpRequest, *, keys: tuple[str, ...]) -> Page[Any]:
    return page_from(rows, keys=keys, size=PAGE, cursor=request.GET.get("after", ""))


@operators_only
@never_cache
@require_safe
def show_calls(request: HttpRequest) -> HttpResponse:
    """The calls the city owes, the longest due first; without the numbers, which are shown one at a time."""
    at = timezone.now()
    page = _paged(calls_due(person_of(request), at=at), request, keys=("due_at", "pk"))
    spoken = spoken_in(owed.case for owed in page.rows)
    rows = [(owed, spoken.get(owed.case_id, "")) for owed in page.rows]
    return show(request, "calls/calls.html", at=at, here="calls", rows=rows, after=page.next, most=CALLS_MOST)


@operators_only
@require_POST
def take(request: HttpRequest, key: int) -> HttpResponse:
    """Take a call, and see the number."""
    owed = get_object_or_404(calls_known(person_of(request), at=timezone.now()).select_related("case"), pk=key)
    return _taken(request, owed, "calls:calls", "calls:call")


def _taken(request: HttpRequest, row: Model, list_name: str, page_name: str) -> HttpResponse:
    at, person = timezone.now(), person_of(request)
    try:
        if isinstance(row, OwedCall):
            take_call(row, by=person, at=at)
        elif isinstance(row, Undelivered):
            take_undelivered(row, by=person, at=at)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(list_name)
    return redirect(page_name, row.pk)


@operators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_call(request: HttpRequest, key: int) -> HttpResponse:
    """The number to call, and what became of it. For anybody else's call this page does not exist."""
    at, person = timezone.now(), person_of(request)
    owed = call_in_hand(key, person, at=at)
    if owed is None:
        raise Http404
    if request.method == "POST":
        try:
            check = note_call(owed, result=request.POST.get("result", ""), by=person, at=at)
        except NotValid as refused:
            messages.error(request, str(refused))
            return redirect("calls:call", key)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("calls:calls")
        if check is not None:
            return redirect("calls:case", owed.case.number)
        messages.success(request, _("Written down."))
        return redirect("calls:calls")
    results = [one for one in Result if one != Result.REACHED]
    context: dict[str, Any] = {
        "owed": owed,
        "spoken": spoken_in([owed.case]).get(owed.case_id, ""),
        "case": owed.case,
        "results": results,
        "most": CALLS_MOST,
        "next": owed.made + 1,
    }
    return show(request, "calls/call.html", at=at, here="calls", **context)


@operators_only
@never_cache
@require_safe
def show_undelivered(request: HttpRequest) -> HttpResponse:
    """The messages that reached nobody, the oldest first."""
    at = timezone.now()
    page = _paged(undelivered_due(person_of(request), at=at), request, keys=("found_at", "pk"))
    return show(request, "calls/undelivered.html", at=at, here="undelivered", page=page)


@operators_only
@require_POST
def take_message(request: HttpRequest, key: int) -> HttpResponse:
    """Look after a message that reached nobody."""
    row = get_object_or_404(undelivered_known(person_of(request), at=timezone.now()).select_related("case"), pk=key)
    return _taken(request, row, "calls:undelivered", "calls:message")


@operators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_message(request: HttpRequest, key: int) -> HttpResponse:
    """What the message said, how its reader may be reached, and what was done."""
    at, person = timezone.now(), person_of(request)
    row = message_in_hand(key, person, at=at)
    if row is None:
        raise Http404
    form, status = LookedAfterForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                look_after(row, by=person, at=at, **form.cleaned_data)
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Written down. This message is looked after."))
                return redirect("calls:undelivered")
    is_secret = row.notice.verb in SECRET
    context: dict[str, Any] = {
        "row": row,
        "case": row.case,
        "contact": getattr(row.case, "contact", None),
        "is_secret": is_secret,
    }
    return show(request, "calls/message.html", at=at, here="undelivered", form=form, status=status, **context)
