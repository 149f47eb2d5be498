"""What the city suggests itself: drafts out of ten reports of one place, to hand in or to drop with a reason."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from civic.cases.guards import viewer_of
from civic.cases.queries import Viewer
from civic.desk.forms.needs import DropForm, NeedForm
from civic.desk.views.frame import frame, person_of
from civic.lib.form_errors import tell
from civic.lib.keyset import page_from
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.offices.queries import OfficerHand
from civic.suggestions import actions
from civic.suggestions.models import Need
from civic.suggestions.queries import keeps_needs, needs_on_desk, public_links
from civic.suggestions.rules.needs import NO_KEEPER, is_need

PAGE = 30


@officers_only
@never_cache
@require_safe
def show_needs(request: HttpRequest) -> HttpResponse:
    """The drafts of my areas, the newest first."""
    viewer, officer = _keeper(request)
    page = page_from(needs_on_desk(officer), keys=("-pk",), size=PAGE, cursor=request.GET.get("after", ""))
    context = _frame(request, viewer) | {"needs": page.rows, "needs_after": page.next}
    return render(request, "desk/needs.html", context)


@officers_only
@never_cache
@require_safe
def show_need(request: HttpRequest, key: int) -> HttpResponse:
    """One draft, with the reports it rests on as far as everybody may read them."""
    viewer, officer = _keeper(request)
    need = _find(officer, key)
    return _page(request, viewer, need)


@officers_only
@never_cache
@require_POST
def hand_in_need(request: HttpRequest, key: int) -> HttpResponse:
    """The draft becomes a suggestion, in the city's own name."""
    viewer, officer = _keeper(request)
    need = _find(officer, key)
    form = NeedForm(request.POST, need=need, behind=public_links(need))
    if not form.is_valid():
        return _page(request, viewer, need, form=form, status=400)
    said = {name: form.cleaned_data[name] for name in ("title", "text", "matter")}
    try:
        case = actions.hand_in_need(need, by=person_of(request), at=timezone.now(), **said)
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _page(request, viewer, _find(officer, key), form=form, status=refused.status)
    told = _("Handed in as suggestion %(number)s. A moderator reads it first, as every other one.")
    messages.success(request, told % {"number": case.number})
    return redirect("desk:needs")


@officers_only
@never_cache
@require_POST
def drop_need(request: HttpRequest, key: int) -> HttpResponse:
    """The draft is dropped, with a reason."""
    viewer, officer = _keeper(request)
    need, form = _find(officer, key), DropForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, need, dropping=form, status=400)
    try:
        actions.drop_need(need, by=person_of(request), reason=form.cleaned_data["reason"], at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        tell(form, refused)
        return _page(request, viewer, _find(officer, key), dropping=form, status=refused.status)
    messages.success(request, _("Dropped. The reason stays beside it."))
    return redirect("desk:needs")


def _keeper(request: HttpRequest) -> tuple[Viewer, OfficerHand]:
    viewer = viewer_of(request)
    if viewer.officer is None or not keeps_needs(viewer.officer):
        raise NotAllowed(NO_KEEPER)
    return viewer, viewer.officer


def _find(officer: OfficerHand, key: int) -> Need:
    found = needs_on_desk(officer).filter(pk=key).first() if key.bit_length() < 64 else None
    if found is None:
        raise Http404
    return found


def _frame(request: HttpRequest, viewer: Viewer) -> dict[str, Any]:
    return frame(request, viewer, at=timezone.now()) | {"is_need_page": True}


def _page(
    request: HttpRequest,
    viewer: Viewer,
    need: Need,
    *,
    form: NeedForm | None = None,
    dropping: DropForm | None = None,
    status: int = 200,
) -> HttpResponse:
    behind = public_links(need)
    context = _frame(request, viewer) | {
        "need": need,
        "behind": behind,
        "is_enough": is_need(len(behind)),
        "hand_in": form or NeedForm(need=need, behind=behind),
        "dropping": dropping or DropForm(),
        "form": dropping or form or DropForm(),
    }
    return render(request, "desk/need.html", context, status=status)
