"""Promises as everybody reads them: lists, marks, sums, feeds and days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.utils.timezone import get_current_timezone, make_aware
from django.utils.translation import gettext as _

from civic.cases.models import Case
from civic.lib.ical import Day
from civic.offices.models import Matter, Office
from civic.places.models import Area, AreaKind
from civic.promises.models import Picture, Promise, PromiseQuerySet
from civic.promises.queries.story import story_of
from civic.promises.rules import PromiseState
from civic.search import queries as search

KIND = "promise"
FEED_MOST = 50


def find_promise(number: str, *, today: date) -> Promise | None:
    """The public promise of this number, with its marks; one query."""
    return Promise.objects.public().marked(today).with_names().filter(number=number.upper()[:12]).first()


def found_by(text: str) -> PromiseQuerySet:
    """The public promises that hold these words."""
    return search.holding(Promise.objects.public(), side="public", kind=KIND, text=text)


def of_case(case: Case, *, today: date) -> list[Promise]:
    """What was promised because of a case; one query. Nothing of a case that is not public, for whoever asks learned
    of it from its page. Before it was answered nothing is asked: there is no answer to promise anything."""
    if case.answered_at is None:
        return []
    return list(Promise.objects.public().in_lists(today).filter(case=case).order_by("published_at", "pk"))


def newest_of_matter(matter: Matter, *, today: date, most: int = 10) -> list[Promise]:
    """What was promised about a matter, the newest first; one query."""
    rows = Promise.objects.public().marked(today).with_names().filter(matter=matter)
    return list(rows.order_by("-published_at", "-pk")[:most])


def of_area(area: Area, *, today: date, most: int = 5) -> list[Promise]:
    """What was promised for a place and is underway, the next day first: for it, for what lies in it, and for the
    street it lies in; what holds for a whole district is no news of a corner. One query."""
    here = Q(area__path__startswith=area.path)
    if area.parent_id is not None and area.kind == AreaKind.COMMUNITY:
        here |= Q(area=area.parent_id)
    rows = Promise.objects.public().underway().filter(here).in_lists(today)
    return list(rows.order_by("due_on", "pk")[:most])


def moved_last(*, today: date, most: int) -> list[Promise]:
    """The promises in which something happened last, kept or broken in their order; one query."""
    return list(Promise.objects.public().in_lists(today).order_by("-moved_at", "-pk")[:most])


@dataclass(frozen=True)
class Totals:
    """What a list sums to: how many, how many of them name a budget, and how much that is in fen."""

    count: int
    with_budget: int
    budget_fen: int


def totals(rows: PromiseQuerySet) -> Totals:
    """The sums of exactly these rows; one query."""
    told = rows.order_by().aggregate(count=Count("pk"), many=Count("budget_fen"), fen=Sum("budget_fen"))
    return Totals(told["count"], told["many"], told["fen"] or 0)


def figures(today: date) -> dict[str, int]:
    """How many are underway, overdue, kept, broken: each asked now; one query."""
    rows = Promise.objects.public()
    told: dict[str, int] = rows.order_by().aggregate(
        underway=Count("pk", filter=Q(state=PromiseState.UNDERWAY)),
        kept=Count("pk", filter=Q(state=PromiseState.KEPT)),
        broken=Count("pk", filter=Q(state=PromiseState.BROKEN)),
        overdue=Count("pk", filter=Q(pk__in=rows.overdue(today).order_by().values("pk"))),
    )
    return told


def names_to_choose() -> dict[str, list[Any]]:
    """The offices, areas, matters and years that public promises have, for the filters."""
    rows = Promise.objects.public().order_by()
    years = rows.values_list("due_on__year", flat=True).distinct()
    return {
        "owner": list(Office.objects.filter(pk__in=rows.values("owner")).order_by("code")),
        "area": _areas_down_to(rows.values("area")),
        "matter": list(Matter.objects.filter(pk__in=rows.exclude(matter=None).values("matter")).order_by("code")),
        "year": sorted((year for year in years if year), reverse=True),
    }


def _areas_down_to(keys: Any) -> list[Area]:
    """These areas and those they lie in, so that one may ask for a whole street or district."""
    codes = {
        code for path in Area.objects.filter(pk__in=keys).values_list("path", flat=True) for code in path.split("/")
    }
    return list(Area.objects.filter(code__in=codes).order_by("path"))


def shown_pictures(promise: Promise) -> list[Picture]:
    """The pictures a moderator has shown; none of a draft. One query."""
    return list(promise.pictures.filter(is_public=True)) if promise.is_public else []


# --- feeds and calendars ---


def url_of(promise: Promise) -> str:
    """The whole address of a promise."""
    return f"{settings.SITE_URL}/promises/{promise.number}/"


@dataclass(frozen=True)
class Entry:
    """One entry of a feed, as civic.following writes them."""

    key: str
    title: str
    url: str
    at: datetime
    words: str = ""


def entries_of(promise: Promise) -> list[Entry]:
    """The steps of a promise that everybody may read, the newest first."""
    return [
        Entry(f"promise/{promise.number}/{step.seq}", f"{promise.title} · {step.title}", url_of(promise), step.at)
        for step in reversed(story_of(promise)[-FEED_MOST:])
    ]


def days_of(promises: Iterable[Promise]) -> list[Day]:
    """The days of promises that are underway: of each stage to come, of the next report, of the promise; one query."""
    days = []
    host = settings.SITE_URL.partition("//")[2]
    for promise in promises:
        if promise.state != PromiseState.UNDERWAY or promise.due_on is None or promise.next_report_on is None:
            continue
        due = [("promise", promise.due_on, _("Promised by this day: %(title)s") % {"title": promise.title})]
        told = _("The next report is due: %(title)s") % {"title": promise.title}
        due.append(("report", promise.next_report_on, told))
        for stage in promise.stages.filter(acceptance__isnull=True):
            told = _("A stage is due: %(stage)s (%(title)s)") % {"stage": stage.words, "title": promise.title}
            due.append((f"stage-{stage.place}", stage.due_on, told))
        words = _("Promise %(number)s") % {"number": promise.number}
        days += [
            Day(f"{what}-{promise.number}@{host}", close_of(day), promise.moved_at, title, words, url_of(promise))
            for what, day, title in due
        ]
    return days


def close_of(day: date) -> datetime:
    """The end of a day in the city."""
    return make_aware(datetime.combine(day, time(18, 0)), get_current_timezone())
