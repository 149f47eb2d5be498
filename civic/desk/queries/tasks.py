"""Tasks beside cases as whoever does or leads them sees them: only what the task needs, urgent first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime

from civic.cases.models import Line, Photo, PhotoState, Task, TaskShare
from civic.cases.queries import Viewer, task_hand, tasks_led_by, tasks_taken_by
from civic.cases.rules import Move, moves_of
from civic.cases.rules.privacy import hides_reporter, is_never_public
from civic.cases.rules.tasks import AWAITED, UNSETTLED, TaskHand, TaskKind, TaskState, open_task_verbs
from civic.desk.rules import Standing

PAGE = 30
TO_DO, REPORTED, GIVEN = "to-do", "reported", "given"
_TONES = {
    TaskState.ASKED: ("ring", ""),
    TaskState.ACCEPTED: ("tool", ""),
    TaskState.REFUSED: ("cross", "red"),
    TaskState.DONE: ("eye", ""),
    TaskState.CONFIRMED: ("check", "grey"),
    TaskState.WITHDRAWN: ("dash", "grey"),
}


@dataclass(frozen=True)
class TaskCard:
    """One task as it is shown: never the reporter, never the words as they were handed in."""

    task: Task
    hand: TaskHand
    verbs: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """How its state is drawn."""
        icon, tone = _TONES[TaskState(self.task.state)]
        return Standing(TaskState(self.task.state).label, icon, tone)

    @property
    def tells_kind(self) -> bool:
        """Is it more than a plain task handed on, so that its kind has to be said?"""
        return self.task.kind != TaskKind.DELEGATED

    @property
    def is_awaited(self) -> bool:
        """Does somebody still have to do something by its day?"""
        return self.task.state in AWAITED

    @property
    def words(self) -> str:
        """What has to be done, as the leading office said it."""
        given = self.task.given
        return given.words.text if hasattr(given, "words") else ""

    @property
    def language(self) -> str:
        """The language of these words."""
        given = self.task.given
        return given.words.language if hasattr(given, "words") else ""

    @property
    def about(self) -> Any:
        """What it is about, unless the matter itself is to stay unknown."""
        case = self.task.case
        if case.matter is None or is_never_public(case.privacy) or hides_reporter(case.privacy):
            return self.task.get_kind_display()
        return case.matter.name

    @property
    def has_point(self) -> bool:
        """May whoever does it know the very point?"""
        case = self.task.case
        return case.lat is not None and not case.is_confidential and not is_never_public(case.privacy)

    @property
    def lead(self) -> str:
        """The office that leads the case."""
        return (self.task.case.office or self.task.giver).name

    @cached_property
    def shares(self) -> list[TaskShare]:
        """The offices that do it, each with how far it is."""
        return list(self.task.shares.all())

    @cached_property
    def released(self) -> list[Photo]:
        """The photos the leading office let go to whoever does it."""
        return [photo for photo in self.task.photos.all() if photo.state == PhotoState.READY]

    @cached_property
    def reported(self) -> list[Photo]:
        """The photos of what was reported so far."""
        lines = [share.report for share in self.shares if share.report is not None]
        return [photo for line in lines for photo in line.photos.all()]

    @property
    def is_waiting_for_other(self) -> bool:
        """Has one's own office done its part of a task that another has not?"""
        has_done = self.hand.has_reported or (self.hand.has_accepted and self.task.state == TaskState.ASKED)
        return has_done and self.task.state in AWAITED

    @cached_property
    def _last(self) -> Line | None:
        """Why it was sent back, refused or withdrawn, as its newest line says; only while that stands."""
        verb = {TaskState.ACCEPTED: "return-task", TaskState.REFUSED: "refuse-task"}.get(TaskState(self.task.state))
        if verb is None:
            return None
        lines = Line.objects.filter(case=self.task.case_id, verb=verb).select_related("words").order_by("-seq")
        return next((line for line in lines[:50] if line.facts.get("task") == self.task.number), None)

    @property
    def last_words(self) -> str:
        """The words of that line."""
        return self._last.words.text if self._last is not None and hasattr(self._last, "words") else ""

    @property
    def last_title(self) -> Any:
        """What that line is."""
        return moves_of(self._last.verb)[0].done if self._last is not None else ""

    @property
    def moves(self) -> list[Move]:
        """What may be done with it now, in the order of the table."""
        return [row for verb in self.verbs for row in moves_of(verb)]


@dataclass(frozen=True)
class TaskPage:
    """One page of tasks; `after` is where the next one begins."""

    cards: list[TaskCard]
    after: str = ""


def find_task(viewer: Viewer, key: int) -> TaskCard:
    """The task of this key, for whoever does it or leads its case. Raises Http404 for everybody else."""
    found = _mine(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return _card(found, viewer)


def task_page(viewer: Viewer, which: str, *, after: str = "") -> TaskPage:
    """One page of one's tasks, the nearest day first; five queries, whatever the rows."""
    officer = viewer.officer
    if which == GIVEN:
        rows = tasks_led_by(officer).filter(state__in=UNSETTLED)
    elif which == REPORTED:
        rows = tasks_taken_by(officer).exclude(state__in=AWAITED)
    else:
        rows = tasks_taken_by(officer).filter(state__in=AWAITED)
    rows = _begun(rows, after).order_by("due_at", "pk")
    found = list(_whole(rows)[: PAGE + 1])
    shown = found[:PAGE]
    mark = f"{shown[-1].due_at.isoformat()}|{shown[-1].pk}" if len(found) > PAGE else ""
    return TaskPage([_card(task, viewer) for task in shown], mark)


def tasks_to_do(viewer: Viewer) -> QuerySet[Task]:
    """What somebody's offices still have to do, with what a list shows of each."""
    return _whole(tasks_taken_by(viewer.officer).filter(state__in=AWAITED))


def cards_of(viewer: Viewer, tasks: Iterable[Task]) -> list[TaskCard]:
    """Each task as it is shown to this officer."""
    return [_card(task, viewer) for task in tasks]


def task_photo(card: TaskCard, photo: int) -> Photo:
    """A photo of a task, for whoever sees the task: released to it, or of its own report. Raises Http404."""
    for one in [*card.released, *card.reported]:
        if one.pk == photo and one.state == PhotoState.READY:
            return one
    raise Http404


def _mine(viewer: Viewer) -> QuerySet[Task]:
    return _whole(tasks_taken_by(viewer.officer) | tasks_led_by(viewer.officer))


def _whole(rows: QuerySet[Task]) -> QuerySet[Task]:
    beside = ("taker", "giver", "given__words", "case__matter", "case__office", "case__area__parent", "case__cell")
    return (
        rows.select_related(*beside)
        .defer("case__cell__polygon", "case__public_text", "case__title")
        .prefetch_related("shares__office", "shares__report__words", "shares__report__photos", "photos")
    )


def _begun(rows: QuerySet[Task], after: str) -> QuerySet[Task]:
    stamp, _bar, key = after.partition("|")
    since = _moment(stamp)
    if since is None or not key.isdecimal():
        return rows
    return rows.filter(Q(due_at__gt=since) | Q(due_at=since, pk__gt=int(key[:18])))


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parse_datetime(stamp)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None


def _card(task: Task, viewer: Viewer) -> TaskCard:
    hand = task_hand(task, viewer.officer, viewer.person)
    return TaskCard(task, hand, open_task_verbs(state=task.state, hand=hand))
