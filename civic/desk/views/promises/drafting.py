"""A promise is written down, by itself or of the answer to a case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.cases.models import Case
from civic.cases.queries import Viewer, on_desk_of
from civic.desk.forms.promises import (
    PromiseForm,
)
from civic.desk.views.frame import frame, person_of
from civic.desk.views.promises.choosing import own_offices, places_for
from civic.desk.views.promises.finding import reader_of
from civic.desk.views.promises.verbs import BESIDE
from civic.lib.codes import read_number
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.promises import actions
from civic.promises.queries import (
    may_draft_of,
)
from civic.promises.rules import Source


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_promise(request: HttpRequest) -> HttpResponse:
    """Write a promise down; of the answer to a case where ?case= names one."""
    viewer = reader_of(request)
    case = _case_of(viewer, request.GET.get("case", ""))
    initial = {"title_zh_hans": case.public_title, "area": case.area.code if case.area else ""} if case else {}
    form = _promise_form(request, viewer, case=case, initial=initial)
    status = 200
    if request.method == "POST":
        source = "" if case is None else Source.SUGGESTION if case.kind == "suggestion" else Source.CASE
        try:
            if form.is_valid():
                given = form.given(source=source)
                made = actions.draft(given, by=person_of(request), case=case, at=timezone.now())
                messages.success(request, _("Written down. Nobody outside reads it before the head publishes it."))
                return redirect("desk:promise", code=made.number)
            status = 400
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused, beside=BESIDE)
            status = refused.status
    context = frame(request, viewer, at=timezone.now()) | {"form": form, "case": case, "on_promises": True}
    return render(request, "desk/promise_draft.html", context, status=status)


def _promise_form(request: HttpRequest, viewer: Viewer, *, case: Case | None, initial: dict[str, Any]) -> PromiseForm:
    assert viewer.officer is not None
    own = own_offices(viewer.officer)
    areas = places_for(own, kept=case.area if case else None)
    data = request.POST if request.method == "POST" else None
    return PromiseForm(data, offices=own, areas=areas, of_case=case is not None, initial=initial)


def _case_of(viewer: Viewer, number: str) -> Case | None:
    """The case whose answer promises something; None where none was named. Raises Http404 for one of others."""
    if not number:
        return None
    case = on_desk_of(viewer).filter(number=read_number(number) or "").first()
    if case is None or not may_draft_of(viewer.officer, case):
        raise Http404
    return case
