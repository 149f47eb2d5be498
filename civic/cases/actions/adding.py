"""Words and photos added to a case that is open: by its resident, or by the phone desk for a caller."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from civic.cases.actions.moving import Hands, advance, demand_words, hold, permit
from civic.cases.actions.photos import keep_photos
from civic.cases.models import Case, Line, LineWords, Photo
from civic.cases.queries import over_measure
from civic.cases.rules.own_words import ADDITIONS_A_DAY, ADDITIONS_MOST, PHOTOS_OF_A_CASE
from civic.lib.picture_files import digest_of
from civic.lib.refusals import NotValid

NOTHING = _("Write something, or choose a photo.")


@transaction.atomic
def add(case: Case, *, by: Hands, text: str, photos: Sequence[UploadedFile] = (), at: datetime) -> Line:
    """Something is added to an open case, words or photos or both: whoever holds it sees that there is news, everybody
    else reads it once it has been screened. The same again is one addition. Raises NotAllowed; Conflict where the case
    is at an end or a reply is waited for, with what to do instead; NotValid; TooMany for one day, or for one case."""
    case = hold(case)
    step = permit(case, "add", by=by, at=at)
    words = demand_words(step, {"text": text})["text"]
    fresh = fresh_photos(case, photos)
    said = LineWords.objects.filter(line__case=case, line__verb="add", line__side=step.side, text=words)
    known = said.select_related("line").order_by("-line__seq").first() if words else None
    if known is not None and not fresh:
        return known.line
    if not words and not fresh:
        raise NotValid(fields={"text": NOTHING})
    if step.side == "resident":
        demand_measure(case, "add", a_day=ADDITIONS_A_DAY, most=ADDITIONS_MOST, at=at)
    facts = {"photos": len(fresh)} if fresh else {}
    line = advance(case, step, at=at, words=words, language=case.language, facts=facts, news_since=news(case, at))
    keep_more_photos(case, line, fresh, at=at)
    return line


def news(case: Case, at: datetime) -> datetime:
    """Since when whoever holds the case has not acted on what its resident wrote: the oldest of it."""
    return case.news_since or at


def fresh_photos(case: Case, photos: Sequence[UploadedFile]) -> list[UploadedFile]:
    """Those of the photos that the resident has not handed in with this case already."""
    known = set(Photo.objects.filter(case=case, moment="").values_list("digest", flat=True)) if photos else set()
    fresh: dict[str, UploadedFile] = {}
    for photo in photos:
        digest = digest_of(photo)
        if digest not in known:
            fresh.setdefault(digest, photo)
    return list(fresh.values())


def keep_more_photos(case: Case, line: Line, photos: Sequence[UploadedFile], *, at: datetime) -> list[Photo]:
    """Keep photos beside a line of the resident's, as many as a case holds of hers; last in the transaction of an act,
    so that no file is left behind. Raises NotValid naming the file, or for too many."""
    if not photos:
        return []
    room = PHOTOS_OF_A_CASE - Photo.objects.filter(case=case, moment="").count()
    if len(photos) > room:
        told = _("A case holds %(most)d photos of yours at most, so %(room)d more can be added.")
        raise NotValid(fields={"photo": told % {"most": PHOTOS_OF_A_CASE, "room": max(0, room)}})
    return keep_photos(photos, case=case, line=line, at=at)


def demand_measure(case: Case, verb: str, *, a_day: int, most: int, at: datetime) -> None:
    """Nobody writes into one case without end. Raises TooMany for a day, Conflict for the whole life of the case."""
    refused = over_measure(case, verb, a_day=a_day, most=most, at=at)
    if refused is not None:
        raise refused
