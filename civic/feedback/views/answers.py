"""The pages on which a resident rates the answer, or appeals against it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from civic.accounts.guards import open_to_all
from civic.cases.guards import Reporter, asked_by_link, reporter_of, viewer_of
from civic.cases.models import Case
from civic.cases.queries import open_appeal, standing_answer, visible_to
from civic.cases.rules import Outcome, Verdict, may_reopen_until
from civic.cases.rules.appeals import DECISION_DAYS, Step
from civic.feedback import actions
from civic.feedback.forms import AppealForm, RatingForm, WordForm
from civic.feedback.guards import spend_photos
from civic.feedback.queries import (
    UNSORTED_DAYS,
    Question,
    may_reopen,
    question_of,
    why_not_appealed,
    why_not_rated,
)
from civic.lib.codes import read_number
from civic.lib.form_errors import said_in, tell
from civic.lib.refusals import Refused


def own_case(request: HttpRequest, number: str) -> tuple[Case, Reporter]:
    """The case and the proof. Http404 for what may not be seen, NotAllowed for somebody else's."""
    viewer = viewer_of(request)
    case = (
        visible_to(viewer)
        .with_names()
        .select_related("office__reviewed_by")
        .filter(number=read_number(number) or "")
        .first()
    )
    if case is None:
        raise Http404
    return case, reporter_of(viewer, case)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """The resident says whether it was solved."""
    case, proof = own_case(request, number)
    form = (
        RatingForm(request.POST, request.FILES)
        if request.method == "POST"
        else RatingForm(initial={"solved": request.GET.get("solved", "")})
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            given = dict(form.cleaned_data)
            photos = given.pop("photo")
            spend_photos(request, len(photos))
            line = actions.rate(case, by=proof, photos=photos, at=timezone.now(), **given)
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _what_it_did(line.facts))
            return redirect("cases:show", number=case.number)
    form.explain(_what_no_does(case))
    case.refresh_from_db(fields=["state", "round", "closed_at", "mended_at", "repair_due_at", "outcome"])
    context = {"case": case, "form": form, "is_again": case.mended_at is not None and bool(case.verdict)}
    context |= {"instead": why_not_rated(case, at=timezone.now()), "kept": said_in(form)}
    return render(request, "feedback/rate.html", context, status=400 if form.errors and status == 200 else status)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, number: str) -> HttpResponse:
    """The resident says whether it is solved while the answer is being checked."""
    case, proof = own_case(request, number)
    answer = standing_answer(case)
    return _question(request, case, proof, answer.seq if answer else 0)


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same from the link in a message. Looking at it says nothing, since mail scanners look too; a button does."""
    asked = asked_by_link(token)
    if asked is None:
        return render(request, "feedback/link_old.html", status=410)
    return _question(request, asked.case, asked.proof, asked.seq)


def _question(request: HttpRequest, case: Case, proof: Reporter, seq: int) -> HttpResponse:
    form = WordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("solved", "text")}
        try:
            line = actions.answer_question(case, by=proof, seq=seq, at=timezone.now(), **given)
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _what_it_did(line.facts))
            return redirect(request.path)
    status = 400 if form.errors and status == 200 else status
    case.refresh_from_db(fields=["state", "round"])
    asked = question_of(case, seq)
    words = getattr(asked.answer, "words", None) if asked.answer is not None else None
    context = {"case": case, "form": form, "asked": asked, "words": words, "outcome": _outcome_of(asked)}
    return render(request, "feedback/say.html", context, status=status)


def _what_it_did(facts: dict[str, Any]) -> str:
    if facts.get("sends_back"):
        return _("You said it is not solved. The case went straight back to the office, which answers anew.")
    if facts.get("reopens"):
        return _("You said it is not solved, so the case is open again. Another answer comes.")
    if facts.get("mend_until"):
        until = date_format(timezone.localtime(parse_datetime(facts["mend_until"])), "DATE_FORMAT")
        return _(
            "Your rating counts. The office has to put it right by %(day)s and say what it did; then you may rate once "
            "more."
        ) % {"day": until}
    if "reopens" in facts:
        return _("Your rating counts from now on. Silence would not have.")
    return _("Your word is kept. It counts as soon as the answer has been checked, and you can still change it then.")


def _outcome_of(asked: Question) -> Any:
    said = asked.answer.facts.get("outcome", "") if asked.answer is not None else ""
    return Outcome(said).label if said in Outcome.values else ""


def _what_no_does(case: Case) -> dict[str, Any]:
    """What "not solved" leads to here, said beside the choice."""
    at = timezone.now()
    if may_reopen(case, at=at) and case.closed_at is not None:
        days = case.matter.reopen_days if case.matter else UNSORTED_DAYS
        day = date_format(timezone.localtime(may_reopen_until(case.closed_at, days)), "DATE_FORMAT")
        return {
            Verdict.NO.value: _(
                "The case opens again and is answered anew. Until %(day)s no appeal is needed for that."
            )
            % {"day": day}
        }
    return {
        Verdict.NO.value: _(
            "It counts in public, and the office has to put it right. The case was opened again or reviewed before, or "
            "its days have passed; you can also appeal."
        )
    }


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, number: str) -> HttpResponse:
    """The resident does not agree, and asks another office to decide."""
    case, proof = own_case(request, number)
    form = AppealForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.appeal(case, by=proof, text=form.cleaned_data["text"], at=timezone.now())
        except Refused as refusal:
            tell(form, refusal)
            status = refusal.status
        else:
            messages.success(request, _("Your appeal has been handed over. Another office decides, with reasons."))
            return redirect("cases:show", number=case.number)
    case.refresh_from_db(fields=["state", "round", "closed_at", "mended_at", "repair_due_at"])
    left = open_appeal(case)
    context = {
        "case": case,
        "instead": why_not_appealed(case, left, at=timezone.now()),
        "kept": said_in(form),
        "form": form,
        "left": left,
        "days": DECISION_DAYS[left.step] if left else 0,
        "is_last": left is not None and left.step == Step.LAST,
    }
    return render(request, "feedback/appeal.html", context, status=status)
