"""How far a round is answered, counted over what everybody may read of it; and the rounds whose answers are late."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from civic.cases.rules import State
from civic.suggestions.models import Round
from civic.suggestions.queries.lists import public_suggestions
from civic.suggestions.rules.states import TO_BE_ANSWERED

_ANSWERED = Q(state__in=(State.CLOSED, State.CLOSE_APPEALED, State.CLOSE_LAST_APPEAL))
_WITH_ANOTHER = (State.MERGED, State.DECLINED, State.DECLINE_APPEALED, State.DECLINE_LAST_APPEAL, State.WITHDRAWN)
LATE_MOST = 50


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
    One query where there is none, else two."""
    late = public_suggestions().filter(_late(at), invitation__shown_at__isnull=False)
    late = late.filter(invitation__round__ends_at__lte=at, invitation__round__taken_from="")
    rows = late.order_by().values("invitation").annotate(late=Count("pk"), since=Min("answer_due_at"))
    found = {row["invitation"]: row for row in rows.order_by("since", "invitation")[:LATE_MOST]}
    named = {one.pk: one for one in Round.objects.in_brief().filter(pk__in=found)} if found else {}
    return [(named[pk], Balance(late=row["late"], since=row["since"])) for pk, row in found.items()]
