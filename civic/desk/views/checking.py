"""Supervision's desk: what waits to be checked, one after the other, with what to check it by."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.cases.queries import Viewer
from civic.cases.rules.checking import FAULTS_COUNTED
from civic.cases.rules.denials import OF_THE_CASE
from civic.desk.actions import drop_words, make_move
from civic.desk.forms import MoveForm, move_form
from civic.desk.queries import (
    OpenCase,
    checking_desk,
    checks,
    find_case,
    kept_in,
    next_to_check,
    open_case,
    refusal_of,
    sent_back_by_office,
    waiting_rows,
)
from civic.desk.rules import CHECKED_BY
from civic.desk.views.frame import badge, keys_for, person_of
from civic.lib.form_errors import tell
from civic.lib.refusals import NotAllowed, NotValid, Refused
from civic.offices.guards import officers_only

DAYS = (30, 90, 365)


@officers_only
@never_cache
@require_safe
def show_checking(request: HttpRequest) -> HttpResponse:
    """The answers that wait for a check in the supervisor's area, and why answers were sent back."""
    at, viewer = timezone.now(), _supervisor(request)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(one) for one in DAYS} else DAYS[0]
    context = _around(request, viewer, at=at) | {
        "faults": sent_back_by_office(viewer, since=at - timedelta(days=days)),
        "reasons": [label for _name, label in FAULTS_COUNTED],
        "days": days,
        "all_days": DAYS,
    }
    return render(request, "desk/checking.html", context)


@officers_only
@never_cache
@require_safe
def show_check(request: HttpRequest, number: str) -> HttpResponse:
    """One answer that waits, with everything to check it by, and the two ways to decide."""
    at, viewer = timezone.now(), _supervisor(request)
    case = find_case(viewer, number)
    if case.number != number:
        return redirect("desk:check", number=case.number)
    denied = refusal_of(viewer, case, CHECKED_BY[0])
    if denied is not None and denied.family not in OF_THE_CASE:
        raise NotAllowed(denied.sentence, code=denied.family)
    return _page(request, viewer, open_case(viewer, case, at=at), at=at)


@officers_only
@never_cache
@require_POST
def check(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """Verify or send back from the queue; the next answer that waits comes up by itself."""
    at, viewer = timezone.now(), _supervisor(request)
    if verb not in CHECKED_BY:
        raise Http404
    case = find_case(viewer, number)
    opened = open_case(viewer, case, at=at)
    denied = refusal_of(viewer, case, verb)
    if denied is not None:
        status = 409 if denied.family in OF_THE_CASE else 403
        return _page(request, viewer, opened, refusal=denied.sentence, status=status, at=at)
    row = next(row for row in opened.open_moves if row.verb == verb)
    form = move_form(row, opened, at=at, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, viewer, opened, form=form, status=400, at=at)
    if (form.cleaned_data["seq"] or case.last_seq) != case.last_seq:
        late = _("Something happened in this case while you wrote. Read it; if your words still hold, send them again.")
        return _page(request, viewer, opened, form=_afresh(form, opened, at=at), refusal=late, status=409, at=at)
    try:
        line = make_move(case, verb, by=person_of(request), given=form.given(), at=at)
    except NotValid as refused:
        tell(form, refused)
        return _page(request, viewer, opened, form=form, status=400, at=at)
    except Refused as refused:
        opened = open_case(viewer, find_case(viewer, number), at=at)
        return _page(request, viewer, opened, refusal=refused.sentence, status=refused.status, at=at)
    drop_words(person_of(request), form.place)
    messages.success(request, _("%(done)s: %(number)s.") % {"done": row.done, "number": line.case.number})
    following = next_to_check(viewer, case)
    return redirect("desk:check", number=following.number) if following else redirect("desk:checking")


def _afresh(form: MoveForm, opened: OpenCase, *, at: datetime) -> MoveForm:
    data = form.data.copy()  # type: ignore[attr-defined]
    data["seq"] = str(opened.case.last_seq)
    return move_form(form.move, opened, at=at, data=data)


def _supervisor(request: HttpRequest) -> Viewer:
    """Whoever checks. Raises NotAllowed for every other post."""
    viewer = viewer_of(request)
    if not checks(viewer):
        raise NotAllowed(_("Only supervisors check what offices answered. Your post works from the list of cases."))
    return viewer


def _around(request: HttpRequest, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """The queue and what every page of the desk shows at its top."""
    after = request.GET.get("after", "")
    desk = checking_desk(viewer, after=after, at=at)
    return {
        "desk": desk,
        "next_url": f"{reverse('desk:checking')}?after={desk.after}" if desk.after else "",
        "kept": f"?after={after}" if after else "",
        "desk_side": viewer.officer.side if viewer.officer else "",
        "desk_badge": badge(request, viewer),
        **keys_for(request, viewer),
        "now": at,
    }


def _page(
    request: HttpRequest,
    viewer: Viewer,
    opened: OpenCase,
    *,
    form: MoveForm | None = None,
    refusal: Any = "",
    status: int = 200,
    at: datetime,
) -> HttpResponse:
    case: Case = opened.case
    kept = kept_in(case, person_of(request), at=at)
    forms = {row.verb: move_form(row, opened, at=at, kept=kept) for row in opened.open_moves if row.verb in CHECKED_BY}
    if form is not None and form.verb in forms:
        forms[form.verb] = form
    context = _around(request, viewer, at=at) | {
        "opened": opened,
        "case": case,
        "here": waiting_rows([case], at=at)[0],
        "verifying": forms.get(CHECKED_BY[0]),
        "returning": forms.get(CHECKED_BY[1]),
        "form": form,
        "refusal": refusal,
    }
    return render(request, "desk/check.html", context, status=status)
