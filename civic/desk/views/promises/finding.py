"""Who reads promises at the desk, and which ones: the list, and one by its number."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.desk.views.frame import frame
from civic.lib.refusals import NotAllowed
from civic.offices.guards import officers_only
from civic.promises.models import Promise
from civic.promises.queries import (
    desk_promises,
    pictures_to_screen,
    reads_promises,
)
from civic.promises.rules import ENDED, PromiseState

LISTED = 100


def reader_of(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not reads_promises(viewer.officer):
        raise NotAllowed(_("Promises are for the offices that keep them, and for those who check them."))
    return viewer


def found(viewer: Viewer, code: str) -> Promise:
    """The promise of this number on this officer's desk. Raises Http404 for all others."""
    assert viewer.officer is not None
    found = desk_promises(viewer.officer).marked(localdate()).with_names().filter(number=code).first()
    if found is None:
        raise Http404
    return found


@officers_only
@never_cache
@require_safe
def show_promises(request: HttpRequest) -> HttpResponse:
    """The promises on my desk: drafts, what is underway with what is late first, what has ended, pictures to screen."""
    viewer = reader_of(request)
    assert viewer.officer is not None
    rows = desk_promises(viewer.officer).marked(localdate()).with_names()
    told = {
        "drafts": list(rows.filter(state=PromiseState.DRAFT).order_by("-moved_at", "-pk")[:LISTED]),
        "underway": list(rows.underway().order_by("due_on", "pk")[:LISTED]),
        "ended": list(rows.filter(state__in=[*ENDED, PromiseState.DISCARDED]).order_by("-ended_at", "-pk")[:LISTED]),
        "to_screen": pictures_to_screen(viewer.officer),
        "may_draft": bool(viewer.officer.roles & {"handler", "head"}),
        "on_promises": True,
    }
    return render(request, "desk/promises.html", frame(request, viewer, at=timezone.now()) | told)
