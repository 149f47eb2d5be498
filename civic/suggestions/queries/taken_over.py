"""A round that was taken over, as people look through it: how much there is, the words it turns on, what is alike."""

from dataclasses import dataclass

from django.db.models import Count

from civic.cases.models import Case
from civic.cases.rules import Outcome, Publication
from civic.suggestions.models import Alike, Round, TakenOver, Theme, ThemeCase
from civic.suggestions.queries.lists import in_rows

ALIKE_SHOWN = 5
HIDDEN = [one.value for one in Publication if one != Publication.PUBLISHED]


def taken_from(case: Case) -> str:
    """The platform it was handed in on, "" for one handed in here; no query for a case found by the lists."""
    asked = case.invitation if case.outcome == Outcome.TAKEN_OVER else None
    known: Round | None = getattr(asked, "round", None) if asked else None
    return known.taken_from if known else ""


def likes_of(case: Case) -> int | None:
    """How many liked it at its source; None where nobody told. No query for a case found by the lists."""
    found: TakenOver | None = getattr(case, "taken_over", None) if case.outcome == Outcome.TAKEN_OVER else None
    return found.likes if found else None


def how_many_in(known: Round) -> int:
    """How many of its suggestions everybody may read; one query."""
    return Case.objects.public().filter(invitation=known.pk).count()


@dataclass(frozen=True)
class Word:
    """A word that many hold, and how many of what everybody may read do."""

    word: str
    held: int


def themes_of(known: Round) -> list[Word]:
    """The words it turns on, the most frequent first. Counted is what was hidden since: that is little, and the rest a
    great deal; two queries."""
    gone = ThemeCase.objects.filter(case__invitation=known.pk, case__publication__in=HIDDEN).values("theme")
    fewer = dict(gone.annotate(count=Count("pk")).order_by().values_list("theme", "count"))
    found = [Word(theme.word, theme.whole - fewer.get(theme.pk, 0)) for theme in Theme.objects.filter(round=known)]
    return sorted((one for one in found if one.held > 1), key=lambda one: (-one.held, one.word))


def alike_to(case: Case) -> list[Case]:
    """The suggestions of its round that say much the same, as far as everybody may read them; one query, and none for
    what was handed in here."""
    if case.outcome != Outcome.TAKEN_OVER:
        return []
    rows = Alike.objects.filter(case=case, other__publication=Publication.PUBLISHED)
    rows = in_rows(rows, to="other__").order_by("-share", "pk")
    return [row.other for row in rows[:ALIKE_SHOWN]]
