"""The page of one promise, and its pictures for whoever may see them."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.guards import viewer_of
from civic.lib.picture_files import SIZES, picture_path
from civic.promises.models import Picture, PictureState, Promise
from civic.promises.queries import desk_promises, find_promise, shown_pictures, stages_of, story_of
from civic.promises.rules import yuan

PUBLIC_SECONDS = 300  # a picture hidden later must not live on in other people's caches


def found(number: str) -> Promise:
    """The public promise of this number. Raises Http404: a draft looks like a number never given."""
    promise = find_promise(number, today=localdate())
    if promise is None:
        raise Http404
    return promise


@open_to_all
@require_safe
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One promise: what, who, by when, for how much; its stages, changes, reports and pictures."""
    promise = found(code)
    if promise.number != code:
        return redirect("promises:show", code=promise.number, permanent=True)
    today = localdate()
    context = {
        "promise": promise,
        "stages": [(one, one.standing(today)) for one in stages_of(promise)],
        "steps": story_of(promise),
        "pictures": shown_pictures(promise),
        "case": promise.case if promise.case is not None and promise.case.is_public else None,
        "budget": yuan(promise.budget_fen) if promise.budget_fen is not None else "",
        "today": today,
    }
    return render(request, "promises/show.html", context)


@open_to_all
@require_safe
def picture(request: HttpRequest, code: str, key: UUID, size: str) -> HttpResponseBase:
    """A prepared picture: a shown one of a public promise for everybody, the others for the desk it lies on."""
    rows = Picture.objects.filter(key=key, promise__number=code, state=PictureState.READY)
    one = rows.select_related("promise").first()
    if one is None or size not in SIZES:
        raise Http404
    is_public = one.is_public and one.promise.is_public
    officer = viewer_of(request).officer if not is_public else None
    if not is_public and (officer is None or not desk_promises(officer).filter(pk=one.promise_id).exists()):
        raise Http404
    path = picture_path(one.key, size)
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["X-Robots-Tag"] = "noindex"
    answer["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}" if is_public else "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
