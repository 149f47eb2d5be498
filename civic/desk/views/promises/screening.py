"""A moderator looks at the pictures of promises."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from civic.desk.views.frame import person_of
from civic.desk.views.promises.finding import reader_of
from civic.lib.refusals import NotAllowed, Refused
from civic.offices.guards import officers_only
from civic.promises import actions
from civic.promises.models import Picture
from civic.promises.queries import (
    desk_promises,
)


@officers_only
@never_cache
@require_POST
def screen_picture(request: HttpRequest, key: int, verb: str) -> HttpResponse:
    """A moderator shows a picture to everybody, or keeps it from them."""
    viewer = reader_of(request)
    assert viewer.officer is not None
    mine = Picture.objects.filter(promise__in=desk_promises(viewer.officer).values("pk"))
    picture = mine.filter(pk=key).select_related("promise").first()
    act = {"show": actions.show_picture, "hide": actions.hide_picture}.get(verb)
    if picture is None or act is None:
        raise Http404
    try:
        act(picture, by=person_of(request), at=timezone.now())
    except NotAllowed:
        raise
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Everybody sees it now.") if verb == "show" else _("Nobody outside sees it."))
    return redirect("desk:promise", code=picture.promise.number)
