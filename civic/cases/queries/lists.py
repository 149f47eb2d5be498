"""What lists of cases print beside each."""

from collections.abc import Iterable
from datetime import datetime

from civic.cases.models import (
    Case,
    Line,
    LineWords,
    Photo,
    PhotoState,
)
from civic.journal.models import Audience


def rating_words(cases: Iterable[Case]) -> dict[int, LineWords]:
    """What residents wrote beside their newest rating, as far as everybody may read it, by case; one query."""
    newest = {
        line.case_id: line
        for line in Line.objects.filter(case__in=[case.pk for case in cases], verb="rate")
        .select_related("words")
        .order_by("seq")
    }
    said = {pk: line.words for pk, line in newest.items() if hasattr(line, "words")}
    return {
        pk: words
        for pk, words in said.items()
        if words.is_screened and words.erased_at is None and words.audience == Audience.PUBLIC
    }


def waiting_since(at: datetime) -> datetime | None:
    """When the oldest photo that still waits to be prepared came in; for /readyz."""
    oldest = (
        Photo.objects.filter(state__in=[PhotoState.RECEIVED, PhotoState.DEVELOPING], received_at__lte=at)
        .order_by("received_at")
        .first()
    )
    return oldest.received_at if oldest else None
