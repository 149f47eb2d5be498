"""A round as its juries left it: who goes on is taken over with one press."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.models import Person
from civic.juries import actions
from civic.juries.queries.pages import round_at_desk
from civic.lib.refusals import NotAllowed, Refused
from civic.youth.guards import vetted_only
from civic.youth.models import Edition
from civic.youth.rules import ROUNDS, Phase, Task

KNOWN = {str(phase.value) for phase in ROUNDS}


@vetted_only(Task.LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_round(request: HttpRequest, number: int, phase: str) -> HttpResponse:
    """What each jury of the round found, and the press that says it to the edition."""
    if phase not in KNOWN or number >= 32_768:
        raise Http404
    edition, at = get_object_or_404(Edition, number=number), timezone.now()
    fault, status = "", 200
    if request.method == "POST":
        assert isinstance(request.user, Person)  # the guard let nobody else in
        try:
            on, ended = actions.name_who_goes_on(edition, phase, by=request.user, at=at)
        except NotAllowed:
            raise
        except Refused as refused:
            fault, status = str(refused), refused.status
        else:
            told = _("%(on)d go on. For %(ended)d it ends here, and each of them keeps the answer.")
            messages.success(request, told % {"on": on, "ended": ended})
            return redirect("juries:round", number, phase)
    told_round = round_at_desk(edition, phase, at=at)
    context = {"edition": edition, "phase": Phase(phase), "round": told_round, "fault": fault}
    return render(request, "juries/round.html", context, status=status)
