"""Root-cause topics at the desk: the list, and one with what the committee or the removing office does."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases import actions as cases
from civic.cases.guards import viewer_of
from civic.cases.models import Topic
from civic.cases.queries import Viewer
from civic.desk.forms.growing import answering_offices
from civic.desk.forms.topics import CauseForm, CloseTopicForm, RemovalForm
from civic.desk.queries.topics import closed_topics, find_topic, live_topics, open_topic_page, reads_topics
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_safe
def show_topics(request: HttpRequest) -> HttpResponse:
    """The topics on my desk: of my areas, or whose cause my office removes."""
    viewer = _reader(request)
    closed = closed_topics(viewer, older=request.GET.get("older", ""))
    told = {"live": live_topics(viewer), "closed": closed.rows, "older": closed.next, "on_topics": True}
    return render(request, "desk/topics.html", frame(request, viewer, at=timezone.now()) | told)


@officers_only
@never_cache
@require_safe
def show_topic(request: HttpRequest, key: int) -> HttpResponse:
    """One topic with its story, its cases and what is mine to do."""
    viewer = _reader(request)
    return _page(request, viewer, find_topic(viewer, key))


@officers_only
@never_cache
@require_POST
def name_cause(request: HttpRequest, key: int) -> HttpResponse:
    """The committee names the cause, who removes it and by when."""
    form = CauseForm(request.POST, offices=answering_offices())
    return _act(request, key, form, cases.name_cause, _("Named. Everybody reads it now, and the office was told."))


@officers_only
@never_cache
@require_POST
def report_on(request: HttpRequest, key: int) -> HttpResponse:
    """The office tells how far it is."""
    return _act(request, key, RemovalForm(request.POST), cases.report_on, _("Reported. Everybody reads it now."))


@officers_only
@never_cache
@require_POST
def close_topic(request: HttpRequest, key: int) -> HttpResponse:
    """The committee closes it, with reasons."""
    done = _("Closed. When the problem comes back, it opens again by itself.")
    return _act(request, key, CloseTopicForm(request.POST), cases.close_topic, done)


def _reader(request: HttpRequest) -> Viewer:
    viewer = viewer_of(request)
    if not reads_topics(viewer):
        raise NotAllowed(
            _("Topics are for the committee, for supervisors and dispatchers, and for the offices that remove a cause.")
        )
    return viewer


def _act(request: HttpRequest, key: int, form: Form, act: Callable[..., Any], done: str) -> HttpResponse:
    """Act on a topic this officer finds, and back to it. Raises Http404 for all others, NotAllowed."""
    viewer = _reader(request)
    topic = find_topic(viewer, key)
    status = 400
    if form.is_valid():
        try:
            act(topic, by=person_of(request), at=timezone.now(), **form.cleaned_data)
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, done)
            return redirect("desk:topic", key=key)
    return _page(request, viewer, topic, form=form, status=status)


def _page(
    request: HttpRequest, viewer: Viewer, topic: Topic, *, form: Form | None = None, status: int = 200
) -> HttpResponse:
    at: datetime = timezone.now()
    opened = open_topic_page(viewer, topic, older=request.GET.get("older", ""))
    forms: dict[str, Form] = {}
    if "name-cause" in opened.may:
        forms["cause_form"] = CauseForm(offices=answering_offices(), auto_id="cause-%s")
    if "report" in opened.may:
        forms["report_form"] = RemovalForm(auto_id="report-%s")
    if "close" in opened.may:
        forms["close_form"] = CloseTopicForm(auto_id="close-%s")
    for name, shown in forms.items():
        if form is not None and type(shown) is type(form):
            forms[name] = form
    told = {name: getattr(opened, name) for name in ("topic", "steps", "cases", "count", "older", "is_public", "may")}
    context = frame(request, viewer, at=at) | told | {"on_topics": True, "form": form, **forms}
    return render(request, "desk/topic.html", context, status=status)
