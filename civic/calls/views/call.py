"""A call that comes in: one page, by keyboard alone; its receipt to read out."""

import secrets
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.calls.actions import drop_call, keep_call, register_call, text_receipt
from civic.calls.forms import CallForm
from civic.calls.guards import operators_only
from civic.calls.models import KeptCall
from civic.calls.queries import Hints, hints_for, kept_call, kept_calls, receipt_of
from civic.calls.rules import Spoken, read_out
from civic.calls.views.frame import person_of, show
from civic.cases.models import Contact
from civic.cases.rules import Kind, next_step
from civic.lib.form_errors import tell
from civic.lib.refusals import NotValid, Refused
from civic.notices.queries import reaches
from civic.offices.queries import matters_by_family, offices_to_name


@operators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Write a call down and hand it in; what was typed is kept before anything can go wrong."""
    at, person = timezone.now(), person_of(request)
    if request.method != "POST":
        return _fresh(request)
    form, token = (
        CallForm(request.POST, families=matters_by_family(), offices=offices_to_name()),
        request.POST.get("token", ""),
    )
    kept = keep_call(token, by=person, said=form.said, at=at)
    if "keep" in request.POST:
        messages.success(request, _("Kept for this shift. You find it below, under calls left off."))
        return redirect("calls:register")
    if "look" in request.POST:
        return _page(request, form, token=token)
    if form.is_valid():
        try:
            filed = register_call(kept, by=person, given=form.report(), at=at)
        except NotValid as refused:
            tell(form, refused.fields, beside={"address": "place"})
        else:
            return redirect("calls:receipt", filed.case.number)
    return _page(request, form, token=token, status=400)


def _fresh(request: HttpRequest) -> HttpResponse:
    """An empty page, or a call that was left off, with every word of it."""
    at, token = timezone.now(), request.GET.get("call", "")
    kept = kept_call(person_of(request), token, at=at)
    if kept is not None and kept.draft.case is not None:
        return redirect("calls:receipt", kept.draft.case.number)
    said: dict[str, Any] = {"spoken": Spoken.MANDARIN.value, "kind": Kind.COMPLAINT.value}
    if kept is not None:
        said |= next((left.said for left in kept_calls(kept.operator, at=at) if left.call.pk == kept.pk), {})
    form = CallForm(initial=said, families=matters_by_family(), offices=offices_to_name())
    return _page(request, form, token=token if kept else secrets.token_urlsafe(24))


def _page(request: HttpRequest, form: CallForm, *, token: str, status: int = 200) -> HttpResponse:
    at = timezone.now()
    left = [one for one in kept_calls(person_of(request), at=at) if one.call.token != token]
    context: dict[str, Any] = {
        "form": form,
        "token": token,
        "left": left,
        "hints": _hints(form),
        "picked": form["found"].value(),
    }
    return show(request, "calls/register.html", at=at, here="register", status=status, **context)


def _hints(form: CallForm) -> Hints:
    said = {name: str(form[name].value() or "") for name in ("text", "place", "found")}
    return hints_for(said["text"], matter=form.chosen, place=said["place"], picked=said["found"])


@operators_only
@never_cache
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The page's script keeps what was typed, so that a caller who hangs up or a page that is lost loses nothing."""
    form = CallForm(request.POST, families={})
    keep_call(request.POST.get("token", ""), by=person_of(request), said=form.said, at=timezone.now())
    return JsonResponse({"kept": True})


@operators_only
@never_cache
@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """What the words bring to mind, while they are being written. Sent by POST: no address keeps a caller's words."""
    form = CallForm(request.POST, families=matters_by_family(), offices=offices_to_name())
    return render(request, "calls/_hints.html", {"hints": _hints(form), "picked": form["found"].value()})


@operators_only
@require_POST
def drop(request: HttpRequest, key: int) -> HttpResponse:
    """Throw away a call that was left off."""
    person = person_of(request)
    kept = KeptCall.objects.select_related("draft").filter(pk=key, operator=person, draft__case__isnull=True).first()
    if kept is None:
        raise Http404
    drop_call(kept, by=person, at=timezone.now())
    messages.success(request, _("Thrown away."))
    return redirect("calls:register")


@operators_only
@never_cache
@require_safe
def show_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """Number and code to read out, in groups; only for whoever wrote the call down, and only for her shift."""
    at = timezone.now()
    receipt = receipt_of(person_of(request), number, at=at)
    if receipt is None:
        raise Http404
    case = receipt.case
    contact = Contact.objects.filter(case=case).first()
    context: dict[str, Any] = {
        "case": case,
        "code": receipt.code,
        "number_read": read_out(case.number),
        "code_read": read_out(receipt.code) if receipt.code else [],
        "next": next_step(case.kind, case.state),
        "can_text": bool(contact and contact.phone and reaches("sms") and receipt.code),
        "texted_at": receipt.call.texted_at,
    }
    return show(request, "calls/receipt.html", at=at, here="register", **context)


@operators_only
@require_POST
def text(request: HttpRequest, number: str) -> HttpResponse:
    """Send number and code by text message."""
    try:
        text_receipt(number, by=person_of(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Number and code are on their way by text message."))
    return redirect("calls:receipt", number)
