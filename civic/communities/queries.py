"""What is read of the corners: what everybody may see, what waits at the desk, and the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from civic.cases.models import Case
from civic.cases.rules import CLOSED_STATES, Outcome, State
from civic.communities.models import Corner, Line, LineWords, Meeting, Task, Topic, TopicQuerySet
from civic.communities.rules import ENDED, PUBLIC_VERBS, RAISE, TITLES, Shown, Stage
from civic.lib.refusals import Sentence
from civic.places.models import Area, AreaKind

STEPS_MOST = 200
KIND, MARK = "corner-topic", "corner"  # its name and its mark in the index


def community_by_code(code: str) -> Area | None:
    """The community that is called by this code."""
    found = Area.objects.filter(kind=AreaKind.COMMUNITY, is_active=True, code=code)
    return found.select_related("parent__parent").first()


def corner_at(community: Area) -> Corner | None:
    """Its corner, once somebody opened it."""
    return Corner.objects.filter(community=community).first()


def topics_in(community: Area) -> TopicQuerySet:
    """What everybody may read there."""
    return Topic.objects.shown().filter(corner__community=community)


def topic_by_number(community: Area, number: str) -> Topic | None:
    """A topic everybody may read."""
    found = topics_in(community).filter(number=number.upper()[:12])
    return found.select_related("case", "corner__community__parent__parent").first()


def topics_everywhere() -> TopicQuerySet:
    """What everybody may read, with the names of its community."""
    return Topic.objects.shown().filter(corner__community__is_active=True).select_related("corner__community__parent")


def texts_of(topic: Topic) -> list[str]:
    """Every word of a topic that everybody may read, for the index; what was agreed too."""
    agreed = topic.agreements.values_list("text", flat=True)
    return [topic.number, topic.public_title, topic.public_text, *agreed]


def topic_of_case(number: str) -> Topic | None:
    """The topic out of which a case came, where everybody may read it."""
    found = Topic.objects.shown().filter(case__number=number, case__in=Case.objects.public().values("pk"))
    return found.select_related("corner__community").first()


def meetings_in(community: Area) -> Any:
    """The notes everybody may read."""
    return Meeting.objects.filter(corner__community=community, is_shown=True)


@dataclass(frozen=True)
class Step:
    """One line of a topic's story as everybody reads it."""

    verb: str
    title: Sentence
    at: datetime
    text: str = ""
    language: str = ""
    meeting: Meeting | None = None
    case: Case | None = None
    outcome: Sentence = ""


def story_of(topic: Topic) -> list[Step]:
    """What everybody may read of a topic's life, the oldest first. Its words as they were raised are not among it: what
    is read are those somebody looked at."""
    meetings = {one.pk: one for one in topic.meetings.all()}
    about = Q(topic=topic) | Q(meeting__in=list(meetings))
    lines = list(Line.objects.filter(about, verb__in=PUBLIC_VERBS).order_by("seq")[:STEPS_MOST])
    said = {one.line_id: one for one in LineWords.objects.filter(line__in=lines, erased_at=None)}
    case = public_case(topic)
    return [_step(line, said, meetings, case) for line in lines]


def _step(line: Line, said: dict[int, LineWords], meetings: dict[int, Meeting], case: Case | None) -> Step:
    words = said.get(line.pk) if line.verb != RAISE else None
    meeting = meetings.get(line.meeting_id or 0)
    is_told = line.verb == "tell-back" and case is not None
    return Step(
        line.verb,
        TITLES.get(line.verb, line.verb),
        line.at,
        words.text if words else "",
        words.language if words else "",
        meeting if meeting is not None and meeting.is_shown else None,
        case if line.verb in ("hand-on", "tell-back") else None,
        outcome_said(line.facts.get("state", ""), line.facts.get("outcome", "")) if is_told else "",
    )


def outcome_said(state: str, outcome: str) -> Sentence:
    """How a case ended, in a few words."""
    if outcome in Outcome.values:
        return Outcome(outcome).label
    return State(state).label if state in State.values else ""


def public_case(topic: Topic) -> Case | None:
    """The case it became, where everybody may read that."""
    if topic.case_id is None:
        return None
    return Case.objects.public().filter(pk=topic.case_id).first()


def open_tasks(topics: Iterable[Topic]) -> list[Task]:
    """The tasks of these topics that nobody ended, the next one due first."""
    return list(Task.objects.filter(topic__in=list(topics), ended="").select_related("topic"))


# --- figures ---


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


# --- finding one's community ---


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


# --- the desk ---


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
