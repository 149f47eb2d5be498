"""Who was checked before working near children, who has which task, which schools take part."""

from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.guardians import actions as guardians
from civic.guardians.models import Vetting
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.youth import actions
from civic.youth.forms.track import CheckForm, SchoolForm, TaskForm
from civic.youth.guards import keepers_only
from civic.youth.models import Duty, School
from civic.youth.queries.track import helpers_on
from civic.youth.views.track import page, person_of

FORMS: dict[str, type[django_forms.Form]] = {"check": CheckForm, "task": TaskForm, "school": SchoolForm}


@keepers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """Everybody of the track; write down a check, give a task, add a school."""
    asked = request.POST.get("do", "")
    if request.method != "POST":
        return _page(request)
    if asked not in FORMS:
        raise Http404
    form = FORMS[asked](request.POST)
    if not form.is_valid():
        return _page(request, status=400, **{asked: form})
    try:
        told = _do(asked, form, by=person_of(request), at=timezone.now())
    except Refused as refused:
        if isinstance(refused, NotAllowed):
            form.add_error(None, str(refused))
        else:
            tell(form, refused, beside={"person": "handle"})
        return _page(request, status=refused.status, **{asked: form})
    messages.success(request, told)
    return redirect("youth:track-people")


def _do(asked: str, form: Any, *, by: Any, at: Any) -> str:
    data = dict(form.cleaned_data)
    if asked == "check":
        guardians.vet(data.pop("handle"), by=by, at=at, **data)
        return _("Written down. It holds for a year from the day of the check.")
    if asked == "task":
        actions.give_task(data.pop("handle"), data.pop("task"), by=by, at=at, **data)
        return _("The task is given. It opens doors while the check holds.")
    actions.found_school(by=by, at=at, **form.given())
    return _("The school takes part. Give its teacher a task now.")


@keepers_only
@never_cache
@require_POST
def end_task(request: HttpRequest, key: int) -> HttpResponse:
    """A task ends, with its reason."""
    duty = Duty.objects.filter(pk=key).first() if key.bit_length() < 64 else None
    if duty is None:
        raise Http404
    try:
        actions.end_task(duty, by=person_of(request), reason=request.POST.get("reason", ""), at=timezone.now())
    except NotAllowed:
        raise
    except NotValid as refused:
        return _page(request, status=refused.status, wrong_task=key, fault=str(refused))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The task has ended. It opens nothing any more."))
    return redirect("youth:track-people")


@keepers_only
@never_cache
@require_POST
def end_check(request: HttpRequest, key: int) -> HttpResponse:
    """A check does not hold any more; with it every task of hers ends at once."""
    vetting = Vetting.objects.filter(pk=key).first() if key.bit_length() < 64 else None
    if vetting is None:
        raise Http404
    try:
        guardians.end_vetting(vetting, by=person_of(request), reason=request.POST.get("reason", ""), at=timezone.now())
    except NotAllowed:
        raise
    except NotValid as refused:
        return _page(request, status=refused.status, wrong=key, fault=str(refused))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The check has ended, and with it everything it opened."))
    return redirect("youth:track-people")


def _page(request: HttpRequest, *, status: int = 200, **told: Any) -> HttpResponse:
    today = localdate()
    forms = {name: told.pop(name, None) or kind() for name, kind in FORMS.items()}
    context = {
        "helpers": helpers_on(today),
        "schools": School.objects.select_related("district").order_by("code"),
        "today": today,
        "may_check": request.user.is_superuser,
        "form": next((form for form in forms.values() if form.is_bound), None),
        **{f"{name}_form": form for name, form in forms.items()},
        **told,
    }
    return page(request, "youth/track/people.html", status=status, **context)
