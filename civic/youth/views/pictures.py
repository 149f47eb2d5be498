"""Pictures of children's items: shown ones for everybody, others for the child and its readers, never the upload."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.lib.picture_files import SIZES, picture_path
from civic.youth.guards import duties_from, pupil_from, vetted_only
from civic.youth.models import ProposalPicture, ProposalPictureState
from civic.youth.queries.reading import may_read
from civic.youth.rules import ItemState, Task
from civic.youth.views.frame import person_of

PUBLIC_SECONDS = 300  # a picture hidden later must not live on in other people's caches
READERS = frozenset({Task.SCREENER, Task.LEAD, Task.DUTY})


@open_to_all
@require_safe
def picture(request: HttpRequest, key: UUID, size: str) -> HttpResponseBase:
    """A prepared picture, as far as whoever asks may see it; for all others a picture that never was."""
    rows = ProposalPicture.objects.filter(key=key, state=ProposalPictureState.READY).exclude(
        proposal__state=ItemState.WITHDRAWN
    )
    one = rows.select_related("proposal__entry").first()
    if one is None or size not in SIZES:
        raise Http404
    is_public = ProposalPicture.objects.public().filter(pk=one.pk).exists()
    if not is_public and not _is_own(request, one) and not _is_readers(request, one):
        raise Http404
    return _file(one.key, size, seconds=PUBLIC_SECONDS if is_public else 0)


@vetted_only(Task.SCREENER, Task.LEAD, Task.DUTY)
@require_safe
def sealed(request: HttpRequest, key: int) -> HttpResponseBase:
    """The picture without its covers, for whoever lays them; for all others one that never was."""
    one = ProposalPicture.objects.filter(pk=key, state=ProposalPictureState.READY).select_related("proposal__entry")
    held = one.exclude(proposal__state=ItemState.WITHDRAWN).first()
    if held is None or not _is_readers(request, held):
        raise Http404
    return _file(held.sealed_key or held.key, "large", seconds=0)


def _is_own(request: HttpRequest, one: ProposalPicture) -> bool:
    entry = pupil_from(request)
    return entry is not None and entry.pk == one.proposal.entry_id and one.left_out_at is None


def _is_readers(request: HttpRequest, one: ProposalPicture) -> bool:
    if not request.user.is_authenticated or not duties_from(request).tasks & READERS:
        return False
    return may_read(person_of(request), one.proposal, at=timezone.now())


def _file(key: UUID, size: str, *, seconds: int) -> FileResponse:
    path = picture_path(key, size)
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type="image/jpeg", filename="picture.jpg")
    answer["X-Robots-Tag"] = "noindex, noimageindex"
    answer["Cache-Control"] = f"public, max-age={seconds}" if seconds else "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
