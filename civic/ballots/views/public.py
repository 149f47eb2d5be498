"""The vote as everybody sees it. While it runs nothing is counted here; reading stores nothing."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.accounts.guards import open_to_all
from civic.accounts.models import Person
from civic.ballots import actions
from civic.ballots.forms import VoteForm
from civic.ballots.models import Ballot
from civic.ballots.queries.voting import (
    candidates_for,
    coming,
    figures,
    results,
    running,
    seed_of,
    sheets_in,
    standing_of,
    taken_back,
)
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.refusals import Conflict, NotValid, Refused

TRIES, HOUR = 30, 3600
BY_CODE = ("stranger", "unproved")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """The vote that runs, each in an order of her own; or when the next one comes, and what earlier ones gave."""
    at = timezone.now()
    ballot = running(at)
    if ballot is None:
        context = {"coming": coming(at), "results": results(at=at), "edition": None}
        return render(request, "ballots/none.html", context, status=409 if request.method == "POST" else 200)
    person = request.user if isinstance(request.user, Person) else None
    standing = standing_of(person, ballot, at=at)
    form = _form(request, ballot, by_code=standing.why in BY_CODE)
    if request.method == "POST" and form.is_valid():
        try:
            _cast(request, ballot, person, form)
        except Refused as refused:
            if isinstance(refused, Conflict):  # something was taken back: what stands is shown anew
                form = _form(request, ballot, by_code=standing.why in BY_CODE)
                form.is_valid()
            tell(form, refused)
            return _page(request, ballot, form, standing.why, status=refused.status)
        return redirect("ballots:thanks")
    return _page(request, ballot, form, standing.why, status=400 if form.is_bound else 200)


def _cast(request: HttpRequest, ballot: Ballot, person: Person | None, form: VoteForm) -> None:
    at, network = timezone.now(), client_network(request)
    code = form.cleaned_data.get("code", "")
    if code:
        try:
            actions.vote_with_code(ballot, typed=code, chosen=form.numbers, at=at)
        except NotValid as refused:
            if "code" in refused.fields:  # only wrong ones are counted: a whole school votes from one address
                spend("vote-code", network, most=TRIES, seconds=HOUR)
            raise
    elif person is None:
        raise NotValid(fields={"code": _("Sign in to vote, or vote with a code from your school.")})
    else:
        actions.vote(ballot, by=person, chosen=form.numbers, network=network, at=at)


def _form(request: HttpRequest, ballot: Ballot, *, by_code: bool) -> VoteForm:
    person = request.user if isinstance(request.user, Person) else None
    rows = candidates_for(ballot, seed=seed_of(person, at=timezone.now()))
    return VoteForm(request.POST if request.method == "POST" else None, candidates=rows, by_code=by_code)


def _page(request: HttpRequest, ballot: Ballot, form: VoteForm, why: str, *, status: int) -> HttpResponse:
    context: dict[str, Any] = {
        "ballot": ballot,
        "edition": ballot.edition,
        "form": form,
        "why": why,
        "gone": taken_back(ballot),
    }
    return render(request, "ballots/vote.html", context, status=status)


@open_to_all
@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It is in the box. Nothing to share, nothing to watch."""
    return render(request, "ballots/thanks.html", {"ballot": running(timezone.now()), "edition": None})


@open_to_all
@require_safe
def result(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a vote gave, in the order of its numbers: nobody is ranked."""
    ballot = _counted(key)
    context = {
        "ballot": ballot,
        "edition": ballot.edition,
        "figures": figures(ballot),
        "gone": taken_back(ballot),
        "findings": len(ballot.findings),
    }
    return render(request, "ballots/result.html", context)


@open_to_all
@require_safe
def papers(request: HttpRequest, key: UUID) -> HttpResponse:
    """Every paper of the box, for whoever counts again. What was taken back stays a number without words."""
    lines = ["token,chosen", *(sheet.line for sheet in sheets_in(_counted(key)))]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/csv; charset=utf-8")
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


@open_to_all
@require_safe
def counts(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was published of the count: numbers, votes, seal."""
    ballot = _counted(key)
    lines = ["number,votes", *(f"{one['candidate'].number},{one['votes']}" for one in figures(ballot))]
    lines += [f"papers,{ballot.papers}", f"seal,{ballot.seal}"]
    answer = HttpResponse("\n".join(lines) + "\n", content_type="text/csv; charset=utf-8")
    patch_cache_control(answer, public=True, no_cache=True)
    return answer


def _counted(key: UUID) -> Ballot:
    ballot = get_object_or_404(Ballot.objects.select_related("edition"), key=key)
    if ballot.tallied_at is None or ballot.ended_at is not None or ballot.edition.shown_at is None:
        raise Http404  # before its close there is no such page
    return ballot
