"""A case that lies open for its caller: what to tell her, what to write down for her; the answer in large type."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.calls import actions
from civic.calls.forms import AppealForm, RatingForm, WordsForm
from civic.calls.guards import operators_only
from civic.calls.queries import Served, may_print, open_check, served
from civic.calls.rules import read_out
from civic.calls.views.frame import person_of, show
from civic.cases.models import Case, Contact
from civic.cases.queries import open_appeal, timeline
from civic.lib.form_errors import tell
from civic.lib.refusals import Refused
from civic.notices.queries import reaches

FORMS: dict[str, Callable[..., forms.Form]] = {
    "reply": WordsForm,
    "add": WordsForm,
    "rate": RatingForm,
    "appeal": AppealForm,
}
WITHOUT_WORDS = ("reissue", "text", "withdraw")
DONE = {
    "reply": gettext_lazy("The reply is written down. The clock runs again."),
    "add": gettext_lazy("Written down beside the case."),
    "rate": gettext_lazy("The rating is written down."),
    "appeal": gettext_lazy("The appeal is written down. Another office decides."),
    "reissue": gettext_lazy("Read the new code out. The old one opens nothing any more."),
    "withdraw": gettext_lazy("Taken back. Nothing more happens with it."),
    "text": gettext_lazy("Number and code are on their way by text message."),
}


@operators_only
@never_cache
@require_safe
def show_case(request: HttpRequest, number: str) -> HttpResponse:
    """A case that lies open for its caller; for whoever has not made sure of one, it does not exist."""
    opened = _opened(request, number, at=timezone.now())
    return _case_page(request, opened)


@operators_only
@never_cache
@require_POST
def serve(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Write down what the caller says, or give out another code."""
    at, person = timezone.now(), person_of(request)
    opened = _opened(request, number, at=at)
    form = FORMS[verb](request.POST, prefix=verb) if verb in FORMS else None
    if form is None and verb not in WITHOUT_WORDS:
        raise Http404
    status = 400
    if form is None or form.is_valid():
        try:
            _act(opened.case, verb, form.cleaned_data if form else {}, by=person, at=at)
        except Refused as refused:
            status = refused.status
            if form is None:
                messages.error(request, str(refused))
                return redirect("calls:case", number)
            tell(form, refused)
        else:
            messages.success(request, str(DONE[verb]))
            return redirect("calls:case", number)
    return _case_page(request, _opened(request, number, at=at), verb=verb, form=form, status=status)


def _act(case: Case, verb: str, said: dict[str, Any], *, by: Any, at: datetime) -> None:
    acts: dict[str, Callable[..., object]] = {
        "reply": actions.reply_by_phone,
        "add": actions.add_by_phone,
        "rate": actions.rate_by_phone,
        "appeal": actions.appeal_by_phone,
        "reissue": actions.give_out_code,
        "text": actions.text_code,
        "withdraw": actions.withdraw_by_phone,
    }
    acts[verb](case, by=by, at=at, **said)


def _opened(request: HttpRequest, number: str, *, at: datetime) -> Served:
    person = person_of(request)
    case = Case.objects.select_related("matter", "area", "office__reviewed_by").filter(number=number).first()
    check = open_check(case, person, at=at) if case is not None else None
    if case is None or check is None:
        raise Http404
    return served(check, case, person, at=at)


def _case_page(
    request: HttpRequest, opened: Served, *, verb: str = "", form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    drawn = {name: FORMS[name](prefix=name) for name in FORMS if name in opened.acts}
    if form is not None:
        drawn[verb] = form
    contact = Contact.objects.filter(case=opened.case).first()
    context: dict[str, Any] = {
        "opened": opened,
        "case": opened.case,
        "forms": drawn,
        "form": form,
        "verb": verb,
        "number_read": read_out(opened.case.number),
        "code_read": read_out(opened.code) if opened.code else [],
        "can_text": bool(contact and contact.phone and reaches("sms") and opened.code),
    }
    return show(request, "calls/case.html", at=timezone.now(), here="again", status=status, **context)


@operators_only
@never_cache
@require_safe
def print_answer(request: HttpRequest, number: str) -> HttpResponse:
    """The answer on paper, in large type, with number and where to appeal."""
    at = timezone.now()
    case = Case.objects.select_related("matter", "area", "office__reviewed_by").filter(number=number).first()
    if case is None or not may_print(case, person_of(request), at=at):
        raise Http404
    entries = timeline(case, "party")
    told = [entry for entry in entries if entry.line.verb in ("answer", "decline", "uphold", "overturn") and entry.text]
    context: dict[str, Any] = {
        "case": case,
        "entry": told[-1] if told else None,
        "appeal": open_appeal(case),
        "now": at,
    }
    return render(request, "calls/print.html", context)
