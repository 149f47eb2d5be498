"""One shift for whoever runs it: its roster, who could be asked, what can be changed, the sheet on paper."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.shifts import actions
from civic.shifts.forms import MessageForm, MoveForm, QuotaForm, ReasonForm
from civic.shifts.forms.fields import BESIDE, hours_of
from civic.shifts.guards import organisers_only
from civic.shifts.models import Shift
from civic.shifts.queries.cards import cards_of
from civic.shifts.queries.rosters import free_for, roster
from civic.shifts.views.sentences import done_words, words_of
from civic.volunteers.guards import person_from
from civic.volunteers.models import Organisation, Volunteer


@organisers_only
@never_cache
@require_safe
def manage(request: HttpRequest, organisation: Organisation, number: str) -> HttpResponse:
    """One shift with its roster, who could be asked, and what can be done."""
    return _shift_page(request, organisation, _shift(organisation, number))


@organisers_only
@never_cache
@require_safe
def printed(request: HttpRequest, organisation: Organisation, number: str) -> HttpResponse:
    """The roster on paper: who comes, with a line to sign."""
    shift = _shift(organisation, number)
    rows = [one for one in roster(shift, with_names=True) if one.signup.state == "coming"]
    (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=timezone.now())
    return render(request, "shifts/printed.html", {"organisation": organisation, "card": card, "rows": rows})


@organisers_only
@never_cache
@require_POST
def act_on_shift(request: HttpRequest, organisation: Organisation, number: str, verb: str) -> HttpResponse:
    """Move it, call it off, keep places, write to those who come, ask somebody."""
    shift, by, at = _shift(organisation, number), person_from(request), timezone.now()
    acts: dict[str, Callable[..., object]] = {
        "move": lambda **given: actions.move_shift(shift, **given, by=by, at=at),
        "call-off": lambda **given: actions.call_off_shift(shift, **given, by=by, at=at),
        "write": lambda **given: actions.write_to_those_who_come(shift, **given, by=by, at=at),
        "quota": lambda post, **given: actions.keep_quota(post, **given, by=by, at=at),
    }
    if verb != "invite" and verb not in acts:
        raise Http404
    form: forms.Form | None = None
    fault, status = "", 400
    try:
        if verb == "invite":
            who = get_object_or_404(Volunteer.objects.active(), number=request.POST.get("volunteer", ""))
            actions.invite(shift, who, by=by, at=at)
            done = True
        else:
            form = _shift_forms(shift, **{verb: request.POST})[verb]
            done = form.is_valid()
            if done:
                acts[verb](**form.cleaned_data)
    except Refused as refused:
        done, fault, status = False, words_of(refused), refused.status
        if form is not None:
            tell(form, refused, beside=BESIDE)
    if not done:
        return _shift_page(request, organisation, shift, acted={verb: form}, fault=fault, status=status)
    messages.success(request, done_words(verb))
    return redirect("shifts:manage", organisation.code, number)


def _shift_forms(shift: Shift, **sent: Any) -> dict[str, forms.Form]:
    begins = hours_of(shift.starts_at, shift.ends_at) | {"where": shift.where}
    return {
        "move": MoveForm(sent.get("move"), initial=begins, auto_id="move-%s"),
        "call-off": ReasonForm(sent.get("call-off"), auto_id="call-off-%s"),
        "write": MessageForm(sent.get("write"), auto_id="write-%s"),
        "quota": QuotaForm(sent.get("quota"), posts=shift.posts.all(), auto_id="quota-%s"),
    }


def _shift_page(
    request: HttpRequest,
    organisation: Organisation,
    shift: Shift,
    *,
    acted: dict[str, forms.Form | None] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    at, given = timezone.now(), acted or {}
    shift = Shift.objects.select_related("activity__organisation", "leader").get(pk=shift.pk)
    (card,) = cards_of(Shift.objects.filter(pk=shift.pk), at=at)
    to_come = shift.state == "open" and shift.starts_at > at
    begun = _shift_forms(shift)
    context = {
        "organisation": organisation,
        "shift": shift,
        "card": card,
        "roster": roster(shift, with_names=True),
        "free": free_for(shift, at=at) if to_come and card.missing else [],
        "move_form": given.get("move") or begun["move"],
        "reason_form": given.get("call-off") or begun["call-off"],
        "message_form": given.get("write") or begun["write"],
        "quota_form": given.get("quota") or begun["quota"],
        "faulty": next((one for one in given.values() if one is not None and one.errors), None),
        "to_come": to_come,
        "fault": fault,
    }
    return render(request, "shifts/manage.html", context, status=status)


def _shift(organisation: Organisation, number: str) -> Shift:
    shifts = Shift.objects.filter(activity__organisation=organisation)
    return get_object_or_404(shifts.select_related("activity__organisation", "leader"), number=number)
