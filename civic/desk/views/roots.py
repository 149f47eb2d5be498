"""Where the causes lie: cases by root stage, and the tasks upstream of one stage."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from civic.cases.guards import viewer_of
from civic.cases.rules.tasks import RootStage
from civic.desk.queries.roots import roots, tasks_at
from civic.desk.views.frame import frame
from civic.lib.refusals import NotAllowed
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_safe
def show_roots(request: HttpRequest, stage: str = "") -> HttpResponse:
    """Every stage with its counts; below them the tasks of the chosen one."""
    at, viewer = timezone.now(), viewer_of(request)
    if stage and stage not in RootStage.values:
        raise Http404
    context = frame(request, viewer, at=at)
    if not context["has_meeting"]:
        raise NotAllowed(_("Where the causes lie is for the committee, for supervisors and for dispatchers."))
    tasks, after = tasks_at(viewer, stage, after=request.GET.get("after", "")) if stage else ([], "")
    name = RootStage(stage).label if stage else ""
    told = {"roots": roots(viewer), "stage": stage, "stage_name": name, "tasks": tasks, "after": after}
    return render(request, "desk/roots.html", context | told | {"on_roots": True})
