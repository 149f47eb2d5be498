"""What everybody may read of what can be followed, the newest first: for feeds and calendars."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from civic.cases.models import Case, CaseQuerySet, Line
from civic.cases.queries import Viewer, own_cases, step_title, timeline
from civic.cases.rules import CLOSED_STATES
from civic.following.models import Follow, Follower
from civic.following.rules import UNTOLD
from civic.following.rules.subjects import METRES_A_DEGREE, metres_a_degree_of_lon
from civic.lib.ical import Day
from civic.offices.models import Matter
from civic.places.models import Area, Cell

ENTRIES = 50
LOOKED_BACK = timedelta(days=30)
CASES_MOST = 200  # of one calendar


@dataclass(frozen=True)
class Entry:
    """One step as a feed tells it: `key` names it for good."""

    key: str
    title: str
    url: str
    at: datetime
    words: str = ""


def entries_of_case(case: Case) -> list[Entry]:
    """The steps of one public case with their words, the newest first."""
    told = [one for one in timeline(case, "public") if one.line.verb not in UNTOLD]
    return [
        Entry(_key(case, one.line), str(one.title), case_url(case), one.line.at, one.text)
        for one in reversed(told[-ENTRIES:])
    ]


def entries_among(cases: CaseQuerySet, *, at: datetime) -> list[Entry]:
    """The newest steps among these public cases, of the last thirty days; two queries."""
    since = at - LOOKED_BACK
    lines = Line.objects.filter(at__gte=since, case__in=cases.values("pk")).exclude(verb__in=UNTOLD)
    newest = list(lines.order_by("-at", "-pk")[:ENTRIES])
    shown = Case.objects.public().in_bulk({line.case_id for line in newest})
    return [
        Entry(
            _key(shown[line.case_id], line),
            f"{shown[line.case_id].public_title or shown[line.case_id].number} · {step_title(line)}",
            case_url(shown[line.case_id]),
            line.at,
        )
        for line in newest
        if line.case_id in shown
    ]


def _key(case: Case, line: Line) -> str:
    return f"{case.number}/{line.seq}"


def case_url(case: Case) -> str:
    """The whole address of a case."""
    return f"{settings.SITE_URL}/cases/{case.number}/"


def of_matter(matter: Matter | None, area: Area | None) -> CaseQuerySet:
    """The public cases of a matter in an area."""
    cases = Case.objects.public()
    if matter is not None:
        cases = cases.filter(matter=matter)
    return cases if area is None else cases.filter(area__in=Area.objects.within(area).values("pk"))


def of_cell(cell: Cell) -> CaseQuerySet:
    """The public cases of a cell of the management grid, whichever of its versions they were filed in."""
    return Case.objects.public().filter(cell__layer=cell.layer, cell__code=cell.code)


def within(lat: float, lon: float, metres: int) -> CaseQuerySet:
    """The public cases in a circle."""
    a_degree = metres_a_degree_of_lon(lat)
    high, wide = metres / METRES_A_DEGREE, metres / a_degree
    boxed = Case.objects.public().filter(lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide))
    north, east = (F("lat") - lat) * METRES_A_DEGREE, (F("lon") - lon) * a_degree
    return boxed.alias(squared=north * north + east * east).filter(squared__lte=metres * metres)


# --- days on which something is due ---


def days_of(cases: Iterable[Case]) -> list[Day]:
    """When an answer is promised, and until when one may appeal; two queries."""
    rows = list(cases)
    ended = [case.pk for case in rows if case.state in CLOSED_STATES]
    untils: dict[int, Any] = {}
    for key, facts in (
        Line.objects.filter(case__in=ended, facts__has_key="appeal_until").order_by("seq").values_list("case", "facts")
    ):
        untils[key] = parse_datetime(str(facts["appeal_until"]))
    days = []
    for case in rows:
        name = case.shown_title or case.number
        if case.answer_due_at is not None and case.answered_at is None and case.state not in CLOSED_STATES:
            title = _("An answer is promised: %(case)s") % {"case": name}
            days.append(_day(case, "answer", case.answer_due_at, title))
        if untils.get(case.pk) is not None:
            title = _("The last day to appeal: %(case)s") % {"case": name}
            days.append(_day(case, "appeal", untils[case.pk], title))
    return days


def _day(case: Case, what: str, at: datetime, title: str) -> Day:
    host = settings.SITE_URL.partition("//")[2]
    words = _("Case %(number)s") % {"number": case.number}
    return Day(f"{what}-{case.number}@{host}", at, case.moved_at, title, words, case_url(case))


def calendar_cases(follower: Follower) -> list[Case]:
    """The cases whose days stand in somebody's calendar: public ones that she follows, and her own."""
    followed = Follow.objects.confirmed().filter(follower=follower, case__isnull=False).values("case")
    own = Viewer(person=follower.person, contact_hash=follower.contact_hash or "")
    shown = Q(pk__in=Case.objects.public().filter(pk__in=followed).values("pk")) | Q(pk__in=own_cases(own).values("pk"))
    return list(Case.objects.filter(shown).newest()[:CASES_MOST])
