"""The newest ratings of public cases, with their words as far as somebody has screened them, and the answer they speak
of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from civic.cases.models import Line, LineWords
from civic.cases.rules import AT_ITS_SOURCE, Publication
from civic.feedback.models import Rating
from civic.journal.models import Audience


@dataclass(frozen=True)
class Spoken:
    """A rating as everybody reads it."""

    rating: Rating
    words: LineWords | None
    answer: LineWords | None
    answered: Line | None


def newest_ratings() -> QuerySet[Rating]:
    """Ratings of public cases that were answered here, the newest first."""
    shown = Rating.objects.filter(case__publication=Publication.PUBLISHED).exclude(case__outcome__in=AT_ITS_SOURCE)
    return shown.select_related("case", "case__area", "case__matter", "case__office").order_by("-at", "-pk")


def with_words(ratings: Iterable[Rating]) -> list[Spoken]:
    """The ratings together with what was said; one query."""
    ratings = list(ratings)
    lines = (
        Line.objects.filter(case__in=[rating.case_id for rating in ratings], verb__in=["rate", "answer"])
        .select_related("words", "office")
        .order_by("case", "seq")
    )
    of_case: dict[int, list[Line]] = {}
    for line in lines:
        of_case.setdefault(line.case_id, []).append(line)
    return [_spoken(rating, of_case.get(rating.case_id, [])) for rating in ratings]


def _spoken(rating: Rating, lines: list[Line]) -> Spoken:
    """The line of a rating is the one of its moment; the answer is the last before it."""
    rated = next((line for line in lines if line.verb == "rate" and line.at == rating.at), None)
    answered = [line for line in lines if line.verb == "answer" and line.at <= rating.at]
    answer = answered[-1] if answered else None
    return Spoken(rating, _public(rated, needs_screening=True), _public(answer), answer)


def _public(line: Line | None, *, needs_screening: bool = False) -> LineWords | None:
    words: LineWords | None = getattr(line, "words", None)
    if words is None or words.erased_at is not None or words.audience != Audience.PUBLIC:
        return None
    return words if words.is_screened or not needs_screening else None
