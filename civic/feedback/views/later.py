"""The page on which a resident who was asked again says whether it has stayed solved, and goes on to a new report."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases.actions import open_draft, save_answers
from civic.cases.guards import Reporter, asked_by_link
from civic.cases.models import Case
from civic.cases.rules import Kind
from civic.cases.rules.ratings import Later
from civic.feedback import actions
from civic.feedback.forms import LaterForm
from civic.feedback.queries import asked_again, is_still_asked, may_reopen
from civic.feedback.views.answers import own_case
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused

DRAFT_COOKIE = "draft"  # as the pages of a report call it


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say_again(request: HttpRequest, number: str) -> HttpResponse:
    """The resident says on the page of her case whether it has stayed solved."""
    case, proof = own_case(request, number)
    return _asked(request, case, proof, is_own=True)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say_again_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same from the link in a message. Looking at it says nothing, since mail scanners look too; a button does."""
    asked = asked_by_link(token)
    if asked is None or not asked.case.lines.filter(seq=asked.seq, verb="ask-again").exists():
        return render(request, "feedback/link_old.html", status=410)
    return _asked(request, asked.case, asked.proof, is_own=False)


def _asked(request: HttpRequest, case: Case, proof: Reporter, *, is_own: bool) -> HttpResponse:
    if request.method == "POST" and "report" in request.POST:
        said = asked_again(case)
        return _report_anew(case, is_own=is_own) if said and said.said == Later.BACK else redirect(request.path)
    form, status = LaterForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            line = actions.say_again(case, by=proof, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _what_it_did(line.facts))
            return redirect(request.path)
    case.refresh_from_db(fields=["state", "round", "closed_at"])
    asked = asked_again(case)
    context = {
        "case": case,
        "form": form,
        "asked": asked,
        "is_open": is_still_asked(case, asked),
        "came_back": asked is not None and asked.said == Later.BACK,
        "reopens": may_reopen(case, at=timezone.now()),
    }
    status = 400 if form.errors and status == 200 else status
    return render(request, "feedback/say_again.html", context, status=status)


def _what_it_did(facts: dict[str, Any]) -> str:
    if facts.get("reopens"):
        return _("You said that it came back, so the case is open again. Another answer comes.")
    if facts.get("later") == Later.BACK:
        return _("Written down. Its days for opening again are over: hand in a new report, it is begun below.")
    return _("Written down. We do not ask again.")


def _report_anew(case: Case, *, is_own: bool) -> HttpResponse:
    """On to a new report, with what everybody may know of the old one, or what its own reporter may, filled in."""
    told: dict[str, Any] = {"kind": case.kind if case.kind in (Kind.COMPLAINT, Kind.HELP) else Kind.COMPLAINT.value}
    told |= {"matter": case.matter.code} if case.matter and case.matter.is_active else {}
    if is_own or case.is_public:
        place = {"lat": case.lat, "lon": case.lon, "words": case.address if is_own else case.public_address}
        told |= {name: value for name, value in place.items() if value not in (None, "")}
        told |= {"component": case.component.code} if case.component else {}
    draft, token = open_draft(at=timezone.now())
    save_answers(draft, told, at=timezone.now())
    asked = {"of": case.number, "kind": told["kind"]} | ({"matter": told["matter"]} if "matter" in told else {})
    response = redirect(f"{reverse('cases:report')}?{urlencode(asked)}")
    response.set_cookie(
        DRAFT_COOKIE, token, path=reverse("cases:report"), httponly=True, samesite="Lax", secure=settings.HTTPS
    )
    return response
