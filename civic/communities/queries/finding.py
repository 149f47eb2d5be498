"""Finding one's community."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from civic.communities.models import Corner, Topic
from civic.communities.rules import ENDED, Shown, Stage
from civic.places.models import Area, AreaKind


@dataclass(frozen=True)
class Listed:
    """A community in a list, with how much lives there."""

    community: Area
    open: int
    solved: int


def communities_below(area: Area) -> list[Listed]:
    """The communities of a district or street, each with its counts; two queries."""
    found = Area.objects.within(area).filter(kind=AreaKind.COMMUNITY, is_active=True).select_related("parent")
    return _listed(list(found.order_by("path")))


def liveliest(*, most: int = 8) -> list[Listed]:
    """The communities in which something moved last."""
    corners = Corner.objects.filter(topics__shown=Shown.SHOWN, community__is_active=True)
    newest = corners.annotate(many=Count("topics")).order_by("-many", "community__path")[:most]
    return _listed([one.community for one in newest.select_related("community__parent")])


def _listed(communities: Sequence[Area]) -> list[Listed]:
    topics = Topic.objects.shown().filter(corner__community__in=[one.pk for one in communities]).order_by()
    counts = topics.values("corner__community").annotate(
        open=Count("pk", filter=~Q(stage__in=ENDED)), solved=Count("pk", filter=Q(stage=Stage.SOLVED))
    )
    by_area = {one["corner__community"]: (one["open"], one["solved"]) for one in counts}
    return [Listed(one, *by_area.get(one.pk, (0, 0))) for one in communities]
