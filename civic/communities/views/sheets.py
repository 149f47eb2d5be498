"""Photos of a meeting's paper sheets: added at the desk, seen by everybody once a moderator let them out."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.accounts.guards import open_to_all
from civic.cases.guards import viewer_of
from civic.communities import actions, queries
from civic.communities.forms import SheetForm
from civic.communities.guards import corner_desk_only, roles_in
from civic.communities.rules import ADD_SHEET, HIDE_SHEET, SHOW_SHEET, roles_for
from civic.communities.views.frame import badges, community_in, hand_in, person_in
from civic.lib.form_errors import tell
from civic.lib.picture_files import SIZES, picture_path
from civic.lib.refusals import NotAllowed, Refused

PUBLIC_SECONDS = 300  # a sheet hidden later must not live on in other people's caches
VERBS = {"show": actions.show_sheet, "hide": actions.hide_sheet}


@open_to_all
@require_safe
def sheet(request: HttpRequest, code: str, key: UUID, size: str) -> HttpResponseBase:
    """A prepared sheet: for everybody where a moderator let it out and the note stands; else for the corner's desk."""
    community = queries.community_by_code(code)
    one = queries.sheet_by_key(community, key) if community is not None else None
    if community is None or one is None or size not in SIZES:
        raise Http404
    is_public = one.is_public and one.meeting.is_shown
    if not is_public and not roles_in(viewer_of(request).officer, community):
        raise Http404
    path = picture_path(one.key, size)
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}" if is_public else "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@corner_desk_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_meeting(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """The sheets of a meeting, and one more of them."""
    hand, community = hand_in(request), community_in(request, code)
    meeting = queries.meetings_in(community).select_related("corner__community").filter(pk=key).first()
    if meeting is None:
        raise Http404
    roles = roles_in(hand, community)
    may_add = bool(roles & roles_for(ADD_SHEET))
    posted = request.method == "POST"
    form = SheetForm(request.POST if posted else None, request.FILES if posted else None) if may_add else None
    status = 200
    if posted and form is None:
        raise NotAllowed(_("Only members of the residents' committee add sheets of their meetings."))
    if form is not None and posted and form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_sheet(meeting, by=person_in(request), upload=said["photo"], alt=said["alt"], at=timezone.now())
        except NotAllowed:
            raise
        except Refused as refused:
            tell(form, refused)
            status = refused.status
        else:
            messages.success(request, _("Added. Everybody sees it once a moderator has looked at it."))
            return redirect("communities:desk-sheets", code=community.code, key=meeting.pk)
    context = {
        "community": community,
        "meeting": meeting,
        "sheets": list(meeting.sheets.all()),
        "form": form,
        "may_show": bool(roles & roles_for(SHOW_SHEET)),
        "may_hide": bool(roles & roles_for(HIDE_SHEET)),
    }
    status = 400 if form is not None and form.errors and status == 200 else status
    return render(request, "communities/desk_sheets.html", context | badges(hand), status=status)


@corner_desk_only
@require_POST
def screen(request: HttpRequest, code: str, key: UUID, verb: str) -> HttpResponse:
    """A moderator lets a sheet out; she, or the committee, takes it back."""
    community = community_in(request, code)
    one = queries.sheet_by_key(community, key)
    if one is None or verb not in VERBS:
        raise Http404
    VERBS[verb](one, by=person_in(request), at=timezone.now())
    said = {"show": _("Everybody sees it now."), "hide": _("Kept from everybody. The desk still sees it.")}
    messages.success(request, said[verb])
    return redirect("communities:desk-sheets", code=community.code, key=one.meeting_id)
