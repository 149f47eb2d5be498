"""One promise at the desk with its story, and the steps that are an officer's."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.queries import Viewer
from civic.desk.views.frame import frame
from civic.desk.views.promises.finding import found, reader_of
from civic.desk.views.promises.verbs import ACTS, BESIDE, LABELS
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.promises.models import Promise
from civic.promises.queries import (
    moves_open,
    stages_of,
    story_of,
)


@officers_only
@never_cache
@require_safe
def show_promise(request: HttpRequest, code: str) -> HttpResponse:
    """One promise with its story and the steps that are mine."""
    viewer = reader_of(request)
    return _page(request, viewer, found(viewer, code))


@officers_only
@never_cache
@require_POST
def move_promise(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Take a step, and back to the promise."""
    viewer = reader_of(request)
    promise = found(viewer, code)
    if verb not in ACTS:
        raise Http404
    make, act, done = ACTS[verb]
    form = make(request, promise, bound=True)
    status = 400
    if form.is_valid():
        try:
            act(request, promise, form, timezone.now())
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused, beside=BESIDE)
            status = refused.status
        else:
            messages.success(request, str(done()))
            return redirect("desk:promise", code=promise.number)
    return _page(request, viewer, promise, form=form, verb=verb, status=status)


def _page(
    request: HttpRequest,
    viewer: Viewer,
    promise: Promise,
    *,
    form: Form | None = None,
    verb: str = "",
    status: int = 200,
) -> HttpResponse:
    assert viewer.officer is not None
    may = moves_open(viewer.officer, promise, today=localdate())
    forms = []
    for name, (make, _act, _done) in ACTS.items():
        needed = {"change": {"change", "announce"}}.get(name, {name})
        if needed & may:
            shown = form if form is not None and name == verb else make(request, promise, bound=False)
            forms.append((name, LABELS[name], shown))
    told = {
        "promise": promise,
        "may": may,
        "forms": forms,
        "form": form,
        "verb": verb,
        "stages": stages_of(promise),
        "steps": story_of(promise, is_inside=True),
        "pictures": list(promise.pictures.all()),
        "on_promises": True,
    }
    return render(request, "desk/promise.html", frame(request, viewer, at=timezone.now()) | told, status=status)
