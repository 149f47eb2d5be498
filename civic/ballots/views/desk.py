"""Votes at the desk of whoever is responsible: plan, enter the approval, print codes, stop, look over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from civic.accounts.models import Person
from civic.ballots import actions
from civic.ballots.forms import ApprovalForm, PlanForm, SheetForm
from civic.ballots.models import Ballot, VoteSheet
from civic.ballots.queries.voting import figures, taken_back
from civic.ballots.rules import Sort
from civic.lib.form_errors import tell
from civic.lib.keys import LARGEST
from civic.lib.refusals import Refused
from civic.youth.guards import vetted_only
from civic.youth.rules import Task


@vetted_only(Task.LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def votes(request: HttpRequest) -> HttpResponse:
    """Every vote, and the form that plans one."""
    form, status = PlanForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given: dict[str, Any] = dict(form.cleaned_data)
            try:
                made = actions.plan_vote(given.pop("edition"), by=_person(request), **given, at=timezone.now())
            except Refused as refused:
                tell(form, refused, beside={"candidates": "phase"})
                status = refused.status
            else:
                messages.success(request, _("Planned. Nobody can vote before its approval is entered."))
                return redirect("ballots:desk-vote", made.pk)
    rows = Ballot.objects.select_related("edition")
    return render(request, "ballots/desk_votes.html", _frame(request, form=form, rows=rows), status=status)


@vetted_only(Task.LEAD)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_vote(request: HttpRequest, key: int) -> HttpResponse:
    """One vote: its approval, its codes, and what was noticed."""
    ballot, form, status = _found(key), ApprovalForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                actions.open_vote(ballot, by=_person(request), **form.cleaned_data, at=timezone.now())
            except Refused as refused:
                tell(form, refused)
                status = refused.status
            else:
                messages.success(request, _("Approved. It opens on its day."))
                return redirect("ballots:desk-vote", key)
    return _page(request, ballot, form=form, status=status)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def stop(request: HttpRequest, key: int) -> HttpResponse:
    """Stop a vote; everybody reads why."""
    ballot = _found(key)
    try:
        actions.stop_vote(ballot, by=_person(request), reason=request.POST.get("reason", ""), at=timezone.now())
    except Refused as refused:
        return _page(request, ballot, fault=str(refused), status=refused.status)
    messages.success(request, _("Stopped."))
    return redirect("ballots:desk-vote", key)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def make_codes(request: HttpRequest, key: int) -> HttpResponse:
    """Codes for a school, sealed until they are printed."""
    ballot, form, status = _found(key), SheetForm(request.POST), 400
    if form.is_valid():
        try:
            actions.make_vote_sheet(ballot, **form.cleaned_data, by=_person(request), at=timezone.now())
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Made. Print the codes within a day; they are shown once."))
            return redirect("ballots:desk-vote", key)
    return _page(request, ballot, sheet_form=form, status=status)


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def print_codes(request: HttpRequest, key: int, sheet: int) -> HttpResponse:
    """The codes, shown this once, to be printed and cut."""
    ballot = _found(key)
    found = get_object_or_404(VoteSheet.objects.select_related("school"), pk=sheet, ballot=ballot)
    try:
        codes = actions.print_vote_sheet(found, by=_person(request), at=timezone.now())
    except Refused as refused:
        return _page(request, ballot, fault=str(refused), status=refused.status)
    return render(request, "ballots/codes.html", {"codes": codes, "sheet": found, "ballot": ballot, "edition": None})


@vetted_only(Task.LEAD)
@never_cache
@require_POST
def void_codes(request: HttpRequest, key: int, sheet: int) -> HttpResponse:
    """A sheet was lost: its codes open nothing."""
    ballot = _found(key)
    found = get_object_or_404(VoteSheet, pk=sheet, ballot=ballot)
    try:
        actions.void_vote_sheet(found, by=_person(request), reason=request.POST.get("reason", ""), at=timezone.now())
    except Refused as refused:
        return _page(request, ballot, fault=str(refused), status=refused.status)
    messages.success(request, _("The sheet is void. Papers that came with it are not counted."))
    return redirect("ballots:desk-vote", key)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # the guard let nobody else in
    return request.user


def _found(key: int) -> Ballot:
    if key > LARGEST:
        raise Http404
    return get_object_or_404(Ballot.objects.select_related("edition"), pk=key)


def _frame(request: HttpRequest, **told: Any) -> dict[str, Any]:
    return {"now": timezone.now(), "person": request.user} | told


def _page(request: HttpRequest, ballot: Ballot, *, status: int = 200, **told: Any) -> HttpResponse:
    form = told.get("form") or told.get("sheet_form")
    context = {
        "ballot": ballot,
        "candidates": list(ballot.candidates.standing().with_words()),
        "gone": taken_back(ballot),
        "figures": figures(ballot) if ballot.tallied_at else [],
        "findings": [one | {"words": Sort(one["sort"]).label} for one in ballot.findings],
        "sheets": list(ballot.sheets.select_related("school")),
        "form": ApprovalForm(),
        "sheet_form": SheetForm(),
        "faulty": form,
        "may_open": ballot.opened_at is None and ballot.ended_at is None and ballot.closes_at > timezone.now(),
        "may_stop": ballot.ended_at is None and ballot.tallied_at is None,
    }
    return render(request, "ballots/desk_vote.html", _frame(request, **(context | told)), status=status)
