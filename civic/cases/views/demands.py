"""What the checking side demanded of an office and nobody answered by its day: a note for everybody, always up to
date."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.models import Case, Line, LineWords

PAGE = 50


@dataclass(frozen=True)
class Unanswered:
    """A public case whose demand is over its day, with the words of the demand."""

    case: Case
    words: LineWords | None


@open_to_all
@require_safe
def unanswered(request: HttpRequest) -> HttpResponse:
    """The demands over their day, the longest first, fifty a page; three queries whatever the rows."""
    at = timezone.now()
    cases = Case.objects.public().filter(demand_due_at__lt=at).with_names().order_by("demand_due_at", "pk")
    found = list(_begun(cases, request.GET.get("after", ""))[: PAGE + 1])
    shown = found[:PAGE]
    said = _said(shown)
    rows = [Unanswered(case, said.get(case.pk)) for case in shown]
    after = _mark(shown[-1]) if len(found) > PAGE else ""
    return render(request, "cases/demands.html", {"rows": rows, "after": after, "at": at})


def _mark(case: Case) -> str:
    return f"{case.demand_due_at.isoformat()}|{case.pk}" if case.demand_due_at else ""


def _begun(cases: QuerySet[Case], after: str) -> QuerySet[Case]:
    """The rows after a mark; from the first where it is none."""
    stamp, _bar, key = after[:80].partition("|")
    since = _moment(stamp)
    if since is None or not (key.isascii() and key.isdecimal()):
        return cases
    return cases.filter(Q(demand_due_at__gt=since) | Q(demand_due_at=since, pk__gt=int(key[:18])))


def _said(cases: list[Case]) -> dict[int, LineWords]:
    """The newest demand of each case, in its words."""
    lines = Line.objects.filter(case__in=[case.pk for case in cases], verb="hasten").select_related("words")
    return {line.case_id: line.words for line in lines.order_by("seq") if hasattr(line, "words")}


def _moment(stamp: str) -> datetime | None:
    try:
        moment = parse_datetime(stamp)
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
