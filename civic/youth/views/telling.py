"""Anybody says that something is wrong with what a child made: no name, no account, no script."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.lib.form_errors import tell
from civic.lib.limits import is_within, spend
from civic.lib.network import client_network
from civic.lib.refusals import Refused
from civic.youth import actions as youth
from civic.youth.forms.telling import ReportForm
from civic.youth.models import Proposal
from civic.youth.queries.public import current_edition
from civic.youth.rules import Concern

CALM = f"?about={Concern.DANGER}"  # the page that says first whom to call
HIDES_AN_HOUR = 3  # of one network: nobody empties the pages of the track with a handful of presses
MOST_AN_HOUR = 10  # of one network: a class behind one address may still tell


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: str) -> HttpResponse:
    """What is wrong, in four reasons; being read stores nothing."""
    proposal = Proposal.objects.public().filter(number=number).with_names().first()
    if proposal is None:
        raise Http404
    form, status = ReportForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                spend("youth-report", client_network(request), most=MOST_AN_HOUR, seconds=3600)
                said, network = form.cleaned_data, client_network(request)
                may_hide = is_within("youth-report-hides", network, most=HIDES_AN_HOUR, seconds=3600)
                youth.report(
                    proposal,
                    concern=said["concern"],
                    words=said["words"],
                    by=None,
                    may_hide=may_hide,
                    at=timezone.now(),
                )
                return redirect(f"{reverse('youth:reported')}{CALM if said['concern'] == Concern.DANGER else ''}")
            except Refused as refused:
                tell(form, refused)
                status = refused.status
    context = {"edition": proposal.edition, "proposal": proposal, "form": form}
    return render(request, "youth/report.html", context, status=status)


@open_to_all
@require_safe
def reported(request: HttpRequest) -> HttpResponse:
    """Thanks, and what happens now; where a child may be in danger, first whom to call."""
    now = timezone.now()
    context = {"is_danger": request.GET.get("about") == Concern.DANGER, "edition": current_edition(now)}
    return render(request, "youth/reported.html", context)
