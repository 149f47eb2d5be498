"""Accident insurance: an organisation's own policies by its managers, the city's for everybody by the coordinators."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.lib.form_errors import tried
from civic.lib.keys import read_key
from civic.shifts import actions
from civic.shifts.forms import EndNamingForm, EndPolicyForm, InsuredForm, PolicyForm
from civic.shifts.guards import organisers_only
from civic.shifts.models import Insured, Policy
from civic.shifts.queries.insurance import covered_on, hanging_on, policies_listed
from civic.volunteers.guards import coordinators_only, person_from
from civic.volunteers.models import Organisation
from civic.volunteers.queries.waiting import desk_frame

METHODS = ["GET", "HEAD", "POST"]


@organisers_only
@never_cache
@require_http_methods(METHODS)
def policies(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    """What the organisation insures its people with, what the city insures everybody with, and a form for a policy."""
    return _policies(request, organisation)


@organisers_only
@never_cache
@require_http_methods(METHODS)
def policy(request: HttpRequest, organisation: Organisation, key: int) -> HttpResponse:
    """One policy of the organisation: who is named in it, and its end."""
    return _policy(request, get_object_or_404(organisation.policies, pk=key))


@coordinators_only
@never_cache
@require_http_methods(METHODS)
def desk_policies(request: HttpRequest) -> HttpResponse:
    """What the city insures everybody with, a form for it, and the policies of every organisation, to look at."""
    return _policies(request, None)


@coordinators_only
@never_cache
@require_http_methods(METHODS)
def desk_policy(request: HttpRequest, key: int) -> HttpResponse:
    """One policy of the city, and its end; those of organisations are only looked at here."""
    return _policy(request, get_object_or_404(Policy.objects.select_related("organisation"), pk=key), at_desk=True)


def _policies(request: HttpRequest, organisation: Organisation | None) -> HttpResponse:
    form, status, at = PolicyForm(request.POST or None, is_citys=organisation is None), 200, timezone.now()
    if request.method == "POST":
        by = person_from(request)
        made, status = tried(form, lambda _given: actions.add_policy(organisation, form.given, by=by, at=at))
        if made is not None:
            messages.success(request, _("The insurance is entered. Activities can choose it now."))
            return redirect(_page(made, at_desk=organisation is None))
    today = timezone.localdate(at)
    others = Policy.objects.exclude(organisation=None) if organisation is None else Policy.objects.in_force(today)
    context = {
        "organisation": organisation,
        "policies": policies_listed(Policy.objects.filter(organisation=organisation), today=today),
        "others": policies_listed(others if organisation is None else others.filter(organisation=None), today=today),
        "today": today,
        "form": form,
    }
    return _show(request, "shifts/policies.html", context, at_desk=organisation is None, status=status)


def _policy(request: HttpRequest, found: Policy, *, at_desk: bool = False) -> HttpResponse:
    what, by, at = request.POST.get("what", ""), person_from(request), timezone.now()
    name_form = InsuredForm(request.POST if what == "name" else None, auto_id="n-%s")
    end_form = EndPolicyForm(request.POST if what == "end" else None, auto_id="e-%s")
    ending = _ending(request, found)
    ending_form = EndNamingForm(request.POST if what == "end-naming" else None, auto_id="s-%s")
    forms: dict[str, Form] = {"name": name_form, "end": end_form}
    if ending is not None:
        forms["end-naming"] = ending_form
    form = forms.get(what)
    status = 200
    if request.method == "POST":
        if form is None:
            raise Http404
        done, status = tried(form, lambda given: _act(found, what, ending, by=by, at=at, **given))
        if done is not None:
            messages.success(request, _("Done."))
            return redirect(_page(found, at_desk=at_desk))
    today = timezone.localdate(at)
    context = {
        "organisation": found.organisation,
        "holding": covered_on(found, today),
        "policy": found,
        "insured": found.insured.select_related("volunteer").order_by("-from_on", "pk")[:500],
        "may": found.cancelled_at is None and (found.organisation is None) == at_desk,
        "hanging": hanging_on(found, at=at),
        "forms": {"name": name_form, "end": end_form, "ending": ending_form},
        "ending": ending,
        "form": form,
        "back": reverse("shifts:desk-policies") if at_desk else _listed(found.organisation),
        "today": today,
    }
    return _show(request, "shifts/policy.html", context, at_desk=at_desk, status=status)


def _ending(request: HttpRequest, found: Policy) -> Insured | None:
    """The naming whose end is asked about, or said."""
    asked = read_key(request.POST.get("naming", request.GET.get("naming", ""))) or 0
    return found.insured.select_related("volunteer").filter(pk=asked, ended_at__isnull=True).first()


def _act(found: Policy, what: str, ending: Insured | None, **given: Any) -> Policy | Insured:
    if what == "name":
        return actions.name_insured(found, **given)
    if ending is not None and what == "end-naming":
        return actions.end_naming(ending, **given)
    return actions.cancel_policy(found, **given)


def _listed(organisation: Organisation | None) -> str:
    return reverse("shifts:policies", args=[organisation.code]) if organisation else reverse("shifts:desk-policies")


def _page(policy: Policy, *, at_desk: bool) -> str:
    if at_desk or policy.organisation is None:
        return reverse("shifts:desk-policy", args=[policy.pk])
    return reverse("shifts:policy", args=[policy.organisation.code, policy.pk])


def _show(request: HttpRequest, template: str, context: dict[str, Any], *, at_desk: bool, status: int) -> HttpResponse:
    frame: dict[str, Any] = {"frame": "shifts/_frame.html"}
    if at_desk:
        frame = desk_frame(here="insurance", by=request.user, at=timezone.now()) | {
            "frame": "volunteers/desk/frame.html"
        }
    return render(request, template, frame | context, status=status)
