"""What shows that the work was done: photos of whoever did it or looked."""

from civic.cases.models import Case, Photo, PhotoState


def has_evidence(case: Case) -> bool:
    """Is there a photo of the office or of a checker in the case?"""
    shown = Photo.objects.filter(case=case, line__side__in=["act", "check"]).exclude(state=PhotoState.FAILED)
    return shown.exists()
