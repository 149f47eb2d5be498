"""Where the city writes to children: what waits, one letter and its ideas, its second reader, promises made of it."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.models import Person
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.youth import actions as youth
from civic.youth.forms.letters import LetterForm, PromiseForm, RemarkForm, ideas_of
from civic.youth.guards import duties_from, letter_writers_only, writing_hand
from civic.youth.models import Letter, Proposal
from civic.youth.queries.letters import (
    answerable,
    late_of,
    letter_on,
    offices_to_sign,
    to_promise,
    to_second,
    to_write,
)
from civic.youth.rules.letters import OF_TRACK, LetterState

MOST = 100


@letter_writers_only
@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What waits for a letter, for a second reader and for a promise, each by the day it is due."""
    person, at = _person(request), timezone.now()
    rows = answerable(person, duties_from(request), writing_hand(request))
    writing = list(to_write(rows)[:MOST])
    seconds = list(to_second(rows, person)[:MOST]) if duties_from(request).tasks & OF_TRACK else []
    told: dict[str, Any] = {
        "writing": writing,
        "seconds": seconds,
        "taken": list(to_promise(writing_hand(request))[:MOST]),
        "late": late_of([*writing, *seconds], at=at),
        "writing_count": to_write(rows).count(),
    }
    return _page(request, "youth/desk/letters.html", at=at, **told)


@letter_writers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, number: str) -> HttpResponse:
    """One proposal as the child wrote it, and the letter on it: written here until it has gone out."""
    person, at = _person(request), timezone.now()
    proposal = _found(request, number)
    kept = letter_on(proposal)
    data = request.POST if request.method == "POST" else None
    form, rows, status = _form(request, data, kept, proposal), ideas_of(data, proposal, kept), 200
    if data is not None:
        status = 400
        if form.is_valid() & rows.is_valid():
            told = [one for one in (row.told() for row in rows) if one is not None]
            words = form.cleaned_data["words"]
            try:
                youth.write_letter(proposal, by=person, office=form.signing, words=words, ideas=told, at=at)
                messages.success(request, _("Kept. An officer of the track reads it before the child has it."))
                return redirect("youth:letters")
            except Refused as refused:
                tell(form, refused)
                status = refused.status
    return _letter_page(request, proposal, kept, at=at, form=form, rows=rows, status=status)


@letter_writers_only
@require_POST
def send(request: HttpRequest, number: str) -> HttpResponse:
    """She read it second: the child has it from now on."""
    try:
        youth.send_letter(_unsent(request, number), by=_person(request), at=timezone.now())
        messages.success(request, _("Sent. The child reads it on its page, and its family was told."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("youth:letters")


@letter_writers_only
@never_cache
@require_POST
def give_back(request: HttpRequest, number: str) -> HttpResponse:
    """She read it second, and asks for other words."""
    kept, at = _unsent(request, number), timezone.now()
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            youth.return_letter(kept, by=_person(request), remark=form.cleaned_data["remark"], at=at)
            messages.success(request, _("It went back to its writer with your words."))
            return redirect("youth:letters")
        except Refused as refused:
            tell(form, refused)
    proposal = _found(request, number)
    return _letter_page(request, proposal, letter_on(proposal), at=at, remark=form, status=400)


@letter_writers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: HttpRequest, key: int) -> HttpResponse:
    """What the office took up becomes a promise: drafted here, published by the head of the office at its own page."""
    at = timezone.now()
    became = to_promise(writing_hand(request)).filter(pk=key).first()
    if became is None:
        raise Http404
    initial = {"title": became.idea[:100], "words": became.words}
    form, status = PromiseForm(request.POST if request.method == "POST" else None, initial=initial), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = youth.promise_idea(became, form.given(became), by=_person(request), at=at)
                messages.success(request, _("The draft is kept. The head of the office publishes it here."))
                return redirect("desk:promise", made.number)
            except Refused as refused:
                tell(form, refused, beside={"title_zh_hans": "title"})
                status = refused.status
    told: dict[str, Any] = {"became": became, "proposal": became.letter.proposal, "form": form}
    return _page(request, "youth/desk/promise.html", at=at, status=status, **told)


def _person(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def _found(request: HttpRequest, number: str) -> Proposal:
    rows = answerable(_person(request), duties_from(request), writing_hand(request))
    proposal = rows.select_related("edition__office", "cell__area").filter(number=number).first()
    if proposal is None:
        raise Http404
    return proposal


def _unsent(request: HttpRequest, number: str) -> Letter:
    kept = letter_on(_found(request, number))
    if kept is None:
        raise Http404
    return kept


def _form(request: HttpRequest, data: Any, kept: Letter | None, proposal: Proposal) -> LetterForm:
    offices = offices_to_sign(duties_from(request), writing_hand(request))
    initial = {"office": (kept.office if kept else proposal.edition.office).code, "words": kept.words if kept else ""}
    return LetterForm(data, offices=offices, initial=initial)


def _letter_page(
    request: HttpRequest,
    proposal: Proposal,
    kept: Letter | None,
    *,
    at: datetime,
    form: LetterForm | None = None,
    rows: Any = None,
    remark: RemarkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    is_sent = kept is not None and kept.state == LetterState.SENT
    is_second = kept is not None and not is_sent and kept.written_by_id != _person(request).pk
    told = {
        "proposal": proposal,
        "letter": kept,
        "is_sent": is_sent,
        "reads_second": is_second and bool(duties_from(request).tasks & OF_TRACK),
        "form": form or _form(request, None, kept, proposal),
        "rows": rows if rows is not None else ideas_of(None, proposal, kept),
        "remark": remark or RemarkForm(),
        "late": late_of([proposal], at=at),
    }
    return _page(request, "youth/desk/letter.html", at=at, status=status, **told)


def _page(request: HttpRequest, template: str, *, at: datetime, status: int = 200, **told: Any) -> HttpResponse:
    tasks = duties_from(request).tasks
    badge = _("Little mayor") if tasks else _("writes to children")
    frame = {"now": at, "desk_side": "act", "desk_badge": badge, "here": "letters"}
    return render(request, template, frame | told, status=status)
