"""Organisations: what everybody reads, how one is registered, how its manager runs it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import open_to_all, signed_in
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.offices.rules import said_in
from civic.volunteers import actions
from civic.volunteers.forms import ManagerForm, MemberForm, OrganisationForm
from civic.volunteers.guards import managers_only, person_from, volunteer_from, volunteers_only
from civic.volunteers.models import Manager, Member, Organisation
from civic.volunteers.queries import coordinates, managed_by, manages
from civic.volunteers.queries.waiting import counts, for_everybody
from civic.volunteers.rules import ManagerTask, Membership, OrganisationState

SEEN = (OrganisationState.ACTIVE, OrganisationState.SUSPENDED, OrganisationState.ENDED)


@open_to_all
@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every organisation that recruits, and those one acts for oneself."""
    mine = managed_by(request.user)
    waiting = Organisation.objects.none()
    if request.user.is_authenticated:
        waiting = Organisation.objects.filter(asked_by=person_from(request), state=OrganisationState.ASKED)
    rows = for_everybody(state=OrganisationState.ACTIVE)
    leads = mine or managed_by(request.user, ManagerTask.LEADER)
    context = {"organisations": rows, "mine": mine, "waiting": waiting, "leads": leads, "counts": counts()}
    return render(request, "volunteers/organisations.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Somebody asks that her organisation may recruit."""
    form, status = OrganisationForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.ask_organisation(form.told, by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("We have it. A coordinator answers within three working days."))
                return redirect("volunteers:organisations")
    return render(request, "volunteers/organisation_new.html", {"form": form}, status=status)


@open_to_all
@never_cache
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """What an organisation does, and its numbers; those that have ended say so."""
    found = for_everybody(code=code, state__in=SEEN)
    if not found:
        raise Http404
    organisation, volunteer = found[0], volunteer_from(request)
    member = Member.objects.filter(organisation=organisation, volunteer=volunteer, ended_at__isnull=True).first()
    acts_as = None
    if request.user.is_authenticated:
        acts_as = organisation.managers.filter(person=person_from(request), ended_at__isnull=True).first()
    context = {
        "organisation": organisation,
        "about": about_of(organisation),
        "member": member if volunteer else None,
        "volunteer": volunteer,
        "may_manage": manages(request.user, organisation) or coordinates(request.user),
        "acts_as": acts_as,
    }
    return render(request, "volunteers/organisation.html", context)


def about_of(organisation: Organisation) -> str:
    """What it says of itself, in the reader's language."""
    texts = {
        "zh-hans": organisation.about_zh_hans,
        "zh-hant": organisation.about_zh_hant,
        "en": organisation.about_en,
    }
    return said_in(texts, get_language() or "en")


@volunteers_only
@never_cache
@require_POST
def membership(request: HttpRequest, code: str, verb: str) -> HttpResponse:
    """A volunteer asks to belong, says yes to an invitation, or leaves."""
    organisation, volunteer = get_object_or_404(Organisation, code=code, state__in=SEEN), volunteer_from(request)
    assert volunteer is not None
    at, by = timezone.now(), person_from(request)
    try:
        if verb == "join":
            joined = actions.join_organisation(organisation, volunteer=volunteer, by=by, at=at)
            is_member = joined.state == Membership.MEMBER
            messages.success(request, _("You belong to it now.") if is_member else _("You asked. It answers you here."))
        elif verb == "leave":
            member = get_object_or_404(Member, organisation=organisation, volunteer=volunteer, ended_at__isnull=True)
            actions.leave_organisation(member, by=by, at=at)
            messages.success(request, _("Done. Nothing of what you served is lost."))
        else:
            raise Http404
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("volunteers:organisation", code=code)


@managers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """What a manager sees and does; which of its forms was sent says `what`."""
    organisation = get_object_or_404(Organisation, code=code, state__in=SEEN)
    what = request.POST.get("what", "") if request.method == "POST" else ""
    forms = _forms(organisation, what, request)
    status = 200
    if request.method == "POST":
        form, done = forms.get(what), _SENT.get(what)
        if form is None or done is None:
            raise Http404
        status = 400
        if form.is_valid():
            try:
                done(organisation, form, by=person_from(request), at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Done."))
                return redirect("volunteers:manage", code=code)
    members = organisation.members.filter(ended_at__isnull=True).select_related("volunteer").order_by("-at", "pk")
    context = {
        "organisation": organisation,
        "managers": organisation.managers.filter(ended_at__isnull=True).select_related("person").order_by("task", "pk"),
        "asking": [one for one in members if one.state == Membership.ASKED],
        "invited": [one for one in members if one.state == Membership.INVITED],
        "members": [one for one in members if one.state == Membership.MEMBER],
        "forms": forms,
        "form": forms.get(what),
        "may": organisation.state == OrganisationState.ACTIVE,
        "acts": manages(request.user, organisation),
    }
    return render(request, "volunteers/manage.html", context, status=status)


@signed_in
@never_cache
@require_POST
def end_manager(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """Somebody acts for the organisation no more; the act says who may say so."""
    manager = get_object_or_404(Manager.objects.select_related("organisation"), pk=key, organisation__code=code)
    try:
        actions.end_manager(manager, by=person_from(request), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Done."))
    return redirect("volunteers:organisation", code=code)


@managers_only
@never_cache
@require_POST
def member(request: HttpRequest, code: str, key: int, verb: str) -> HttpResponse:
    """A manager takes a volunteer in who asked, or lets one go."""
    one = get_object_or_404(Member.objects.select_related("organisation", "volunteer"), pk=key, organisation__code=code)
    at, by = timezone.now(), person_from(request)
    if verb not in ("accept", "end"):
        raise Http404
    try:
        if verb == "accept":
            actions.invite_member(one.organisation, volunteer=one.volunteer, by=by, at=at)
        else:
            actions.leave_organisation(one, by=by, at=at)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Done."))
    return redirect("volunteers:manage", code=code)


def _forms(organisation: Organisation, what: str, request: HttpRequest) -> dict[str, Form]:
    def sent(name: str) -> Any:
        return request.POST if what == name else None

    return {
        "invite": MemberForm(sent("invite"), auto_id="i-%s"),
        "name": ManagerForm(sent("name"), auto_id="n-%s"),
        "change": OrganisationForm(sent("change"), now=organisation),
    }


_SENT: dict[str, Callable[..., Any]] = {
    "invite": lambda one, form, **told: actions.invite_member(one, volunteer=form.cleaned_data["number"], **told),
    "name": lambda one, form, **told: actions.name_manager(
        one, person=form.cleaned_data["who"], task=form.cleaned_data["task"], **told
    ),
    "change": lambda one, form, **told: actions.change_organisation(one, form.told, **told),
}
