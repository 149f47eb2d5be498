"""Tasks beside cases, made for a phone: my tasks, one task with its one next act, its photos."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.cases.rules import moves_of
from civic.desk.actions import TASK_ACTS, make_task_move
from civic.desk.forms import TaskForm
from civic.desk.queries import GIVEN, REPORTED, TO_DO, TaskCard, find_task, task_page
from civic.desk.queries.tasks import task_photo
from civic.desk.rules import does_tasks_only
from civic.desk.views.frame import badge, frame, person_of
from civic.lib.form_errors import tell
from civic.lib.picture_files import SIZES, picture_path
from civic.lib.refusals import NotValid, Refused
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_safe
def show_tasks(request: HttpRequest) -> HttpResponse:
    """My tasks, the nearest day first: to do, reported, given by my office."""
    viewer, at = viewer_of(request), timezone.now()
    which = request.GET.get("which", TO_DO)
    which = which if which in (TO_DO, REPORTED, GIVEN) else TO_DO
    page = task_page(viewer, which, after=request.GET.get("after", ""))
    return render(request, "desk/tasks.html", _frame(request, viewer, at=at) | {"page": page, "which": which})


@officers_only
@never_cache
@require_safe
def show_task(request: HttpRequest, key: int) -> HttpResponse:
    """One task with the one act that comes next."""
    viewer = viewer_of(request)
    return _task_page(request, viewer, find_task(viewer, key), at=timezone.now())


@officers_only
@never_cache
@require_POST
def move_task(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """One act on a task; what was typed stays where it is refused."""
    viewer, at = viewer_of(request), timezone.now()
    card = find_task(viewer, key)
    if verb not in TASK_ACTS:
        raise Http404
    form = TaskForm(request.POST, move=moves_of(verb)[0])
    if not form.is_valid():
        return _task_page(request, viewer, card, form=form, status=400, at=at)
    photos = request.FILES.getlist("photo")
    try:
        make_task_move(card.task, verb, by=person_of(request), given=form.given(), photos=photos, at=at)
    except NotValid as refused:
        tell(form, refused)
        return _task_page(request, viewer, card, form=form, status=400, at=at)
    except Refused as refused:
        fresh = find_task(viewer, key)
        return _task_page(request, viewer, fresh, refusal=str(refused), form=form, status=refused.status, at=at)
    messages.success(request, _("%(done)s.") % {"done": form.move.done})
    return redirect("desk:task", key=key)


@officers_only
@require_safe
def show_task_photo(request: HttpRequest, key: int, photo: int, size: str) -> HttpResponseBase:
    """A photo released to a task, or of its own report, for whoever sees the task."""
    shown = task_photo(find_task(viewer_of(request), key), photo)
    path = picture_path(shown.key, size) if size in SIZES else None
    if path is None or not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _frame(request: HttpRequest, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """The frame of the desk; whoever only does tasks has no worklist, and is not shown an empty one."""
    officer = viewer.officer
    if officer is not None and not does_tasks_only(officer.roles):
        leads = "handler" in officer.roles or "head" in officer.roles
        return frame(request, viewer, at=at) | {"frame": "desk/frame.html", "leads": leads, "on_tasks": True}
    side = officer.side if officer else ""
    return {"frame": "desk_base.html", "desk_badge": badge(request, viewer), "desk_side": side, "now": at}


def _task_page(
    request: HttpRequest,
    viewer: Viewer,
    card: TaskCard,
    *,
    at: datetime,
    form: TaskForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    forms = [form if form and form.verb == move.verb else TaskForm(move=move) for move in card.moves]
    context = _frame(request, viewer, at=at) | {
        "card": card,
        "task": card.task,
        "case": card.task.case,
        "chosen": forms[0] if forms else None,
        "others": forms[1:],
        "form": form,
        "refusal": refusal,
        "typed": form.data.get("text", "") or form.data.get("reason", "") if form and refusal else "",
    }
    return render(request, "desk/task.html", context, status=status)
