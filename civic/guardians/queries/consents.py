"""What children's data may be used for at a moment, from every word that counts: one query, however many children."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from civic.guardians.models import Child, Consent, ConsentText
from civic.guardians.rules import Word, age_on, uses_from


def uses_of(child: Child, *, at: datetime) -> frozenset[str]:
    """The purposes that are allowed now. None once the child was erased."""
    return _uses([child.pk], at=at).get(child.pk, frozenset())


def uses_of_each(children: Iterable[int], *, at: datetime) -> dict[int, frozenset[str]]:
    """The same for each of these children (by their key in the database) of whom a word was said; one statement."""
    return _uses(children, at=at)


def words_of_each(children: Iterable[int], *, at: datetime) -> dict[int, list[Word]]:
    """Every word that counts, by child; one statement."""
    return {child: words for child, (_born_on, words) in _words(children, at=at).items()}


def children_allowing(purpose: str, *, among: Iterable[int], at: datetime) -> frozenset[int]:
    """Which of these children (by their key in the database) may have their data used for this now."""
    return frozenset(pk for pk, uses in _uses(among, at=at).items() if purpose in uses)


def words_said(child: Child, *, at: datetime) -> list[Word]:
    """Every word that counts: of guardians who answer for the child today, and its own."""
    return _words([child.pk], at=at).get(child.pk, (None, []))[1]


def _uses(children: Iterable[int], *, at: datetime) -> dict[int, frozenset[str]]:
    told = _words(children, at=at)
    today = localdate(at)
    return {
        pk: uses_from(words, age=age_on(born_on, today) if born_on else None) for pk, (born_on, words) in told.items()
    }


def _words(children: Iterable[int], *, at: datetime) -> dict[int, tuple[date | None, list[Word]]]:
    """A yes to a text that was renewed since holds no more; a no always holds. Whoever ended to answer for the child
    has no word."""
    renewed = (
        ConsentText.objects.filter(track=OuterRef("text__track"), is_renewal=True, shown_at__lte=at)
        .values("track")
        .annotate(last=Max("version"))
        .values("last")
    )
    rows = (
        Consent.objects.filter(child__in=list(children), child__erased_at__isnull=True, at__lte=at)
        .filter(
            Q(guardianship__isnull=True) | Q(guardianship__ended_at__isnull=True) | Q(guardianship__ended_at__gt=at)
        )
        .filter(Q(is_yes=False) | Q(text__version__gte=Coalesce(Subquery(renewed), F("text__version"))))
        .order_by("at", "pk")
        .values_list(
            "child", "child__identity__born_on", "voice", "guardianship", "purpose", "is_yes", "at", named=False
        )
    )
    born: dict[int, date | None] = {}
    words: dict[int, list[Word]] = defaultdict(list)
    for child, born_on, voice, ward, purpose, is_yes, said_at in rows:
        if child not in born:
            born[child] = date.fromisoformat(born_on) if born_on else None
        words[child].append(Word(voice, ward or 0, purpose, is_yes, said_at))
    return {child: (born[child], said) for child, said in words.items()}
