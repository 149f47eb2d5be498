"""Photos: the question page that takes them, and the pictures for whoever may see them. Uploads are never served."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.actions import receive_photo, remove_photo
from civic.cases.forms.report import PhotosForm, pin_of, read_degrees
from civic.cases.guards import viewer_of
from civic.cases.models import Photo, PhotoState
from civic.cases.queries import HER_OWN, Viewer, reads_as, visible_to
from civic.cases.views.drafts import DraftInHand, after_answer, in_hand, is_answering, onward, report_page, show, wait
from civic.cases.views.places import place_words
from civic.cases.views.told import told_by
from civic.lib.form_errors import tell
from civic.lib.limits import spend
from civic.lib.network import client_network
from civic.lib.picture_files import SIZES, picture_path
from civic.lib.pictures import gps_of
from civic.lib.refusals import NotValid, TooMany
from civic.places.queries import is_inside

PUBLIC_SECONDS = 300  # a picture withheld later must not live on in other people's caches


@report_page
def photos(request: HttpRequest) -> HttpResponseBase:
    """The third question: have you photos? The words are safe by now; a refused photo never takes them along."""
    held = in_hand(request)
    if held.is_filed:
        return onward(request, held, "cases:report-receipt")
    if not held.is_begun or held.draft is None:
        return onward(request, held, "cases:report")
    form = PhotosForm(request.POST if is_answering(request) else None)
    if is_answering(request):
        try:
            form.is_valid()
            _change(request, held, form, at=timezone.now())
        except TooMany as refused:
            return wait(request, held, refused, back="cases:report-photos")
        if not form.errors:
            if "stay" in request.POST or "remove" in request.POST:
                return onward(request, held, "cases:report-photos")
            return after_answer(request, held, "cases:report-contact")
    pin = pin_of(held.answers)
    from_photo = held.answers.get("place_from") == "photo"
    kept = list(held.draft.photos.all())
    return show(
        request, held, "cases/report_photos.html", form=form, step=3, photos=kept,
        room=settings.PHOTOS_MOST - len(kept), back=told_by(held).page_before("cases:report-photos"),
        pin_words=place_words(*pin) if pin and from_photo else "", has_pin=pin is not None,
    )  # fmt: skip


def _change(request: HttpRequest, held: DraftInHand, form: PhotosForm, *, at: datetime) -> None:
    """Remove, add, and take over the place a photo tells, when the resident agreed. Raises TooMany for a network."""
    assert held.draft is not None
    removed = request.POST.get("remove", "")
    for photo in held.draft.photos.filter(case__isnull=True):
        if str(photo.key) == removed:
            remove_photo(photo)
    uploads = request.FILES.getlist("photo")
    if uploads:
        most, seconds = settings.LIMITS["photo-network"]
        spend("photo-network", client_network(request), most=most, seconds=seconds, cost=len(uploads))
    taken = [upload for upload in uploads if _was_taken(upload, held, form, at=at)]
    point = _agreed_point(request, taken, form)
    if point is not None:
        held.write_down({"lat": point[0], "lon": point[1], "place_from": "photo"}, at=at)


def _was_taken(upload: UploadedFile, held: DraftInHand, form: PhotosForm, *, at: datetime) -> bool:
    try:
        receive_photo(upload, draft=held.draft, at=at)
    except NotValid as refused:
        tell(form, refused, beside={"photos": "photo"})
        return False
    return True


def _agreed_point(request: HttpRequest, taken: list[UploadedFile], form: PhotosForm) -> tuple[float, float] | None:
    """Where a photo was taken, if the resident agreed: read in the browser and confirmed there, or by the box, here."""
    lat, lon = read_degrees(request.POST.get("photo_lat", "")), read_degrees(request.POST.get("photo_lon", ""))
    point = (lat, lon) if lat is not None and lon is not None else None
    asked = bool(form.cleaned_data.get("photo_place"))
    if point is None and asked:
        point = next((found for upload in taken if (found := gps_of(upload)) is not None), None)
    if point is None:
        if asked and taken:
            form.add_error(
                "photo_place",
                _(
                    "No place is stored in these photos. They were added all the same; "
                    "you can say where it is in words."
                ),
            )
        return None
    if not is_inside(*point):
        form.add_error(
            "photo_place",
            _("The place stored in this photo lies outside the city, so it was left out. The photo was added."),
        )
        return None
    return point


@open_to_all
@require_safe
def draft_picture(request: HttpRequest, key: UUID, size: str) -> HttpResponseBase:
    """A prepared picture of a report not yet handed in, for whoever holds the draft."""
    held = in_hand(request)
    photo = Photo.objects.filter(key=key, draft=held.draft, state=PhotoState.READY).first() if held.draft else None
    return _picture(request, photo, size, is_public=False)


@open_to_all
@require_safe
def case_picture(request: HttpRequest, number: str, key: UUID, size: str) -> HttpResponseBase:
    """A prepared picture of a case: screened ones for everybody, the others for the reporter and the desk."""
    viewer = viewer_of(request)
    seen = Photo.objects.filter(key=key, state=PhotoState.READY, case__number=number, case__in=visible_to(viewer))
    photo = seen.select_related("case", "line").first()
    is_public = photo is not None and photo.case is not None and photo.is_public and photo.case.is_public
    if photo is not None and photo.case is not None and not is_public and not _may_look(photo, viewer):
        photo = None
    return _picture(request, photo, size, is_public=is_public)


def _may_look(photo: Photo, viewer: Viewer) -> bool:
    """May this viewer see a photo that is not public? The desk may; the reporter hers, not what the desk brought."""
    assert photo.case is not None
    reading = reads_as(photo.case, viewer)
    is_hers = not photo.moment and (photo.line is None or photo.line.side in HER_OWN)
    return reading == "desk" or (reading == "party" and is_hers)


def _picture(request: HttpRequest, photo: Photo | None, size: str, *, is_public: bool) -> HttpResponseBase:
    if photo is None or size not in SIZES:
        raise Http404
    tag = f'"{photo.key.hex}-{size}"'  # a prepared picture never changes
    path = picture_path(photo.key, size)
    answer: HttpResponseBase
    if request.headers.get("If-None-Match") == tag:
        answer = HttpResponseNotModified()
    elif path.is_file():
        answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    else:
        raise Http404
    answer["ETag"] = tag
    answer["X-Robots-Tag"] = "noindex"  # who is shown in it never agreed to be found by it
    answer["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}" if is_public else "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
