"""What shows that the work was done: photos of whoever did it or looked."""

from civic.cases.models import Case, Photo, PhotoState
from civic.cases.queries.story import HER_OWN


def has_evidence(case: Case) -> bool:
    """Is there a photo of the office or of a checker in the case, also one that still waits for its answer?"""
    brought = Photo.objects.filter(case=case).exclude(line__side__in=HER_OWN)
    return brought.exclude(state=PhotoState.FAILED).exists()
