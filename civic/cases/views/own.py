"""What a resident does with a case of her own: reply to a question, take the report back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases import actions
from civic.cases.forms.own import ReplyForm, SeparateForm
from civic.cases.guards import Reporter, reporter_of, viewer_of
from civic.cases.models import Case
from civic.cases.queries import timeline, why_not
from civic.cases.views.show import canonical, find
from civic.lib.form_errors import said_in, tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import Refused


def own_case(request: HttpRequest, number: str) -> tuple[Case, Reporter]:
    """The case and the proof. Http404 for what may not be seen, NotAllowed for somebody else's."""
    viewer = viewer_of(request)
    case = find(viewer, canonical(number))
    if case is None:
        raise Http404
    return case, reporter_of(viewer, case)


def spend_photos(request: HttpRequest, count: int) -> None:
    """Photos cost: so many an hour from one network. Raises TooMany."""
    if count:
        most, seconds = settings.LIMITS["photo-network"]
        spend("photo-network", client_network(request), most=most, seconds=seconds, cost=count)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, number: str) -> HttpResponse:
    """The resident answers what the city asked."""
    case, proof = own_case(request, number)
    form = ReplyForm(request.POST or None)
    status, uploads = 200, request.FILES.getlist("photo")
    if request.method == "POST" and form.is_valid():
        try:
            spend_photos(request, len(uploads))
            actions.reply(case, by=proof, text=form.cleaned_data["text"], photos=uploads, at=timezone.now())
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Your reply has been passed on. The clock runs again."))
            return redirect("cases:show", number=case.number)
    asked = [entry for entry in timeline(case, "party") if entry.line.verb == "ask"]
    return render(
        request,
        "cases/reply.html",
        {"case": case, "form": form, "asked": asked[-1] if asked else None, **_instead(case, "reply", form)},
        status=status,
    )


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """The resident takes the report back, after being asked once whether she means it."""
    case, proof = own_case(request, number)
    refusal = None
    if request.method == "POST":
        try:
            actions.withdraw(case, by=proof, at=timezone.now())
        except Refused as refused:
            refusal = refused
        else:
            messages.success(request, _("You have taken the report back. Nothing more happens with it."))
            return redirect("cases:show", number=case.number)
    return render(
        request,
        "cases/withdraw.html",
        {"case": case, "instead": _instead(case, "withdraw")["instead"] or refusal or ""},
        status=refusal.status if refusal else 200,
    )


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def separate(request: HttpRequest, number: str) -> HttpResponse:
    """The resident says that hers is not the same as what it was merged with."""
    case, proof = own_case(request, number)
    form = SeparateForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.separate(case, by=proof, text=form.cleaned_data["text"], at=timezone.now())
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(
                request, _("Your report is handled by itself again. The desk reads it anew, with your words.")
            )
            return redirect("cases:show", number=case.number)
    context = {"case": case, "form": form, **_instead(case, "separate", form)}
    return render(request, "cases/separate.html", context, status=status)


def _instead(case: Case, verb: str, form: Form | None = None) -> dict[str, Any]:
    """Why she cannot do this now, or ""; and what she wrote meanwhile."""
    case.refresh_from_db(fields=["state", "publication"])
    return {"instead": why_not(case, verb), "kept": said_in(form) if form is not None else ""}
