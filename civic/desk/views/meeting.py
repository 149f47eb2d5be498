"""What the committee meets about, to read and to print."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.cases.guards import viewer_of
from civic.desk.queries import meeting
from civic.desk.views.frame import frame
from civic.lib.refusals import NotAllowed
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_safe
def show_meeting(request: HttpRequest) -> HttpResponse:
    """What the committee meets about: disputed and overdue cases, other days asked for, and what was decided."""
    at, viewer = timezone.now(), viewer_of(request)
    context = frame(request, viewer, at=at)
    if not context["has_meeting"]:
        raise NotAllowed(_("The meeting list is for the committee, for supervisors and for dispatchers."))
    return render(request, "desk/meeting.html", context | {"meeting": meeting(viewer, at=at)})
