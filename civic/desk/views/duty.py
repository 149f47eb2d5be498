"""On duty: who is on duty now, which calls wait, one call with "I have it", and how I am called."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.actions import acknowledge, pass_call
from civic.cases.guards import viewer_of
from civic.cases.rules.callouts import CallReply
from civic.desk.forms import DutyContactForm
from civic.desk.queries import duty_board, open_call
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.actions import set_duty_contact
from civic.offices.guards import officers_only
from civic.offices.models import DutyContact


@officers_only
@never_cache
@require_safe
def show_duty(request: HttpRequest) -> HttpResponse:
    """Who is on duty now, what waits, and how I am called."""
    return _board(request, None)


@officers_only
@never_cache
@require_POST
def set_contact(request: HttpRequest) -> HttpResponse:
    """How I am called when I am on duty."""
    form = DutyContactForm(request.POST)
    if form.is_valid():
        try:
            language = translation.get_language() or ""
            set_duty_contact(by=person_of(request), language=language, at=timezone.now(), **form.cleaned_data)
        except NotValid as refused:
            tell(form, refused)
        else:
            messages.success(request, _("Saved. This is how you are called from now on."))
            return redirect("desk:duty")
    return _board(request, form)


def _board(request: HttpRequest, form: DutyContactForm | None) -> HttpResponse:
    at, viewer = timezone.now(), viewer_of(request)
    context = frame(request, viewer, at=at) | {
        "is_duty_page": True,
        "board": duty_board(viewer, older=request.GET.get("older", ""), at=at),
        "form": form or DutyContactForm(initial=_own_contact(request)),
        "has_contact": bool(any(_own_contact(request).values())),
    }
    return render(request, "desk/duty.html", context, status=400 if form is not None else 200)


def _own_contact(request: HttpRequest) -> dict[str, str]:
    person = person_of(request)
    contact = DutyContact.objects.filter(officer__person=person).first()
    return {
        "phone": contact.phone if contact else person.phone,
        "email": contact.email if contact else person.email,
    }


@officers_only
@never_cache
def show_call(request: HttpRequest, key: int) -> HttpResponse:
    """One call: what it is about, who was called, and the answers at one tap."""
    at, viewer = timezone.now(), viewer_of(request)
    call = open_call(viewer, key)
    refusal: Any = ""
    status = 200
    if request.method == "POST":
        try:
            if "pass" in request.POST:
                pass_call(call.row.callout, by=person_of(request), at=at)
                messages.success(request, _("The next person is called. Thank you for saying so at once."))
            else:
                acknowledge(
                    call.row.callout, by=person_of(request), reply=request.POST.get("reply", CallReply.HAVE_IT), at=at
                )
                messages.success(request, _("You have it. Nobody else is called."))
        except Refused as refused:
            refusal, status = str(refused), refused.status
            call = open_call(viewer, key)
            is_late = not isinstance(refused, NotAllowed)
        else:
            return redirect("desk:call", key=key)
    else:
        is_late = False
    context = frame(request, viewer, at=at) | {
        "is_duty_page": True,
        "call": call,
        "replies": [(reply.value, reply.label) for reply in CallReply if reply != CallReply.HAVE_IT],
        "refusal": refusal,
        "is_late": is_late,
    }
    return render(request, "desk/call.html", context, status=status)
