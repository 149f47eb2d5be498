"""What everybody may read of the corners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q

from civic.cases.models import Case, PhotoState
from civic.cases.rules import Outcome, State
from civic.communities.models import Corner, Line, LineWords, Meeting, Sheet, Task, Topic, TopicQuerySet
from civic.communities.rules import PUBLIC_VERBS, RAISE, TITLES
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


def with_sheets(meetings: Any) -> Any:
    """These notes, each with the sheets everybody may see as `shown_sheets`."""
    shown = Sheet.objects.filter(is_public=True)
    return meetings.prefetch_related(Prefetch("sheets", queryset=shown, to_attr="shown_sheets"))


def sheet_by_key(community: Area, key: UUID) -> Sheet | None:
    """A prepared sheet of this community, whoever may see it."""
    found = Sheet.objects.filter(key=key, meeting__corner__community=community, state=PhotoState.READY)
    return found.select_related("meeting").first()


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
    meetings = {one.pk: one for one in with_sheets(topic.meetings.all())}
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
