"""What waits at the desk."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from civic.cases.rules import CLOSED_STATES
from civic.communities.models import LineWords, Topic, TopicQuerySet
from civic.communities.rules import RAISE, Shown
from civic.places.models import Area, AreaKind


def communities_of(paths: Sequence[str]) -> Any:
    """The communities in these areas; everywhere where none is named."""
    inside = Q() if not paths else Q(pk__in=[])
    for path in paths:
        inside |= Q(path__startswith=path)
    found = Area.objects.filter(inside, kind=AreaKind.COMMUNITY, is_active=True)
    return found.select_related("parent").order_by("path")


def to_look_at(paths: Sequence[str], *, shown: Sequence[str] = (Shown.WAITING,)) -> TopicQuerySet:
    """What waits for somebody to look at it there, the oldest first."""
    within = communities_of(paths).values("pk")
    found = Topic.objects.filter(corner__community__in=within, shown__in=shown)
    return found.select_related("corner__community").order_by("raised_at", "pk")


def raised_words(topic: Topic) -> LineWords | None:
    """Its words as they were raised."""
    return LineWords.objects.filter(line__topic=topic, line__verb=RAISE).first()


def has_ended_case(topic: Topic) -> bool:
    """Was the case it became closed?"""
    return topic.case is not None and topic.case.state in CLOSED_STATES
