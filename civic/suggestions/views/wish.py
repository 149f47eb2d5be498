"""The author of a suggestion asks to have it joined, divided or separated."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases.guards import reporter_of, viewer_of
from civic.cases.queries import why_not
from civic.lib.form_errors import said_in, tell
from civic.lib.refusals import Refused
from civic.suggestions import actions
from civic.suggestions.forms import WishForm
from civic.suggestions.rules.joining import ASKED_ALREADY
from civic.suggestions.views.show import find


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: HttpRequest, number: str) -> HttpResponse:
    """She says what she asks for and why; the supervision centre decides."""
    viewer = viewer_of(request)
    case = find(viewer, number)
    proof = reporter_of(viewer, case)
    form = WishForm(request.POST or None, state=case.state)
    status = 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.wish(case, by=proof, asks=said["asks"], text=said["text"], at=timezone.now())
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(
                request, _("The supervision centre reads what you ask for, and tells you what it decides.")
            )
            return redirect("suggestions:show", number=case.number)
    case.refresh_from_db(fields=["state", "publication", "has_wish"])
    instead = why_not(case, "wish") or (ASKED_ALREADY if case.has_wish else "")
    context = {"case": case, "form": form, "instead": instead, "kept": said_in(form)}
    return render(request, "suggestions/wish.html", context, status=status)
