"""Comments that wait for a moderator, and those that were reported."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.comments import actions as comments
from civic.comments.models import Comment
from civic.comments.queries import find_about, moderates, talks, to_look_at, worries_of
from civic.comments.rules import PAGE, moves_open
from civic.desk.forms.talks import TalkForm
from civic.desk.rules import opens_talks
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
            "fault": fault if one.pk == of else "",
            "said": said if one.pk == of else "",
        }
        for one in rows[:PAGE]
    ]
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


@officers_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_talks(request: HttpRequest) -> HttpResponse:
    """Where comments are open; the committee opens and closes them. Refused for every other post."""
    at, viewer = timezone.now(), viewer_of(request)
    if viewer.officer is None or not opens_talks(viewer.officer.roles):
        raise NotAllowed(_("The committee says where comments are open. Your post works from the list of cases."))
    form = TalkForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = 400
        about = find_about(form.cleaned_data["about"]) if form.is_valid() else None
        if about is not None:
            is_on = form.cleaned_data["is_on"] == "1"
            comments.set_talk(about, by=person_of(request), is_on=is_on, at=at)
            messages.success(
                request, _("Comments are open there now.") if is_on else _("Comments are closed there now.")
            )
            return redirect("desk:talks")
        if form.is_valid():
            form.add_error("about", _("There is no public case and no matter of this number."))
    context = {"form": form, "talks": talks()}
    return render(request, "desk/talks.html", context | badges(request, viewer, at=at), status=status)
