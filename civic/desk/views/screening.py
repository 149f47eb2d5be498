"""Screening: what waits for the moderator, and photos with parts nobody else is to see."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.cases.actions import note_viewing
from civic.cases.guards import viewer_of
from civic.cases.models import Case, Photo, PhotoState
from civic.cases.queries import Viewer
from civic.desk.forms import box_forms, boxes_in
from civic.desk.queries import find_case, may_see_sealed, screening_queue, screens
from civic.desk.rules import ASKED
from civic.desk.views.frame import badges, person_of
from civic.lib.picture_files import picture_path
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import officers_only
from civic.supervision import actions as supervision


@officers_only
@never_cache
@require_safe
def show_screening(request: HttpRequest) -> HttpResponse:
    """What waits for the moderator, in one queue. Refused for every other post."""
    at, viewer = timezone.now(), viewer_of(request)
    if not screens(viewer):
        raise NotAllowed(_("Only moderators screen what everybody will read. Your post works from the list of cases."))
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    queue = screening_queue(viewer, what=request.GET.get("what", ""), page=page, at=at)
    return render(request, "desk/screening.html", {"queue": queue, **badges(request, viewer, at=at)})


@officers_only
@never_cache
def show_photo(request: HttpRequest, number: str, photo: int) -> HttpResponse:
    """A photo with boxes over what nobody is to see: drawn, or written as numbers; taken off again while not public."""
    at, viewer = timezone.now(), viewer_of(request)
    case, held = _photo_for(viewer, number, photo)
    rows = box_forms(held, request.POST if request.method == "POST" else None)
    faults: list[Any] = []
    status = 200
    if request.method == "POST":
        try:
            if "undo" in request.POST:
                supervision.unblur(case, by=person_of(request), photo=held.pk, at=at)
                messages.success(request, _("The cover was taken off. Nobody outside the desk has seen the photo."))
                return redirect(_photo_url(request, case, held))
            if rows.is_valid():
                supervision.blur(case, by=person_of(request), photo=held.pk, boxes=boxes_in(rows), at=at)
                messages.success(request, _("Covered. From now on the photo has no other version outside this page."))
                return redirect(_photo_url(request, case, held))
            status = 400
        except Refused as refused:
            faults, status = _sentences(refused), refused.status
    context = {"case": case, "photo": held, "rows": rows, "faults": faults, "kept": _kept(request)}
    return render(request, "desk/photo.html", context | badges(request, viewer, at=at), status=status)


@officers_only
@require_safe
def show_sealed(request: HttpRequest, number: str, photo: int) -> HttpResponseBase:
    """The photo without its boxes, for whoever may publish the case; for all others a number never issued."""
    _case, held = _photo_for(viewer_of(request), number, photo)
    path = picture_path(held.sealed_key or held.key, "large")
    if not path.is_file():
        raise Http404
    note_viewing(held, by=person_of(request), at=timezone.now())
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _sentences(refused: Refused) -> list[Any]:
    """A refusal as the sentences it consists of."""
    if isinstance(refused, NotValid) and refused.fields:
        return [sentence for sentences in refused.fields.values() for sentence in sentences]
    return [refused.sentence]


def _photo_for(viewer: Viewer, number: str, photo: int) -> tuple[Case, Photo]:
    """A prepared photo of a case this moderator screens. Raises Http404 for all others."""
    case = find_case(viewer, number)
    held = Photo.objects.filter(case=case, pk=photo, state=PhotoState.READY).first()
    if held is None or not may_see_sealed(viewer, case):
        raise Http404
    return case, held


def _photo_url(request: HttpRequest, case: Case, photo: Photo) -> str:
    return reverse("desk:photo", args=[case.number, photo.pk]) + _kept(request)


def _kept(request: HttpRequest) -> str:
    kept = urlencode({name: value for name in (*ASKED, "after") if (value := request.GET.get(name, ""))})
    return f"?{kept}" if kept else ""
