"""The page on which the reporter appeals against the withholding of her case."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases.queries import open_withholding
from civic.cases.rules.objections import SECOND_LOOK_DAYS
from civic.feedback import actions
from civic.feedback.forms import WithholdingAppealForm
from civic.feedback.views.answers import own_case
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_withholding(request: HttpRequest, number: str) -> HttpResponse:
    """The reporter asks another moderator to look at it."""
    case, proof = own_case(request, number)
    form = WithholdingAppealForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal_withholding(case, by=proof, text=form.cleaned_data["text"], at=timezone.now())
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Your appeal has been handed over. Another moderator decides, with reasons."))
            return redirect("cases:show", number=case.number)
    held = open_withholding(case)
    may = held is not None and held.appealed_at is None and held.appeal_until >= timezone.now()
    context = {"case": case, "form": form, "held": held, "may": may, "days": SECOND_LOOK_DAYS}
    return render(request, "feedback/appeal_withholding.html", context, status=status)
