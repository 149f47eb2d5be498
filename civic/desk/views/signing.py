"""What the head of an office signs, on a telephone too; and answers kept ready, which go out together."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from civic.cases.guards import viewer_of
from civic.cases.models import Case
from civic.cases.queries import Viewer, on_desk_of
from civic.desk.actions import Asked, make_move, start_batch, work_batch
from civic.desk.models import BatchItem
from civic.desk.queries import answers_for, ready, signs, to_sign
from civic.desk.views.frame import badges, person_of
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only

MOST = 20  # one page


@dataclass(frozen=True)
class Left:
    """An answer that was left as it was, and why."""

    case: Case
    refusal: Any


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_signing(request: HttpRequest) -> HttpResponse:
    """Answers that wait for the signature of this head, each beside its case: signed one by one or many at once, or
    handed back with a reason. Refused for every other post."""
    at, viewer = timezone.now(), viewer_of(request)
    if not signs(viewer):
        raise NotAllowed(_("Only heads of offices sign answers, and whoever stands in for one."))
    left: list[Left] = []
    if request.method == "POST":
        back = request.POST.get("back", "")
        one = request.POST.get("one", "")
        chosen = [back] if back else [one] if one else request.POST.getlist("case")
        asked = _asked(viewer, chosen)
        if not asked:
            messages.error(request, _("Choose answers first: tick those you have read."))
            return redirect("desk:signing")
        left = _hand_back(request, asked[0], at=at) if back else _sign(request, asked, at=at)
        if not left:
            return redirect("desk:signing")
    page = to_sign(viewer, after=request.GET.get("after", ""), at=at)
    context = {"page": page, "left": left, "failed": _failed(request, left), **badges(request, viewer, at=at)}
    return render(request, "desk/signing.html", context, status=409 if left else 200)


@officers_only
@never_cache
@require_safe
def show_ready(request: HttpRequest) -> HttpResponse:
    """Answers that the officer's offices keep ready, by occasion, to be published together. Refused for posts that
    answer nothing."""
    at, viewer = timezone.now(), viewer_of(request)
    if not answers_for(viewer):
        raise NotAllowed(_("Only the offices that answer keep answers ready. Your post works from the list of cases."))
    return render(request, "desk/ready.html", {"groups": ready(viewer, at=at), **badges(request, viewer, at=at)})


def _asked(viewer: Viewer, chosen: list[str]) -> list[Asked]:
    """The chosen cases as they were read; what is not on this desk is left out, like a number never issued."""
    seen = dict(one.partition(":")[::2] for one in chosen[:MOST])
    cases = {case.number: case for case in on_desk_of(viewer).filter(number__in=list(seen))}
    return [Asked(cases[number], _seq(seen[number]), {}) for number in seen if number in cases]


def _seq(said: str) -> int:
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 else -1


def _sign(request: HttpRequest, asked: list[Asked], *, at: datetime) -> list[Left]:
    """Each in a transaction of its own, as far as it was read; what was left, with the reason."""
    batch = start_batch(asked, "sign", by=person_of(request), language=get_language() or "en", at=at)
    items = list(work_batch(batch, at=at).items.select_related("case"))
    count = sum(item.state == BatchItem.State.DONE for item in items)
    if count:
        told = ngettext("%(count)d answer signed.", "%(count)d answers signed.", count)
        messages.success(request, told % {"count": count})
    return [Left(item.case, item.refusal) for item in items if item.state == BatchItem.State.REFUSED]


def _hand_back(request: HttpRequest, asked: Asked, *, at: datetime) -> list[Left]:
    reason = request.POST.get(f"reason-{asked.case.number}", "")
    if asked.case.last_seq != asked.seq:
        return [Left(asked.case, _("Something happened in this case since you chose it. Open it and read first."))]
    try:
        make_move(asked.case, "hand-back", by=person_of(request), given={"reason": reason}, at=at)
    except Refused as refused:
        return [Left(asked.case, refused.sentence)]
    messages.success(request, _("Handed back with your reason."))
    return []


def _failed(request: HttpRequest, left: list[Left]) -> dict[str, str]:
    """A handing back that was refused: the reason as it was typed, by the number of its case."""
    if not request.POST.get("back"):
        return {}
    return {one.case.number: request.POST.get(f"reason-{one.case.number}", "") for one in left}
