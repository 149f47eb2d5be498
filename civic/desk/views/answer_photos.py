"""Photos of the office for the answer it is writing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.cases.guards import viewer_of
from civic.cases.queries import office_photos
from civic.desk.forms import OfficePhotoForm
from civic.desk.queries import find_case, refusal_of
from civic.desk.views.frame import badges, person_of
from civic.handling import actions as handling
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_photos(request: HttpRequest, number: str) -> HttpResponse:
    """What is attached so far, one photo more, one less; for whoever may answer the case now."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_case(viewer, number)
    denied = refusal_of(viewer, case, "answer")
    if denied is not None:
        raise NotAllowed(denied.sentence)
    form, status = OfficePhotoForm(), 200
    if request.method == "POST":
        by, remove = person_of(request), request.POST.get("remove", "")
        form = OfficePhotoForm(request.POST, request.FILES)
        form.is_valid()
        try:
            if remove:
                handling.detach_photo(case, by=by, photo=int(remove) if remove.isdecimal() else 0, at=at)
                messages.success(request, _("The photo was taken away."))
            else:
                said = form.cleaned_data
                handling.attach_photo(
                    case, by=by, upload=said.get("photo"), moment=said["moment"], alt=said.get("alt", ""), at=at
                )
                messages.success(request, _("Added. It goes out with the answer, once a moderator has looked at it."))
            return redirect("desk:answer-photos", case.number)
        except Refused as refused:
            tell(form, refused)
            status = refused.status
    context = {"case": case, "form": form, "photos": office_photos(case), **badges(request, viewer, at=at)}
    return render(request, "desk/answer_photos.html", context, status=status)
