"""Comments that wait for a moderator, and those that were reported."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.comments import actions as comments
from civic.comments.models import Comment
from civic.comments.queries import is_urgent, moderates, to_look_at, worries_of
from civic.comments.rules import PAGE, CommentState, moves_open
from civic.desk.views.frame import badges, person_of
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.offices.queries import OfficerHand

ACTS: dict[str, Callable[..., Comment]] = {
    "show": comments.show,
    "refuse": comments.refuse,
    "hide": comments.hide,
    "keep": comments.keep,
}


def _moderator(request: HttpRequest) -> OfficerHand:
    hand = moderates(request.user, on=timezone.localdate())
    if hand is None:
        raise NotAllowed(_("Only moderators screen what everybody will read. Your post works from the list of cases."))
    return hand


@officers_only
@never_cache
@require_safe
def show_comments(request: HttpRequest) -> HttpResponse:
    """The queue: where somebody may be in danger first, then the oldest. Refused for every post but a moderator's."""
    return _page(request, _moderator(request))


def _page(
    request: HttpRequest, hand: OfficerHand, *, fault: Any = "", of: int = 0, said: str = "", status: int = 200
) -> HttpResponse:
    at, viewer = timezone.now(), viewer_of(request)
    waiting = to_look_at(hand)
    rows = list(waiting[: PAGE + 1])
    worries = worries_of(rows)
    told = [
        {
            "comment": one,
            "worries": worries.get(one.pk, []),
            "moves": moves_open(one.standing, is_reported=one.reported > 0),
            "is_urgent": is_urgent(worries.get(one.pk, [])),
            "is_fresh": one.standing == CommentState.WAITING,
            "fault": fault if one.pk == of else "",
            "said": said if one.pk == of else "",
        }
        for one in rows[:PAGE]
    ]
    told.sort(key=lambda row: not row["is_urgent"])
    context = {"rows": told, "is_more": len(rows) > PAGE}
    return render(request, "desk/comments.html", context | badges(request, viewer, at=at), status=status)


@officers_only
@require_POST
def decide_comment(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """Show, refuse, hide or keep one. Http404 for a verb or a comment there is not."""
    hand = _moderator(request)
    if verb not in ACTS:
        raise Http404
    comment, reason = get_object_or_404(Comment, pk=key), request.POST.get("reason", "")
    given = {"reason": reason} if verb in ("refuse", "hide") else {}
    try:
        ACTS[verb](comment, by=person_of(request), at=timezone.now(), **given)
    except Refused as refused:
        return _page(request, hand, fault=refused.sentence, of=key, said=reason, status=refused.status)
    messages.success(request, _("Decided."))
    return redirect("desk:comments")
