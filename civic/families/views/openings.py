"""Openings at the desk: ask, decide, read, look again."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.families import actions
from civic.families.forms import CorrectForm, OpeningForm, ReasonForm
from civic.families.queries.desk import (
    entry_named,
    opening_for,
    openings_for,
    pseudonym_of,
    with_pseudonyms,
    withholdings_about,
)
from civic.families.rules import APPROVES, ASKS, WITHHOLDS
from civic.families.views.frame import decides, frame, person_of
from civic.guardians.models import Opening
from civic.guardians.rules import HIDEABLE
from civic.lib.form_errors import tell
from civic.lib.keys import LARGEST
from civic.lib.refusals import Refused
from civic.youth.guards import duties_from, vetted_only


@vetted_only(*ASKS)
@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I asked for."""
    at = timezone.now()
    found = openings_for(person_of(request), decides=decides(request), at=at)
    rows = {name: with_pseudonyms(list(some)) for name, some in found.items()}
    return render(request, "families/openings.html", frame(request, **rows))


@vetted_only(*ASKS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_opening(request: HttpRequest) -> HttpResponse:
    """Ask to know who a child is."""
    form, status = OpeningForm(request.POST or None, initial={"number": request.GET.get("of", "")[:40]}), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            given: dict[str, Any] = dict(form.cleaned_data)
            entry = entry_named(given.pop("number"))
            if entry is None:
                form.add_error("number", _("No child takes part under this pseudonym or number."))
            else:
                try:
                    asked = actions.ask_opening(entry.child, by=person_of(request), **given, at=timezone.now())
                except Refused as refused:
                    tell(form, refused)
                    status = refused.status
                else:
                    return redirect("families:opening", asked.pk)
    return render(request, "families/ask_opening.html", frame(request, form=form), status=status)


@vetted_only(*ASKS)
@never_cache
@require_safe
def opening(request: HttpRequest, key: int) -> HttpResponse:
    """One opening, and what I can do with it."""
    return _page(request, _found(request, key))


@vetted_only(*ASKS)
@never_cache
@require_POST
def read_opening(request: HttpRequest, key: int) -> HttpResponse:
    """Show who the child is, this once; the reading is written down."""
    found = _found(request, key)
    try:
        known = actions.read_identity(found, by=person_of(request), at=timezone.now())
    except Refused as refused:
        return _page(request, found, fault=str(refused), status=refused.status)
    return _page(request, _found(request, key), known=known)


@vetted_only(*APPROVES)
@never_cache
@require_POST
def decide_opening(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Approve, refuse, or say what a second look found."""
    found, form = _found(request, key), ReasonForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    person, at = person_of(request), timezone.now()
    acts = {
        "approve": lambda: actions.decide_opening(found, by=person, approve=True, words=words, at=at),
        "refuse": lambda: actions.decide_opening(found, by=person, approve=False, words=words, at=at),
        "sound": lambda: actions.review_opening(found, by=person, is_sound=True, words=words, at=at),
        "not-sound": lambda: actions.review_opening(found, by=person, is_sound=False, words=words, at=at),
    }
    if verb not in acts:
        raise Http404
    try:
        acts[verb]()
    except Refused as refused:
        tell(form, refused)
        return _page(request, found, form=form, status=refused.status)
    messages.success(request, _("Written down."))
    return redirect("families:openings")


@vetted_only(*ASKS)
@never_cache
@require_POST
def correct(request: HttpRequest, key: int) -> HttpResponse:
    """Put right what the family asked to be put right, while it is open for that."""
    found, form, status = _found(request, key), CorrectForm(request.POST), 400
    if form.is_valid():
        given: dict[str, Any] = dict(form.cleaned_data)
        try:
            actions.correct_identity(found, by=person_of(request), **given, at=timezone.now())
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Put right. The log says which field, not what it said."))
            return redirect("families:opening", key)
    return _page(request, found, correct_form=form, form=form, status=status)


@vetted_only(*WITHHOLDS)
@never_cache
@require_POST
def withhold(request: HttpRequest, key: int, ward: int) -> HttpResponse:
    """Keep what protects the child from a guardian under suspicion: one asks, another agrees, either ends it."""
    found, person, at = _found(request, key), person_of(request), timezone.now()
    rows = {row["ward"].pk: row for row in withholdings_about(found.child_id, at=at)}
    row, verb = rows.get(ward), request.POST.get("verb", "")
    if row is None or found.purpose not in HIDEABLE or verb not in ("ask", "agree", "end"):
        raise Http404
    try:
        if verb == "ask":
            actions.ask_withholding(row["ward"], by=person, words=request.POST.get("words", ""), at=at)
        elif row["withholding"] is None:
            raise Http404
        elif verb == "agree":
            actions.agree_withholding(row["withholding"], by=person, at=at)
        else:
            actions.end_withholding(row["withholding"], by=person, at=at)
    except Refused as refused:
        return _page(request, found, fault=str(refused), status=refused.status)
    messages.success(request, _("Written down."))
    return redirect("families:opening", key)


def _found(request: HttpRequest, key: int) -> Opening:
    found = opening_for(person_of(request), key, decides=decides(request)) if key <= LARGEST else None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Opening, *, status: int = 200, **told: Any) -> HttpResponse:
    at = timezone.now()
    is_mine = found.asked_by_id == person_of(request).pk
    context = {
        "opening": found,
        "pseudonym": pseudonym_of(found.child_id),
        "is_mine": is_mine,
        "is_open": is_mine and found.is_open(at),
        "may_decide": decides(request) and not is_mine and not found.is_urgent and found.decided_at is None,
        "may_review": decides(request) and not is_mine and found.is_urgent and found.reviewed_at is None,
        "form": ReasonForm(),
        "correct_form": CorrectForm() if is_mine and found.purpose == "correct" and found.is_open(at) else None,
    }
    if found.purpose in HIDEABLE and duties_from(request).tasks & WITHHOLDS:
        context["wards"] = withholdings_about(found.child_id, at=at)
    return render(request, "families/opening.html", frame(request, **(context | told)), status=status)
