"""A suggestion weighed at the desk: its points, assessments asked of other offices, and what the answer takes over."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.cases.queries.points import points_now
from civic.cases.rules import moves_of
from civic.desk.actions import move_assessment, move_suggestion
from civic.desk.forms.assessing import AskForm, GiveForm, NoLongerForm, PointsForm, TakeForm, WeighForm
from civic.desk.queries.assessing import (
    TO_GIVE,
    WHICH,
    AssessmentCard,
    WeighedCase,
    assesses,
    assessments_on_desk,
    find_assessment,
    find_suggestion,
    weighed_case,
)
from civic.desk.rules import ASSESSMENT_VERBS, SUGGESTION_VERBS
from civic.desk.views.frame import badges, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only


@officers_only
@never_cache
@require_safe
def show_assessments(request: HttpRequest) -> HttpResponse:
    """Assessments that the officer's offices have to hand in, handed in, or asked of others. Refused for posts that
    answer nothing."""
    at, viewer = timezone.now(), viewer_of(request)
    if not assesses(viewer):
        raise NotAllowed(_("Only the offices that answer assess suggestions. Your post works from the list of cases."))
    which = request.GET.get("which", TO_GIVE)
    which = which if which in WHICH else TO_GIVE
    context = {"cards": assessments_on_desk(viewer, which, at=at), "which": which}
    return render(request, "desk/assessments.html", context | badges(request, viewer, at=at))


@officers_only
@never_cache
@require_safe
def show_assessment(request: HttpRequest, key: int) -> HttpResponse:
    """One assessment: what is asked, and the form to hand it in."""
    at, viewer = timezone.now(), viewer_of(request)
    return _assessment_page(request, viewer, find_assessment(viewer, key, at=at), at=at)


@officers_only
@never_cache
@require_safe
def show_suggestion(request: HttpRequest, number: str) -> HttpResponse:
    """One suggestion with its points and what offices said about them."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_suggestion(viewer, number)
    if case.number != number:
        return redirect("desk:suggestion", case.number)
    return _page(request, viewer, weighed_case(viewer, case, at=at), at=at)


@officers_only
@never_cache
@require_POST
def weigh_suggestion(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Name its points, weigh them, or ask offices for an assessment."""
    at, viewer = timezone.now(), viewer_of(request)
    case = find_suggestion(viewer, number)
    if verb not in SUGGESTION_VERBS:
        raise Http404
    weighed = weighed_case(viewer, case, at=at)
    form = _form(verb, weighed, request.POST, at=at)
    if not form.is_valid():
        return _page(request, viewer, weighed, form=(verb, form), status=400, at=at)
    try:
        seen = form.cleaned_data.get("seq")
        move_suggestion(case, verb, by=person_of(request), given=form.given(), seen=seen, at=at)
    except Refused as refused:
        tell(form, refused, beside=getattr(form, "beside", None))
        fresh = weighed_case(viewer, find_suggestion(viewer, number), at=at)
        return _page(request, viewer, fresh, form=(verb, form), status=refused.status, at=at)
    messages.success(request, _("%(done)s: %(number)s.") % {"done": moves_of(verb)[0].done, "number": case.number})
    return redirect("desk:suggestion", case.number)


@officers_only
@never_cache
@require_POST
def move_on(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Hand an assessment in, take parts of it over, or wait for it no longer."""
    at, viewer = timezone.now(), viewer_of(request)
    card = find_assessment(viewer, key, at=at)
    if verb not in ASSESSMENT_VERBS:
        raise Http404
    form = _form_of(verb, card, request.POST)
    status = 400
    if form.is_valid():
        try:
            move_assessment(card.row, verb, by=person_of(request), given=form.given(), at=at)
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            return _done(request, card, verb)
    fresh = find_assessment(viewer, key, at=at)
    return _assessment_page(request, viewer, fresh, form=(verb, form), status=status, at=at)


def _done(request: HttpRequest, card: AssessmentCard, verb: str) -> HttpResponse:
    messages.success(
        request, _("%(done)s: %(number)s.") % {"done": moves_of(verb)[0].done, "number": card.row.case.number}
    )
    if verb == "give-assessment":
        return redirect("desk:assessment", card.row.pk)
    return redirect("desk:suggestion", card.row.case.number)


Used = tuple[str, Any] | None


def _form(verb: str, weighed: WeighedCase, data: Any, *, at: datetime) -> Any:
    if verb == "ask-assessment":
        return AskForm(data, case=weighed.case, today=localdate(at))
    kind = PointsForm if verb == "name-points" else WeighForm
    return kind(data, case=weighed.case, points=weighed.points)


def _form_of(verb: str, card: AssessmentCard, data: Any) -> Any:
    if verb == "give-assessment":
        return GiveForm(data)
    return (TakeForm if verb == "take-over" else NoLongerForm)(data, assessment=card.row)


def _page(
    request: HttpRequest, viewer: Viewer, weighed: WeighedCase, *, form: Used = None, status: int = 200, at: datetime
) -> HttpResponse:
    used, said = form or ("", None)
    forms = {
        verb.replace("-", "_"): said if verb == used else _form(verb, weighed, None, at=at)
        for verb in weighed.verbs
        if verb in SUGGESTION_VERBS
    }
    if used and used.replace("-", "_") not in forms:  # she may not, or no longer: what she typed stays all the same
        forms[used.replace("-", "_")] = said
    context = {
        "weighed": weighed,
        "case": weighed.case,
        "forms": forms,
        "form": said,
        "cards": [(card, _forms_of(card)) for card in weighed.cards],
    }
    return render(request, "desk/suggestion.html", context | badges(request, viewer, at=at), status=status)


def _forms_of(card: AssessmentCard) -> dict[str, forms.Form]:
    return {verb.replace("-", "_"): _form_of(verb, card, None) for verb in card.verbs if verb != "give-assessment"}


def _assessment_page(
    request: HttpRequest, viewer: Viewer, card: AssessmentCard, *, form: Used = None, status: int = 200, at: datetime
) -> HttpResponse:
    used, said = form or ("", None)
    forms = {verb.replace("-", "_"): said if verb == used else _form_of(verb, card, None) for verb in card.verbs}
    if used and used.replace("-", "_") not in forms:
        forms[used.replace("-", "_")] = said
    case = card.row.case
    context = {"card": card, "row": card.row, "case": case, "points": points_now(case), "forms": forms, "form": said}
    return render(request, "desk/assessment.html", context | badges(request, viewer, at=at), status=status)
