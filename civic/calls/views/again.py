"""A caller who rings again: the desk makes sure of her, and writes down how, before anything is shown."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.calls.actions import confirm_called_back, end_check, hear_code, start_calling_back
from civic.calls.forms import AgainForm
from civic.calls.guards import operators_only
from civic.calls.models import Check
from civic.calls.queries import cases_opened
from civic.calls.rules import Sure
from civic.calls.views.frame import person_of, show
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused


@operators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """Which case, and how to make sure. A wrong pair is told in one sentence that gives neither away."""
    at, status = timezone.now(), 200
    form = AgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            check = _try(request, form)
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            if check.sure != Sure.WRONG:
                return _onward(check)
            form.add_error(
                None, _("These do not belong together. Ask again, digit by digit; this try was written down.")
            )
    if form.errors and status == 200:
        status = 400
    return show(request, "calls/again.html", at=at, here="again", status=status, form=form)


def _try(request: HttpRequest, form: AgainForm) -> Check:
    said, person, at = form.cleaned_data, person_of(request), timezone.now()
    if said["code"]:
        return hear_code(said["number"], code=said["code"], by=person, at=at)
    return start_calling_back(said["phone"], number=said["number"], by=person, at=at)


def _onward(check: Check) -> HttpResponse:
    """To the one case that lies open, or to the page of the call back."""
    if check.sure == Sure.YES and check.case is not None:
        return redirect("calls:case", check.case.number)
    return redirect("calls:ring-back", check.pk)


@operators_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ring_back(request: HttpRequest, key: int) -> HttpResponse:
    """Hang up, call back, say who answered; then the caller's cases, where the number was left with several."""
    at, person = timezone.now(), person_of(request)
    check = Check.objects.select_related("case").filter(pk=key, operator=person, until__gt=at).first()
    if check is None or check.sure not in (Sure.RINGING, Sure.YES):
        raise Http404
    if request.method == "POST":
        try:
            check = confirm_called_back(check, is_reached="reached" in request.POST, by=person, at=at)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("calls:again")
        if check.sure != Sure.YES:
            messages.info(request, _("Written down: nobody answered. Nothing was shown."))
            return redirect("calls:again")
    cases = cases_opened(check, at=at) if check.sure == Sure.YES else []
    if len(cases) == 1:
        return redirect("calls:case", cases[0].number)
    return show(request, "calls/ring_back.html", at=at, here="again", check=check, cases=cases)


@operators_only
@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """The caller has hung up: her case lies open no longer."""
    check = Check.objects.filter(pk=key, operator=person_of(request)).first()
    if check is None:
        raise Http404
    end_check(check, by=person_of(request), at=timezone.now())
    return redirect("calls:register")
