"""Somebody else's report is mine too: be counted, and hear how it goes on where wanted."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.accounts.rules import Contact
from civic.cases import actions as cases
from civic.cases.actions import contact_hashes
from civic.cases.guards import know_browser, with_browser
from civic.cases.models import Case
from civic.cases.queries import Viewer, is_reporter, known_to_all, supporter_of, supports_of
from civic.cases.rules.supporting import OWN, support_fault
from civic.following import actions
from civic.following.forms import MineTooForm
from civic.following.views.waiting import NetworkFull, let_in, wait_or_work
from civic.lib.codes import read_number
from civic.lib.form_errors import tell
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.notices.queries import reaches

REPORT = "report"  # where somebody comes from who has a report of her own in hand


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mine_too(request: HttpRequest, number: str) -> HttpResponse:
    """This is mine too. What may not be known looks like a number never issued; one's own one knows."""
    viewer = with_browser(request)
    case = _find(number, viewer)
    if request.method == "POST" and "take-back" in request.POST:
        return _take_back(request, case, viewer)
    form = MineTooForm(
        request.POST if request.method == "POST" else None,
        by_email=reaches("email"),
        by_phone=reaches("sms"),
        asks_address=viewer.person is None,
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _join(request, form, case, viewer)
        except NetworkFull as full:
            return wait_or_work(request, form.cleaned_data["address"], full, back=f"/cases/{case.number}/")
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
    context = _page(request, case, viewer) | {"form": form}
    response = render(
        request, "following/mine_too.html", context, status=400 if form.errors and status == 200 else status
    )
    return know_browser(request, response)


def _find(number: str, viewer: Viewer) -> Case:
    read = read_number(number)
    cases_of_all = known_to_all().filter(number=read).with_names().defer("public_text")
    case = cases_of_all.first() if read is not None else None
    if case is None and read is not None:
        own = Case.objects.filter(number=read).with_names().first()
        case = own if own is not None and is_reporter(own, viewer) else None
    if case is None:
        raise Http404
    return case


def _page(request: HttpRequest, case: Case, viewer: Viewer) -> dict[str, Any]:
    is_own = is_reporter(case, viewer)
    came_from = request.POST.get("from") or request.GET.get("from", "")
    return {
        "case": case,
        "fault": support_fault(kind=case.kind, state=case.state, is_merged=case.is_merged, is_own=is_own),
        "is_own": is_own,
        "is_counted": not is_own and supports_of(case, supporter_of(viewer)).exists(),
        "from_report": came_from == REPORT,
        "own": OWN,
    }


def _join(request: HttpRequest, form: MineTooForm, case: Case, viewer: Viewer) -> HttpResponse:
    contact: Contact | None = form.cleaned_data.get("address")
    told: dict[str, Any] | None = None
    if contact is not None:
        is_proved = viewer.contact_hash in contact_hashes(contact.email, contact.phone)
        if not is_proved:
            let_in(request, contact)
        told = {"contact": contact, "is_proved": is_proved}
    elif viewer.person is not None and form.cleaned_data.get("tells"):
        told = {"by": viewer.person}
    by = supporter_of(viewer, network=client_network(request))
    joined = actions.support_and_follow(
        case, by=by, language=get_language() or settings.LANGUAGE_CODE, at=timezone.now(), told=told
    )
    waits = contact is not None and not (told or {}).get("is_proved")  # the same for every address
    context = _page(request, case, viewer) | {
        "joined": joined,
        "hint": contact.hint if contact is not None and waits else "",
        "follows": joined.followed is not None and not waits,
    }
    return know_browser(request, render(request, "following/joined.html", context))


def _take_back(request: HttpRequest, case: Case, viewer: Viewer) -> HttpResponse:
    if cases.take_back_support(case, by=supporter_of(viewer)):
        messages.success(request, _("You are not counted there any more. If you follow the case, you still do."))
    return redirect("cases:show", number=case.number)
