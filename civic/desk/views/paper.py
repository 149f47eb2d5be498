"""Sheets of codes on paper as those see them who look at marked support: how many are used, and voiding one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.desk.queries.rounds import looks_at_swarms
from civic.desk.views.frame import frame, person_of
from civic.lib.keyset import page_from
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import officers_only
from civic.suggestions import actions
from civic.suggestions.actions.swarms import NO_LOOKER
from civic.suggestions.queries import sheets_of, shown_sheets

PAGE = 30


@officers_only
@never_cache
@require_safe
def show_paper(request: HttpRequest) -> HttpResponse:
    """The sheets of every desk, the newest first."""
    return _page(request, _looker(request))


@officers_only
@never_cache
@require_POST
def void_paper(request: HttpRequest, key: int) -> HttpResponse:
    """No code of a sheet counts from now on."""
    viewer = _looker(request)
    sheet = sheets_of(None).filter(pk=key).first() if key.bit_length() < 64 else None
    if sheet is None:
        raise Http404
    reason = request.POST.get("reason", "")
    try:
        actions.void_sheet(sheet, by=person_of(request), reason=reason, at=timezone.now())
    except NotValid as refused:
        told = {"wrong": key, "fault": str(refused), "said": reason}
        return _page(request, viewer, status=refused.status, **told)
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The sheet is void. What was supported with its codes stays counted."))
    return redirect("desk:paper")


def _looker(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not looks_at_swarms(viewer.officer):
        raise NotAllowed(NO_LOOKER)
    return viewer


def _page(request: HttpRequest, viewer: Viewer, *, status: int = 200, **told: Any) -> HttpResponse:
    page = page_from(sheets_of(None), keys=("-pk",), size=PAGE, cursor=request.GET.get("after", ""))
    at = timezone.now()
    context = frame(request, viewer, at=at) | {"is_paper_page": True, "sheets": shown_sheets(page.rows, at=at)}
    return render(request, "desk/paper.html", context | {"sheets_after": page.next} | told, status=status)
