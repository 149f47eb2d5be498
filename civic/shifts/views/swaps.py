"""A volunteer asks another to swap shifts, takes it back, or says no."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.lib.form_errors import tried
from civic.lib.keys import LARGEST
from civic.lib.limits import spend
from civic.lib.refusals import Refused
from civic.shifts import actions
from civic.shifts.forms import SwapForm
from civic.shifts.models import Signup, StandIn
from civic.shifts.queries.swaps import swaps_for
from civic.shifts.rules import SignupState
from civic.volunteers.guards import active_from, person_from, volunteers_only

ASKED_AN_HOUR = 20


@volunteers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def swap(request: HttpRequest, number: str) -> HttpResponse:
    """For which shift she would swap this one of hers, and with whom."""
    own = Signup.objects.filter(volunteer=active_from(request), state=SignupState.COMING)
    signup = get_object_or_404(own.select_related("shift__activity__organisation"), shift__number=number)
    at, status = timezone.now(), 200
    swaps = swaps_for(signup, at=at)
    form = SwapForm(request.POST or None, swaps=swaps)
    if request.method == "POST":
        spend("swap", str(person_from(request).pk), most=ASKED_AN_HOUR, seconds=3600)
        done, status = tried(
            form,
            lambda given: actions.look_for_stand_in(signup, swap_for=given["swap_for"], words=given["words"], at=at),
        )
        if done is not None:
            messages.success(request, _("She is asked and answers on her page. Until she says yes, you come."))
            return redirect("shifts:mine")
    context = {"signup": signup, "swaps": swaps, "form": form}
    return render(request, "shifts/swap.html", context, status=status)


@volunteers_only
@never_cache
@require_POST
def end_looking(request: HttpRequest, key: int) -> HttpResponse:
    """She looks for nobody any more, or says no to what she was asked."""
    if key > LARGEST:
        raise Http404
    volunteer = active_from(request)
    row = get_object_or_404(StandIn.objects.select_related("signup__volunteer", "signup__shift__activity"), pk=key)
    if volunteer.pk not in (row.signup.volunteer_id, row.to_id):
        raise Http404
    try:
        actions.end_looking(row, volunteer=volunteer, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Done. Each of you comes to her own shift."))
    return redirect("shifts:mine")
