"""Where a duty officer looks at what somebody said, within the hour."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.lib.refusals import NotValid, Refused
from civic.youth import actions as youth
from civic.youth.forms.reading import CloseForm, HandOverForm, PurposeForm
from civic.youth.guards import duties_from, vetted_only
from civic.youth.models import ConcernReport
from civic.youth.queries.making import place_words
from civic.youth.queries.reading import concerns_seen, open_concerns
from civic.youth.rules import Concern, Origin, Task
from civic.youth.views.frame import person_of, show

CLOSED_SHOWN = 20


@vetted_only(Task.DUTY, Task.LEAD)
@never_cache
@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """What is open, the most pressing first; then what was closed last."""
    person, at = person_of(request), timezone.now()
    waiting = open_concerns(person, at=at, duties=duties_from(request)).select_related("proposal__entry", "taken_by")
    closed = (
        concerns_seen(person, at=at, duties=duties_from(request))
        .filter(closed_at__isnull=False)
        .select_related("proposal__entry")
    )
    return show(
        request,
        "youth/desk/concerns.html",
        at=at,
        here="concerns",
        waiting=list(waiting),
        closed=list(closed.order_by("-closed_at")[:CLOSED_SHOWN]),
    )


def _found(request: HttpRequest, key: UUID) -> ConcernReport:
    rows = concerns_seen(person_of(request), at=timezone.now(), duties=duties_from(request)).filter(key=key)
    found: ConcernReport | None = rows.select_related("proposal__entry__child", "proposal__edition").first()
    if found is None:
        raise Http404
    return found


@vetted_only(Task.DUTY, Task.LEAD)
@never_cache
@require_safe
def concern(request: HttpRequest, key: UUID) -> HttpResponse:
    """One concern: what was said, what was there, what was done, and what comes next."""
    return _shown(request, _found(request, key))


def _shown(
    request: HttpRequest, said: ConcernReport, *, forms: dict[str, Any] | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    at, proposal = timezone.now(), said.proposal
    told = {
        "said": said,
        "proposal": proposal,
        "place": place_words(proposal),
        "pictures": list(proposal.pictures.filter(state="ready")),
        "hand_overs": list(said.hand_overs.all()),
        "close_form": CloseForm(auto_id="close_%s"),
        "over_form": HandOverForm(auto_id="over_%s"),
        "open_form": PurposeForm(auto_id="open_%s"),
        "evidence": getattr(said, "evidence", None),
        "is_late": said.closed_at is None and said.taken_at is None and said.due_at <= at,
        "is_danger": said.concern == Concern.DANGER,
        "is_marked": said.origin == Origin.WORDS,
        "can_read_anew": proposal.is_hidden and not proposal.concerns.open().filter(is_hiding=True).exists(),
    }
    return show(
        request, "youth/desk/concern.html", at=at, here="concerns", status=status, **told | (forms or {}) | more
    )


@vetted_only(Task.DUTY, Task.LEAD)
@never_cache
@require_POST
def do(request: HttpRequest, key: UUID, verb: str) -> HttpResponse:
    """Take it, hand it over, tell the family, close it, let two read it anew, open the locked copy."""
    said = _found(request, key)
    if verb not in DOINGS:
        raise Http404
    try:
        return DOINGS[verb](request, said)
    except NotValid as refused:
        name, form = _form_of(request, verb)
        for field, sentences in refused.fields.items():
            for sentence in sentences:
                form.add_error(field if field in form.fields else None, sentence)
        return _shown(request, said, forms={name: form}, status=400)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("youth:concern", said.key)


def _form_of(request: HttpRequest, verb: str) -> tuple[str, Any]:
    if verb == "hand-over":
        over = HandOverForm(request.POST, auto_id="over_%s")
        over.is_valid()
        return "over_form", over
    if verb == "evidence":
        reason = PurposeForm(request.POST, auto_id="open_%s")
        reason.is_valid()
        return "open_form", reason
    close = CloseForm(request.POST, auto_id="close_%s")
    close.is_valid()
    return "close_form", close


def _back(request: HttpRequest, said: ConcernReport, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("youth:concern", said.key)


def _take(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    youth.take_concern(said, by=person_of(request), at=timezone.now())
    return _back(request, said, _("You see to it. The clock of the hour has stopped."))


def _hand_over(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    _name, form = _form_of(request, "hand-over")
    if form.errors:
        raise NotValid(fields={"authority": _("Choose to whom it was handed over.")})
    youth.hand_over(said, by=person_of(request), given=form.given(), at=timezone.now())
    return _back(request, said, _("Written down, with the digest of the locked copy."))


def _tell_family(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    youth.tell_family(said, by=person_of(request), at=timezone.now())
    return _back(request, said, _("The family reads of it from now on."))


def _close(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    _name, form = _form_of(request, "close")
    outcome, finding = form.data.get("outcome", ""), form.data.get("finding", "")
    youth.close_concern(said, by=person_of(request), outcome=outcome, finding=finding, at=timezone.now())
    return _back(request, said, _("Closed. What was hidden stays hidden until two have read it anew."))


def _read_anew(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    youth.read_anew(said.proposal, by=person_of(request), at=timezone.now())
    return _back(request, said, _("It goes to two readers again."))


def _evidence(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    reason = request.POST.get("reason", "")
    copy = youth.open_evidence(said, by=person_of(request), purpose=reason, at=timezone.now())
    if "file" in request.POST:
        answer = JsonResponse({"copy": copy.told, "is_whole": copy.is_whole, "pictures": copy.pictures})
        answer["Content-Disposition"] = f'attachment; filename="concern-{said.key.hex[:8]}.json"'
        return answer
    return _shown(request, said, copy=copy)


def _set_aside(request: HttpRequest, said: ConcernReport) -> HttpResponse:
    youth.set_aside(said, by=person_of(request), at=timezone.now())
    told = _("Set aside: the words mean something else. Two readers read it as any other.")
    until = date_format(said.kept_until, "DATE_FORMAT")
    ends = _("The marked words are kept until %(until)s and wiped then.") % {"until": until}
    messages.success(request, f"{told} {ends}")
    return redirect("youth:concerns")


DOINGS: dict[str, Callable[[HttpRequest, ConcernReport], HttpResponse]] = {
    "take": _take,
    "hand-over": _hand_over,
    "tell-family": _tell_family,
    "close": _close,
    "read-anew": _read_anew,
    "evidence": _evidence,
    "set-aside": _set_aside,
}
