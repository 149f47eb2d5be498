"""Where the causes lie: cases by the root stage that a task upstream named, in the areas of whoever asks."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from civic.cases.models import Task
from civic.cases.queries import Viewer, on_desk_of
from civic.cases.rules import Publication
from civic.cases.rules.tasks import UNSETTLED, RootStage, TaskState

PAGE = 50


@dataclass(frozen=True)
class Root:
    """One stage with its cases, and how many of their tasks are still open."""

    stage: str
    label: Any
    cases: int
    open_tasks: int


def roots(viewer: Viewer) -> list[Root]:
    """Every stage of the closed list with its counts, also those that nobody named; one query."""
    counted = {
        row["root"]: row
        for row in _named(viewer)
        .order_by()
        .values("root")
        .annotate(cases=Count("case", distinct=True), open_tasks=Count("pk", filter=Q(state__in=UNSETTLED)))
    }
    found = []
    for stage in RootStage:
        row = counted.get(stage.value, {"cases": 0, "open_tasks": 0})
        found.append(Root(stage.value, stage.label, row["cases"], row["open_tasks"]))
    return found


def tasks_at(viewer: Viewer, stage: str, *, after: str = "") -> tuple[list[Task], str]:
    """One page of the tasks upstream of a stage, the newest first, and where the next page begins; one query."""
    rows = _named(viewer).filter(root=stage).select_related("case__matter", "case__area__parent", "taker", "giver")
    if after.isascii() and after.isdecimal():
        rows = rows.filter(pk__lt=int(after[:18]))
    found = list(rows.order_by("-pk")[: PAGE + 1])
    return found[:PAGE], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def _named(viewer: Viewer) -> Any:
    """The tasks upstream beside the cases this officer may read: those on her desk, and the public ones."""
    readable = Q(case__publication=Publication.PUBLISHED) | Q(case__in=on_desk_of(viewer).order_by().values("pk"))
    return Task.objects.exclude(root="").exclude(state=TaskState.WITHDRAWN).filter(readable)
