"""What was answered in a dialogue becomes a promise, written by the office that keeps it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.models import Person
from civic.dialogues import actions
from civic.dialogues.forms import PromiseForm
from civic.dialogues.queries.promising import offices_of, to_promise
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.youth.guards import duties_from, letter_writers_only, writing_hand


@letter_writers_only
@never_cache
@require_safe
def show_answers(request: HttpRequest) -> HttpResponse:
    """Answers in public minutes that no promise came of yet."""
    context = {"exchanges": to_promise(at=timezone.now()), "may_write": bool(offices_of(writing_hand(request)))}
    return _page(request, "dialogues/answers.html", context)


@letter_writers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, key: int) -> HttpResponse:
    """One of them: who keeps it, and by which day."""
    at = timezone.now()
    exchange = next((one for one in to_promise(at=at) if one.pk == key), None)
    offices = offices_of(writing_hand(request))
    if exchange is None:
        raise Http404
    if not offices:
        raise NotAllowed(_("Promises are written by the offices that keep them."))
    initial = {"words": exchange.answer}
    form = PromiseForm(request.POST if request.method == "POST" else None, offices=offices, initial=initial)
    status = 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            try:
                made = actions.promise(exchange, by=_person(request), given=form.given(exchange), at=at)
            except NotAllowed:
                raise
            except Refused as refused:
                tell(form, refused, beside={"title_zh_hans": "title"})
                status = refused.status
            else:
                messages.success(request, _("The draft is kept. The head of the office publishes it here."))
                return redirect("desk:promise", made.number)
    return _page(request, "dialogues/promise.html", {"exchange": exchange, "form": form}, status=status)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    badge = _("Little mayor") if duties_from(request).tasks else _("writes to children")
    frame = {"now": timezone.now(), "desk_side": "act", "desk_badge": badge, "here": "letters"}
    return render(request, template, frame | context, status=status)
