"""Requests of families at the desk: those due first, answered in writing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.families import actions
from civic.families.forms import AnswerForm, AskForm
from civic.families.queries.desk import entry_named, is_late, pseudonym_of, requests_waiting, with_pseudonyms
from civic.families.rules import ANSWERS, APPROVES, HELPS
from civic.families.views.frame import decides, frame, person_of
from civic.guardians.models import RightsRequest
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.youth.guards import vetted_only


@vetted_only(*ANSWERS)
@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What families wait for."""
    at = timezone.now()
    rows = with_pseudonyms(requests_waiting(at=at))
    rows = [row | {"is_late": is_late(row["row"], at=at)} for row in rows]
    return render(request, "families/requests.html", frame(request, rows=rows))


@vetted_only(*ANSWERS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request: HttpRequest, key: UUID) -> HttpResponse:
    """One request; its answer."""
    asked, form, status = _asked(key), AnswerForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.answer_request(asked, by=person_of(request), **form.cleaned_data, at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Answered. The family reads it on its page."))
                return redirect("families:requests")
    return _page(request, asked, form, status=status)


@vetted_only(*APPROVES)
@never_cache
@require_POST
def erase_request(request: HttpRequest, key: UUID) -> HttpResponse:
    """Do what the family asked for: erase everything."""
    asked = _asked(key)
    words = request.POST.get("words", "")[:2000]
    try:
        actions.erase_on_request(asked, by=person_of(request), words=words, at=timezone.now())
    except Refused as refused:
        form = AnswerForm(initial={"words": words})
        messages.error(request, str(refused))
        return _page(request, asked, form, status=refused.status)
    messages.success(request, _("Everything about this child is erased."))
    return redirect("families:requests")


@vetted_only(*HELPS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_down(request: HttpRequest) -> HttpResponse:
    """At a desk: write down what a family asks that came in person. Another answers it."""
    form, status = AskForm(request.POST or None), 200
    typed, fault = request.POST.get("number", "")[:40], ""
    if request.method == "POST":
        status = 400
        entry = entry_named(typed)
        fault = "" if entry else _("No child takes part under this pseudonym or number.")
        if form.is_valid() and entry is not None:
            ward = entry.child.guardianships.filter(ended_at__isnull=True).order_by("pk").first()
            try:
                actions.write_down_request(
                    entry.child, ward=ward, by=person_of(request), **form.cleaned_data, at=timezone.now()
                )
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Written down. A colleague answers within 15 days."))
                return redirect("families:requests")
    context: dict[str, Any] = {"form": form, "typed": typed, "fault": fault}
    return render(request, "families/write_down.html", frame(request, **context), status=status)


def _asked(key: UUID) -> RightsRequest:
    return get_object_or_404(RightsRequest.objects.select_related("child", "answered_by", "written_by"), key=key)


def _page(request: HttpRequest, asked: RightsRequest, form: AnswerForm, *, status: int) -> HttpResponse:
    context = {
        "asked": asked,
        "pseudonym": pseudonym_of(asked.child_id),
        "form": form,
        "may_erase": decides(request) and asked.right == "delete" and asked.answered_at is None,
        "is_late": is_late(asked, at=timezone.now()),
    }
    return render(request, "families/request.html", frame(request, **context), status=status)
