"""How many topics were raised, solved, handed on: counted when asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth

from civic.communities.models import Topic
from civic.communities.rules import ENDED, Stage
from civic.places.models import Area


@dataclass
class Tally:
    """How many topics, of one community or all."""

    raised: int = 0
    solved: int = 0
    handed_on: int = 0
    not_taken: int = 0

    @property
    def is_nothing(self) -> bool:
        """Has nothing happened at all?"""
        return not (self.raised or self.solved or self.handed_on or self.not_taken)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.raised + other.raised,
            self.solved + other.solved,
            self.handed_on + other.handed_on,
            self.not_taken + other.not_taken,
        )


_ENDS = {Stage.SOLVED: "solved", Stage.HANDED_ON: "handed_on", Stage.NOT_TAKEN: "not_taken"}


@dataclass
class Row:
    """One community in one month."""

    month: date
    community: Area
    tally: Tally = field(default_factory=Tally)


def figures(*, month: date | None = None, community: Area | None = None) -> list[Row]:
    """By month and community: raised in the month, and ended in it. Counted is what was shown once, whatever became of
    it; three queries, however many topics there are."""
    topics = Topic.objects.counted().order_by()
    if community is not None:
        topics = topics.filter(corner__community=community)
    counted: dict[tuple[date, int], Tally] = {}
    raised = topics.annotate(month=TruncMonth("raised_at")).values("month", "corner__community")
    for one in raised.annotate(many=Count("pk")):
        _tally(counted, one).raised += one["many"]
    ended = topics.filter(stage__in=ENDED).annotate(month=TruncMonth("ended_at"))
    for one in ended.values("month", "corner__community", "stage").annotate(many=Count("pk")):
        tally, name = _tally(counted, one), _ENDS[Stage(one["stage"])]
        setattr(tally, name, getattr(tally, name) + one["many"])
    areas = Area.objects.in_bulk({pk for _month, pk in counted})
    rows = [Row(when, areas[pk], tally) for (when, pk), tally in counted.items() if month in (None, when)]
    return sorted(rows, key=lambda row: (-row.month.toordinal(), row.community.path))


def _tally(counted: dict[tuple[date, int], Tally], one: Any) -> Tally:
    return counted.setdefault((one["month"].date(), one["corner__community"]), Tally())


def summed(rows: Iterable[Row]) -> Tally:
    """All of these together."""
    total = Tally()
    for row in rows:
        total += row.tally
    return total
