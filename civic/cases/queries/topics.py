"""Topics as they are read: which one a place has, who owns it, and what everybody may know of one."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_date

from civic.cases.models import Case, CaseQuerySet, Rebound, Topic, TopicCase, TopicLine, TopicQuerySet
from civic.cases.queries.rebounds import spot_of
from civic.cases.queries.visibility import Viewer, visible_to
from civic.cases.rules import Publication
from civic.cases.rules.rebound import Spot, is_same_place
from civic.cases.rules.topics import topic_move
from civic.offices.models import Matter, Office, OfficeKind
from civic.offices.queries import OfficerHand
from civic.offices.rules import Privacy, Role
from civic.places.models import Area

CLOSED_LOOKED_AT = 200  # the topics of a matter that were closed last


def committee_of(area: Area | None) -> Office | None:
    """The committee that owns what lies in an area: the nearest above it, else the city's."""
    councils = Office.objects.filter(kind=OfficeKind.COUNCIL, is_active=True).select_related("area").order_by("pk")
    path = area.path if area is not None else ""
    holding = [one for one in councils if one.area is None or path.startswith(one.area.path)]
    return max(holding, key=lambda one: len(one.area.path) if one.area else 0, default=None)


def covers(hand: OfficerHand, topic: Topic) -> bool:
    """Does a topic lie in the area of an officer's posts?"""
    if not hand.area_paths:
        return True
    return topic.area is not None and any(topic.area.path.startswith(path) for path in hand.area_paths)


def topics_near(case: Case, matter: Matter) -> list[Topic]:
    """The topics of a matter at the place of a case, those that are not closed first, the newest first."""
    known = Topic.objects.filter(matter=matter)
    rows = [*known.live(), *known.exclude(closed_at=None).order_by("-closed_at", "-pk")[:CLOSED_LOOKED_AT]]
    return [topic for topic in rows if _is_at(topic, case)]


def _is_at(topic: Topic, case: Case) -> bool:
    if topic.cell_id is not None and topic.cell_id == case.cell_id:
        return True
    there = Spot(topic.lat, topic.lon, topic.component_id, topic.cell_id)
    return is_same_place(spot_of(case), there, metres=topic.metres)


# --- who may read one ---


def public_topics() -> TopicQuerySet:
    """The topics everybody may read: the committee has named the cause, in words for everybody; or what came back in
    public alone would have opened it, closed case and return both public. Of a private matter none. So nobody learns
    from a topic that there is a case she may not see."""
    public = Publication.PUBLISHED
    shown = Rebound.objects.filter(case__in_topics__topic=OuterRef("pk"), case__publication=public)
    shown = shown.filter(earlier__publication=public).order_by()
    many = shown.values("case__in_topics__topic").annotate(many=Count("earlier", distinct=True)).values("many")
    told = Topic.objects.exclude(matter__privacy=Privacy.PRIVATE).annotate(shown=Coalesce(Subquery(many), 0))
    return told.filter(Q(named_at__isnull=False) | Q(shown__gte=F("returns")))


def topics_of(hand: OfficerHand) -> TopicQuerySet:
    """The topics on an officer's desk: the committee and the checking side those of their areas, dispatchers too; an
    office those whose cause it removes."""
    seen = Q(remover__in=hand.office_ids)
    if hand.roles & {Role.COMMITTEE.value, Role.SUPERVISOR.value, Role.DISPATCHER.value}:
        within = Q()
        for path in hand.area_paths:
            within |= Q(area__path__startswith=path)
        seen = within if not within else seen | within
    return Topic.objects.filter(seen)


def topic_of(case: Case, viewer: Viewer) -> Topic | None:
    """The topic a case belongs to, as far as this reader may open it; one query."""
    mine = Topic.objects.filter(members__case=case)
    if viewer.officer is not None:
        mine = mine.filter(Q(pk__in=topics_of(viewer.officer).values("pk")) | Q(pk__in=public_topics().values("pk")))
    else:
        mine = mine.filter(pk__in=public_topics().values("pk"))
    return mine.select_related("matter", "remover").order_by("-opened_at", "-pk").first()


def cases_of(topic: Topic, viewer: Viewer) -> CaseQuerySet:
    """The cases a topic is about, as far as this reader may see them."""
    keys = TopicCase.objects.filter(topic=topic).order_by().values("case")
    return visible_to(viewer).filter(pk__in=keys)


# --- its story ---


@dataclass(frozen=True)
class TopicStep:
    """One step of a topic's story, as it is read."""

    title: Any
    side: str
    at: datetime
    office: str
    text: str
    language: str
    remover: str
    due: date | None
    returns: int


def story_of(topic: Topic) -> list[TopicStep]:
    """The story of a topic, the first step first; two queries."""
    lines = list(TopicLine.objects.filter(topic=topic).select_related("words", "office").order_by("seq"))
    codes = {line.facts.get("office", "") for line in lines} - {""}
    names = {one.code: one.name for one in Office.objects.filter(code__in=codes)} if codes else {}
    return [_step(line, names) for line in lines]


def _step(line: TopicLine, names: dict[str, str]) -> TopicStep:
    words = getattr(line, "words", None)
    return TopicStep(
        title=topic_move(line.verb).title,
        side=line.side,
        at=line.at,
        office=line.office.name if line.office else "",
        text=words.text if words else "",
        language=words.language if words else "",
        remover=names.get(line.facts.get("office", ""), ""),
        due=parse_date(line.facts["due"]) if line.facts.get("due") else None,
        returns=line.facts.get("returns", 0),
    )


def due_topics(hand: OfficerHand, *, until: datetime) -> QuerySet[Topic]:
    """The topics whose day comes before a moment, the first first."""
    return topics_of(hand).with_names().filter(due_at__lt=until).order_by("due_at", "pk")
