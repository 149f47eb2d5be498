"""What changed in closed months; and the data officer's sentence beside it."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import conditional_page, require_http_methods, require_safe

from civic.accounts.models import Person
from civic.cases.rules import MOVES
from civic.insights import actions
from civic.insights.forms import NoteForm, month_name
from civic.insights.models import Correction
from civic.insights.queries.corrections import corrections_of
from civic.insights.queries.figures import months
from civic.insights.rules import Rate
from civic.insights.rules.rates import MEASURES_BY_KEY
from civic.lib.doors import open_to_all
from civic.lib.keyset import BadCursor, page_of
from civic.lib.refusals import NotValid
from civic.offices.guards import data_officers_only

PAGE = 50
CAUSES: dict[str, Any] = {
    "definition": _("The formulas changed"),
    "came-back": _("The same problem was reported again"),
}
for _move in MOVES:
    CAUSES.setdefault(_move.line or _move.verb, _move.done)


@open_to_all
@conditional_page
@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Old and new, when and why; of one month where one is asked for."""
    month = _month(request.GET.get("month", ""))
    try:
        page = page_of(corrections_of(month), keys=("-at", "-pk"), size=PAGE, cursor=request.GET.get("after", ""))
    except BadCursor:
        return redirect("insights:corrections")
    asked = {"month": f"{month:%Y-%m}"} if month else {}
    older = f"{reverse('insights:corrections')}?{urlencode({**asked, 'after': page.next})}" if page.next else ""
    context = {
        "rows": [_row(one) for one in page.rows],
        "month": month_name(month) if month else "",
        "older_url": older,
    }
    response = render(request, "insights/corrections.html", context)
    patch_cache_control(response, no_cache=True)
    return response


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _row(one: Correction) -> dict[str, Any]:
    measure = MEASURES_BY_KEY.get(one.measure)
    return {
        "one": one,
        "month": month_name(one.month),
        "label": measure.label if measure else "",
        "was": Rate(one.was_numerator, one.was_denominator, behind=one.was_denominator),
        "now": Rate(one.numerator, one.denominator, behind=one.denominator),
        "causes": [CAUSES.get(verb, verb) for verb in one.causes],
    }


@data_officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest) -> HttpResponse:
    """The data officer writes what has to be known about a month."""
    assert isinstance(request.user, Person)  # the guard let an officer in
    form = NoteForm(request.POST if request.method == "POST" else None, months=months())
    if request.method == "POST" and form.is_valid():
        try:
            actions.explain(
                date.fromisoformat(f"{form.cleaned_data['month']}-01"),
                by=request.user,
                words=form.cleaned_data["words"],
                language=get_language() or "zh-hans",
                office=form.cleaned_data["office"],
                at=timezone.now(),
            )
            return redirect("insights:corrections")
        except NotValid as wrong:
            for name, sentence in wrong.fields.items():
                form.add_error(name, str(sentence))
    return render(request, "insights/explain.html", {"form": form}, status=400 if form.errors else 200)
