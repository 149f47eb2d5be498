"""How far a round is answered, counted over what everybody may read of it; and the rounds whose answers are late."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Min, Q

from civic.cases.rules import State
from civic.suggestions.models import Round
from civic.suggestions.queries.lists import public_suggestions
from civic.suggestions.rules.states import TO_BE_ANSWERED

_ANSWERED = Q(state__in=(State.CLOSED, State.CLOSE_APPEALED, State.CLOSE_LAST_APPEAL))
_WITH_ANOTHER = (State.MERGED, State.DECLINED, State.DECLINE_APPEALED, State.DECLINE_LAST_APPEAL, State.WITHDRAWN)
LATE_MOST, ROUNDS_MOST = 50, 500
LOOKED_BACK = timedelta(days=3 * 366)
KEPT_AS, KEPT_SECONDS = "late-rounds", 300


@dataclass(frozen=True)
class Balance:
    """Of the suggestions that get an answer of their own: how many there are, how many have it, how many should have it
    by now, and since when the first of those."""

    total: int = 0
    answered: int = 0
    late: int = 0
    since: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Is every one of them answered?"""
        return 0 < self.total == self.answered


def _late(at: datetime) -> Q:
    return Q(state__in=TO_BE_ANSWERED, answer_due_at__lt=at)


def balance_of(known: Round, *, at: datetime) -> Balance:
    """How far one round is answered; what was joined, divided or ended otherwise is not asked. One query."""
    late = _late(at)
    told = (
        public_suggestions()
        .filter(invitation=known.pk)
        .exclude(state__in=_WITH_ANOTHER)
        .aggregate(
            total=Count("pk"),
            answered=Count("pk", filter=_ANSWERED),
            late=Count("pk", filter=late),
            since=Min("answer_due_at", filter=late),
        )
    )
    return Balance(**told)


def late_rounds(*, at: datetime) -> list[tuple[Round, Balance]]:
    """The rounds that are over while answers to what was handed in for them are overdue, those that wait longest first.
    Counted once in five minutes, as all figures are; two queries then, else one where there is any."""
    counted: list[tuple[int, int, datetime]] | None = cache.get(KEPT_AS)
    if counted is None:
        counted = _count_late(at)
        cache.set(KEPT_AS, counted, KEPT_SECONDS)
    found = Round.objects.in_brief().shown().filter(pk__in=[pk for pk, _late, _since in counted]) if counted else ()
    named = {one.pk: one for one in found}
    return [(named[pk], Balance(late=late, since=since)) for pk, late, since in counted if pk in named]


def _count_late(at: datetime) -> list[tuple[int, int, datetime]]:
    """By round; those that ended long ago are looked up no more, and of the others only what was handed in for them."""
    over = Round.objects.shown().filter(ends_at__lte=at, ends_at__gt=at - LOOKED_BACK, taken_from="")
    keys = list(over.order_by("-ends_at").values_list("pk", flat=True)[:ROUNDS_MOST])
    if not keys:
        return []
    rows = public_suggestions().filter(invitation__in=keys).order_by().values("invitation")
    late = _late(at)  # counted, not looked for: SQLite would read every public case by its promised day
    rows = rows.annotate(late=Count("pk", filter=late), since=Min("answer_due_at", filter=late)).filter(late__gt=0)
    told = rows.order_by("since", "invitation")[:LATE_MOST]
    return [(row["invitation"], row["late"], row["since"]) for row in told]
