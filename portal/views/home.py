"""The front page: three windows, the drawn city, the numbers of this month, and the newest answers as they are."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import dist
from time import monotonic

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from civic.accounts.guards import open_to_all
from civic.cases.models import Case, LineWords
from civic.cases.queries import rating_words
from civic.cases.queries.incidents import banners_everywhere
from civic.cases.rules import State, Verdict
from civic.insights.queries import Counts, counts, newest_answered, newest_on_map, tally_of
from civic.insights.rules import Tally
from civic.promises.queries import figures, moved_last
from civic.shifts.queries.missing import Missing, missing_within
from civic.youth.models import Edition
from civic.youth.queries.public import current_edition
from portal.drawing import is_on_drawing, project

KEPT_SECONDS = 60.0
DOTS_MOST = 36
NEAREST = 26.0  # units of the drawing between two dots: closer ones would hide each other
LOOKED_THROUGH = 150
DRAWN = (
    "lat", "lon", "verdict", "answered_at", "public_title", "number",
    "matter__name_zh_hans", "matter__name_zh_hant", "matter__name_en",
)  # fmt: skip
CALLED_OUT = {"yes": gettext_lazy("With an answer"), "no": gettext_lazy("Resident: not solved")}
CALLOUT_LONGEST = 22  # letters; a Chinese one counts for two
CALLED_FROM = {"left": (170, 62), "right": (610, 62)}  # the foot of each callout on the drawing
LINE_LONGEST = 240  # units of the drawing: a longer line crosses half of the city
DAYS_OF_SHIFTS = 7
ANSWERED_SHOWN = 6
PROMISES_SHOWN = 3
MAP_DAYS = 30
FIRST_DAYS = 5  # so early in a month the month before says more


@dataclass
class _Numbers:
    """What this process keeps for a minute: only sums, never a title, so that what is hidden is gone at once; and the
    edition of the little mayor that runs."""

    month: date | None = None
    tally: Tally = field(default_factory=Tally)
    counts: Counts | None = None
    promised: dict[str, int] = field(default_factory=dict)
    edition: Edition | None = None  # once shown, it stays so
    missing: Missing | None = None
    good_until: float = 0.0


@dataclass(frozen=True)
class Dot:
    """A public case on the drawn city."""

    x: float
    y: float
    verdict: str
    title: str
    url: str
    matter: str


@dataclass(frozen=True)
class Answered:
    """A newly answered case as the front page prints it."""

    case: Case
    state: object
    said: LineWords | None


_kept = _Numbers()


@open_to_all
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What can I do here, and how well does the city answer?"""
    at = timezone.now()
    numbers = _numbers(at)
    newest = list(newest_answered().with_names()[:ANSWERED_SHOWN])
    said = rating_words(newest)
    dots = _dots(at)
    context = {
        "dots": dots,
        "callouts": _callouts(dots),
        "counts": numbers.counts,
        "map_days": MAP_DAYS,
        "month": numbers.month,
        "tally": numbers.tally,
        "incidents": banners_everywhere(),
        "promised": numbers.promised,
        "promises": moved_last(today=timezone.localdate(at), most=PROMISES_SHOWN),
        "little_mayor": numbers.edition,
        "missing": numbers.missing,
        "rows": [Answered(case, State(case.state).label, said.get(case.pk)) for case in newest],
    }
    return render(request, "portal/home.html", context)


def _numbers(at: datetime) -> _Numbers:
    if monotonic() >= _kept.good_until:
        _kept.month = _month(at)
        _kept.tally = tally_of(_kept.month)
        _kept.counts = counts(since=at - timedelta(days=MAP_DAYS))
        _kept.promised = figures(timezone.localdate(at))
        _kept.edition = current_edition(at)
        _kept.missing = missing_within(at, days=DAYS_OF_SHIFTS)
        _kept.good_until = monotonic() + KEPT_SECONDS
    return _kept


def forget_numbers() -> None:
    """Count again at the next question; for tests."""
    _kept.good_until = 0.0


def _month(at: datetime) -> date:
    """This month, or the last one in the first days."""
    today = timezone.localdate(at)
    first = today.replace(day=1)
    return first if today.day > FIRST_DAYS else (first - timedelta(days=1)).replace(day=1)


def _dots(at: datetime) -> list[Dot]:
    """The newest public cases with a point, so many as the drawing holds without one hiding another."""
    rows = newest_on_map(since=at - timedelta(days=MAP_DAYS)).select_related("matter").only(*DRAWN)
    dots: list[Dot] = []
    for case in rows[:LOOKED_THROUGH]:
        x, y = project(case.lon or 0.0, case.lat or 0.0)
        if not is_on_drawing(x, y) or any(abs(x - dot.x) < NEAREST and abs(y - dot.y) < NEAREST for dot in dots):
            continue
        sign = "no" if case.verdict == Verdict.NO else "yes" if case.answered_at else "open"
        url = reverse("cases:show", args=[case.number])
        dots.append(Dot(x, y, sign, case.public_title, url, case.matter.name if case.matter else ""))
        if len(dots) == DOTS_MOST:
            break
    return dots


def _callouts(dots: list[Dot]) -> list[dict[str, object]]:
    """One case on the left and one on the right said in a few words, good or bad: the newest that fit and lie near."""
    fit = [
        dot for dot in dots if dot.verdict in CALLED_OUT and 0 < _width(dot.matter) <= CALLOUT_LONGEST and dot.y > 90
    ]
    told = []
    for side, foot in CALLED_FROM.items():
        near = next((dot for dot in fit if dist((dot.x, dot.y), foot) < LINE_LONGEST), None)
        if near is not None:
            words = {"title": near.matter, "line": CALLED_OUT[near.verdict]}
            told.append({"side": side, "x": near.x, "y": near.y} | words)
    return told


def _width(words: str) -> int:
    return sum(2 if sign > "\u2e7f" else 1 for sign in words)
