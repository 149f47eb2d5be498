"""Promises at the desk: drafts, reports, acceptance, changes, the end; each step only for whose it is."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.cases.queries import Viewer, on_desk_of
from civic.desk.forms.growing import answering_offices
from civic.desk.forms.promises import (
    AcceptForm,
    PictureForm,
    PromiseChangeForm,
    PromiseForm,
    PromiseReportForm,
    WhyForm,
    initial_of,
)
from civic.desk.views.frame import frame, person_of
from civic.lib.codes import read_number
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.offices.models import Office
from civic.places.models import Area
from civic.promises import actions
from civic.promises.models import Picture, Promise
from civic.promises.queries import (
    desk_promises,
    may_draft_of,
    moves_open,
    pictures_to_screen,
    reads_promises,
    stages_of,
    story_of,
)
from civic.promises.rules import ENDED, PromiseState, Source

LISTED = 100
BESIDE = {"budget_fen": "budget", "budget": "budget", "photo": "upload"}


def _reader(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not reads_promises(viewer.officer):
        raise NotAllowed(_("Promises are for the offices that keep them, and for those who check them."))
    return viewer


def _find(viewer: Viewer, code: str) -> Promise:
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
    viewer = _reader(request)
    assert viewer.officer is not None
    rows = desk_promises(viewer.officer).marked(localdate()).with_names()
    told = {
        "drafts": list(rows.filter(state=PromiseState.DRAFT).order_by("-moved_at", "-pk")[:LISTED]),
        "underway": list(rows.underway().order_by("due_on", "pk")[:LISTED]),
        "ended": list(rows.filter(state__in=ENDED).order_by("-ended_at", "-pk")[:LISTED]),
        "to_screen": pictures_to_screen(viewer.officer),
        "may_draft": bool(viewer.officer.roles & {"handler", "head"}),
        "on_promises": True,
    }
    return render(request, "desk/promises.html", frame(request, viewer, at=timezone.now()) | told)


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft_promise(request: HttpRequest) -> HttpResponse:
    """Write a promise down; of the answer to a case where ?case= names one."""
    viewer = _reader(request)
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
    own = list(Office.objects.filter(pk__in=viewer.officer.office_ids).order_by("code"))
    areas = list(Area.objects.filter(is_active=True).order_by("path")[:LISTED])
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


@officers_only
@never_cache
@require_safe
def show_promise(request: HttpRequest, code: str) -> HttpResponse:
    """One promise with its story and the steps that are mine."""
    viewer = _reader(request)
    return _page(request, viewer, _find(viewer, code))


@officers_only
@never_cache
@require_POST
def move_promise(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """Take a step, and back to the promise."""
    viewer = _reader(request)
    promise = _find(viewer, code)
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


@officers_only
@never_cache
@require_POST
def screen_picture(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """A moderator shows a picture to everybody, or keeps it from them."""
    viewer = _reader(request)
    assert viewer.officer is not None
    mine = Picture.objects.filter(promise__in=desk_promises(viewer.officer).values("pk"))
    picture = mine.filter(pk=key).select_related("promise").first()
    act = {"show": actions.show_picture, "hide": actions.hide_picture}.get(verb)
    if picture is None or act is None:
        raise Http404
    try:
        act(picture, by=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Everybody sees it now.") if verb == "show" else _("Nobody outside sees it."))
    return redirect("desk:promise", code=picture.promise.number)


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


# --- what each verb asks, does, and says afterwards ---

Make = Callable[..., Form]
Act = Callable[[HttpRequest, Promise, Any, datetime], Any]


def _data(request: HttpRequest, *, bound: bool) -> Any:
    return request.POST if bound else None


def _revising(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    viewer = viewer_of(request)
    assert viewer.officer is not None
    own = list(Office.objects.filter(pk__in=viewer.officer.office_ids).order_by("code"))
    areas = list(Area.objects.filter(is_active=True).order_by("path")[:LISTED])
    initial = initial_of(promise)
    of_case = promise.case_id is not None
    return PromiseForm(
        _data(request, bound=bound), offices=own, areas=areas, of_case=of_case, initial=initial, auto_id="revise-%s"
    )


def _reporting(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    return PromiseReportForm(_data(request, bound=bound), promise=promise, auto_id="report-%s")


def _accepting(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    pictures = list(promise.pictures.filter(state="ready"))
    return AcceptForm(_data(request, bound=bound), promise=promise, pictures=pictures, auto_id="accept-%s")


def _changing(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    offices = answering_offices()
    return PromiseChangeForm(_data(request, bound=bound), promise=promise, offices=offices, auto_id="change-%s")


def _picturing(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    return PictureForm(_data(request, bound=bound), request.FILES if bound else None, auto_id="picture-%s")


def _nothing(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
    return Form(_data(request, bound=bound))


def _why(name: str) -> Make:
    def make(request: HttpRequest, promise: Promise, *, bound: bool) -> Form:
        return WhyForm(_data(request, bound=bound), auto_id=f"{name}-%s")

    return make


def _said(act: Callable[..., Any]) -> Act:
    return lambda request, promise, form, at: act(promise, by=person_of(request), at=at, **form.cleaned_data)


def _revise(request: HttpRequest, promise: Promise, form: Any, at: datetime) -> Any:
    source = promise.source if promise.case_id is not None else ""
    return actions.revise(promise, by=person_of(request), given=form.given(source=source), at=at)


def _change(request: HttpRequest, promise: Promise, form: Any, at: datetime) -> Any:
    why = form.cleaned_data["reason"]
    return actions.change(promise, by=person_of(request), given=form.given(), reason=why, at=at)


ACTS: dict[str, tuple[Make, Act, Callable[[], str]]] = {
    "publish": (_nothing, _said(actions.publish), lambda: _("Promised. Everybody reads it now.")),
    "revise": (_revising, _revise, lambda: _("Changed. Nobody outside reads it before the head publishes it.")),
    "report": (_reporting, _said(actions.report), lambda: _("Reported. Everybody reads it now.")),
    "accept-stage": (_accepting, _said(actions.accept_stage), lambda: _("Accepted. Everybody reads it now.")),
    "add-picture": (_picturing, _said(actions.add_picture), lambda: _("Added. A moderator looks at it first.")),
    "change": (_changing, _change, lambda: _("Changed and signed. Everybody reads old and new.")),
    "keep": (_why("keep"), _said(actions.keep), lambda: _("Kept. Everybody reads it now.")),
    "break": (_why("break"), _said(actions.break_promise), lambda: _("Broken. Everybody reads it now.")),
    "withdraw": (_why("withdraw"), _said(actions.withdraw), lambda: _("Withdrawn. Everybody reads it now.")),
}
LABELS: dict[str, Any] = {
    "publish": gettext_lazy("Publish it"),
    "revise": gettext_lazy("Change the draft"),
    "report": gettext_lazy("Report how far it is"),
    "accept-stage": gettext_lazy("Accept a stage"),
    "add-picture": gettext_lazy("Add a picture"),
    "change": gettext_lazy("Change the promise"),
    "keep": gettext_lazy("It was kept"),
    "break": gettext_lazy("It was broken"),
    "withdraw": gettext_lazy("Withdraw it"),
}
