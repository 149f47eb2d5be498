"""What changed in closed months, as everybody reads it."""

from datetime import date

from django.db.models import QuerySet

from civic.insights.models import Correction


def corrections_of(month: date | None = None) -> QuerySet[Correction]:
    """Corrections, the newest first; of one month where one is named."""
    found = Correction.objects.select_related("office", "area").order_by("-at", "-pk")
    return found.filter(month=month) if month else found


def count_of_month(month: date) -> int:
    """How many there are of a month."""
    return Correction.objects.filter(month=month).count()
