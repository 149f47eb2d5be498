"""The meeting list: whose cases are disputed, what is overdue, which other days are asked for, what was decided."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.utils.dateparse import parse_datetime

from civic.cases.models import Case, CaseQuerySet, Line, Task, Topic
from civic.cases.queries import Viewer, late_tasks, on_desk_of, visible_to
from civic.cases.queries.topics import due_topics
from civic.cases.rules import WITH_THE_OFFICE, State
from civic.desk.rules import Standing, standing
from civic.offices.models import Office

MOST = 100  # of each part: a longer list is no agenda
DECIDED_DAYS = 30
TOPIC_DAYS = 7  # whose day comes within a week is on the list
_OVERDUE_IN = (State.ACCEPTED, *sorted(WITH_THE_OFFICE), State.ANSWERED)


@dataclass(frozen=True)
class Said:
    """What was said in a case that the meeting has to know: by which office, when, in which words."""

    office: str
    at: datetime
    text: str
    language: str


@dataclass(frozen=True)
class Point:
    """One case on the list, with what the offices said of it."""

    case: Case
    said: tuple[Said, ...] = ()

    @cached_property
    def standing(self) -> Standing:
        """How its state is drawn."""
        case = self.case
        return standing(state=case.state, round_=case.round, verdict=case.verdict, answered_at=case.answered_at)


@dataclass(frozen=True)
class Points:
    """One part of the list; `has_more` says that it was cut."""

    rows: tuple[Point, ...]
    has_more: bool = False


@dataclass(frozen=True)
class Decided:
    """A decision of the committee as it was recorded."""

    case: Case
    office: str
    due: datetime | None
    at: datetime
    text: str
    language: str


@dataclass(frozen=True)
class Meeting:
    """What the committee meets about."""

    disputed: Points
    overdue: Points
    unanswered: Points  # demands of the checking side whose day is over
    late_tasks: tuple[Task, ...]
    topics: tuple[Topic, ...]  # whose day is near or over
    asked: Points
    decided: tuple[Decided, ...]


def meeting(viewer: Viewer, *, at: datetime) -> Meeting:
    """The list for one officer's city or areas; ten queries at most, whatever the rows."""
    officer = viewer.officer
    cases = on_desk_of(viewer).with_names().defer("public_text")
    disputed = _first(cases.filter(state=State.DISPUTED).order_by("due_at", "pk"))
    overdue = _first(cases.filter(state__in=_OVERDUE_IN, due_at__lt=at).order_by("due_at", "pk"))
    asked = _first(cases.filter(defer_to__isnull=False).order_by("answer_due_at", "pk"))
    unanswered = _first(cases.filter(demand_due_at__lt=at).order_by("demand_due_at", "pk"))
    said = _said([*disputed[0], *asked[0], *unanswered[0]])
    return Meeting(
        disputed=_points(*disputed, said=said, verb="return"),
        overdue=_points(*overdue),
        unanswered=_points(*unanswered, said=said, verb="hasten"),
        topics=tuple(due_topics(officer, until=at + timedelta(days=TOPIC_DAYS))[:MOST]) if officer else (),
        late_tasks=tuple(late_tasks(on_desk_of(viewer), at=at)[:MOST]),
        asked=_points(*asked, said=said, verb="defer"),
        decided=_decided(viewer, since=at - timedelta(days=DECIDED_DAYS)),
    )


def _first(cases: CaseQuerySet) -> tuple[list[Case], bool]:
    rows = list(cases[: MOST + 1])
    return rows[:MOST], len(rows) > MOST


def _points(
    cases: list[Case],
    has_more: bool,
    *,
    said: dict[int, list[Line]] | None = None,
    verb: str = "",
) -> Points:
    spoken = said or {}
    return Points(
        tuple(
            Point(case, tuple(_words_of(line) for line in spoken.get(case.pk, []) if _is_of(line, case, verb)))
            for case in cases
        ),
        has_more,
    )


def _said(cases: Iterable[Case]) -> dict[int, list[Line]]:
    """The returns, the demands and the requests for another day in these cases, in their order; one query."""
    found: dict[int, list[Line]] = defaultdict(list)
    keys = [case.pk for case in cases]
    lines = Line.objects.filter(case__in=keys, verb__in=("return", "defer", "hasten")) if keys else Line.objects.none()
    for line in lines.select_related("words", "office").order_by("seq"):
        found[line.case_id].append(line)
    return found


def _is_of(line: Line, case: Case, verb: str) -> bool:
    return line.verb == verb and line.facts.get("round", 1) == case.round


def _words_of(line: Line) -> Said:
    words = getattr(line, "words", None)
    return Said(
        office=line.office.name if line.office else "",
        at=line.at,
        text=words.text if words else "",
        language=words.language if words else "",
    )


def _decided(viewer: Viewer, *, since: datetime) -> tuple[Decided, ...]:
    lines = list(
        Line.objects.filter(
            verb__in=("decide", "settle"), at__gte=since, case__in=visible_to(viewer).order_by().values("pk")
        )
        .select_related("words", "case__matter", "case__area__parent")
        .order_by("-at", "-pk")[:MOST]
    )
    codes = {line.facts.get("office", "") for line in lines}
    names = {office.code: office.name for office in Office.objects.filter(code__in=codes)} if codes else {}
    return tuple(
        Decided(
            case=line.case,
            office=names.get(line.facts.get("office", ""), ""),
            due=parse_datetime(line.facts["due"]) if line.facts.get("due") else None,
            at=line.at,
            text=line.words.text if hasattr(line, "words") else "",
            language=line.words.language if hasattr(line, "words") else "",
        )
        for line in lines
    )
