"""Take cases back from strangers whose matter the city has made private."""

from datetime import datetime

from django.db import transaction

from civic.cases.actions.moving import advance, hold, permit_calendar
from civic.cases.models import Case
from civic.cases.rules import Publication
from civic.cases.rules.privacy import is_never_public
from civic.offices.rules import Privacy

BATCH = 200


def seal(*, at: datetime, most: int = BATCH) -> int:
    """Keep every case of a private matter from strangers: text, point, photos and history, case by case, each in a
    transaction of its own. Returns how many were sealed."""
    exposed = Case.objects.filter(matter__privacy=Privacy.PRIVATE).exclude(privacy=Privacy.PRIVATE)
    exposed.exclude(publication=Publication.PUBLISHED).update(privacy=Privacy.PRIVATE)  # nothing of it was public yet
    return sum(_seal(pk, at=at) for pk in list(exposed.values_list("pk", flat=True)[:most]))


@transaction.atomic
def _seal(pk: int, *, at: datetime) -> bool:
    case = hold(Case(pk=pk))
    if case.matter is None or not is_never_public(case.matter.privacy) or is_never_public(case.privacy):
        return False  # sorted anew meanwhile, or sealed by another hand
    case.photos.filter(is_public=True).update(is_public=False)
    advance(case, permit_calendar(case, "seal"), at=at, privacy=Privacy.PRIVATE)
    return True
