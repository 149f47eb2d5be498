"""What a place remembers: the closed cases a new one returned of, how often here within a year, and the figure made of
it. What a reader may not see is neither shown nor counted for her."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Value

from civic.cases.models import Case, CaseQuerySet, Rebound
from civic.cases.queries.visibility import Viewer, visible_to
from civic.cases.rules import Outcome, Publication, Source, State, Verdict
from civic.cases.rules.rebound import (
    ENDED_HERE,
    LINKED_MOST,
    RETURNING,
    Return,
    Spot,
    came_back,
    is_same_place,
)
from civic.offices.models import Matter, Office
from civic.offices.rules import said_in
from civic.places.models import Area
from civic.places.rules import hexagons_around

LOOKED_AT = 60  # of the cases closed last around a place; more at one place within the days would be a topic long since
YEAR = timedelta(days=365)
SHOWN = 12


def spot_of(case: Case) -> Spot:
    """Where a case lies."""
    return Spot(case.lat, case.lon, case.component_id, case.cell_id)


def may_come_back(case: Case) -> bool:
    """Can this case be the return of another at all? It says what it is about and where; what an earlier system
    recorded, and what is a part of another case, is no return."""
    is_placed = case.h3 is not None or case.component_id is not None or case.cell_id is not None
    is_counted = case.source != Source.IMPORT and case.whole_id is None
    return case.matter_id is not None and case.kind in RETURNING and is_placed and is_counted


def ended_at_places(*, matter_id: int) -> CaseQuerySet:
    """The closed cases of a matter that something may be the return of: not those that a case stands for, that were
    unfounded, or that an earlier system recorded."""
    ended = Case.objects.filter(matter=matter_id, state__in=ENDED_HERE, kind__in=RETURNING, closed_at__isnull=False)
    return ended.filter(is_merged=False, is_unfounded=False, whole__isnull=True).exclude(source=Source.IMPORT)


def closed_here(case: Case) -> list[tuple[int, Return]]:
    """The closed cases this one is the return of, those closed last first; one query along the index of closed cases by
    hexagon, whatever the city's size."""
    matter = case.matter
    if matter is None or not matter.rebound_days or not may_come_back(case):
        return []
    since = case.filed_at - timedelta(days=matter.rebound_days)
    ended = ended_at_places(matter_id=matter.pk).filter(_around(case, metres=matter.rebound_metres))
    ended = ended.filter(closed_at__gte=since, closed_at__lte=case.filed_at).exclude(pk=case.pk)
    rows: Any = ended.order_by("-closed_at", "-pk").values_list("pk", "closed_at", "lat", "lon", "component", "cell")
    found: list[tuple[int, Return]] = []
    for pk, closed_at, *there in rows[:LOOKED_AT]:
        back = came_back(
            here=spot_of(case),
            filed_at=case.filed_at,
            there=Spot(*there),
            closed_at=closed_at,
            metres=matter.rebound_metres,
            days=matter.rebound_days,
        )
        if back is not None:
            found.append((pk, back))
    return found[:LINKED_MOST]


def _around(case: Case, *, metres: int) -> Q:
    """What may lie at the place of a case; whether it does is asked of each."""
    if case.lat is not None and case.lon is not None:
        around = Q(h3__in=hexagons_around(case.lat, case.lon, metres=metres))
        return around | Q(component=case.component_id) if case.component_id is not None else around
    if case.component_id is not None:
        return Q(component=case.component_id)
    return Q(cell=case.cell_id)


# --- what a reader sees of it ---


@dataclass(frozen=True)
class Visit:
    """One case of the same matter at the same place, as far as one reader may see it."""

    number: str
    title: str
    language: str
    filed_at: datetime
    closed_at: datetime | None
    how: Any  # how it ended, in words
    office: str
    is_this: bool = False
    is_earlier: bool = False  # the shown case is its return
    is_return: bool = False  # it is a return of the shown case
    days: int = 0  # between closing and coming back, of those two

    @property
    def is_linked(self) -> bool:
        """Is it one of those that count as coming back?"""
        return self.is_earlier or self.is_return


@dataclass(frozen=True)
class PlaceMemory:
    """What a place remembers of a case: every visit of its matter here within a year, the newest last."""

    visits: list[Visit]
    count: int

    @property
    def earlier(self) -> list[Visit]:
        """The closed ones it is the return of, the last first."""
        return [visit for visit in reversed(self.visits) if visit.is_earlier]

    @property
    def returns(self) -> list[Visit]:
        """Those that came in after it was closed."""
        return [visit for visit in self.visits if visit.is_return]


_OFFICE = ("office__name_zh_hans", "office__name_zh_hant", "office__name_en")
_PRINTED = (
    *("pk", "number", "title", "public_title", "language", "publication", "state", "outcome", "verdict"),
    *("filed_at", "closed_at", "lat", "lon", "component", "cell", *_OFFICE),
)


def place_memory(case: Case, viewer: Viewer, *, at: datetime, language: str) -> PlaceMemory | None:
    """How often a matter was at the place of a case within a year, itself and its returns with it, as far as this
    reader may see: nothing else is counted. None where nothing else was. One query."""
    if not may_come_back(case) or case.matter is None:
        return None
    metres, seen = case.matter.rebound_metres, visible_to(viewer)
    ended = ended_at_places(matter_id=case.matter.pk).filter(_around(case, metres=metres), closed_at__gte=at - YEAR)
    ended = ended.exclude(pk=case.pk)
    links = Rebound.objects.standing()
    returns = seen.filter(pk__in=links.filter(earlier=case).values("case"))
    earlier = seen.filter(pk__in=links.filter(case=case).values("earlier"))
    if not viewer.is_stranger:
        ended = ended.filter(pk__in=seen.order_by().values("pk"))
    else:
        ended = ended.filter(publication=Publication.PUBLISHED)
    pieces = [_told(ended, ""), _told(earlier, "earlier"), _told(returns, "return")]
    rows: dict[int, dict[str, Any]] = {}
    for row in pieces[0].union(*pieces[1:], all=True):
        if row["link"] or is_same_place(spot_of(case), _spot(row), metres=metres):
            rows[row["pk"]] = row if row["link"] or row["pk"] not in rows else rows[row["pk"]]
    if not rows:
        return None
    visits = [_visit(row, case, language) for row in rows.values()]
    visits = sorted([*visits, _itself(case)], key=lambda visit: (visit.filed_at, visit.number))
    shown = visits[-SHOWN:]
    if not any(visit.is_this for visit in shown):
        shown = [visit for visit in visits if visit.is_this] + shown[1:]
    return PlaceMemory(shown, len(visits))


def _told(cases: CaseQuerySet, link: str) -> Any:
    told = cases.order_by("-closed_at")[:LOOKED_AT] if not link else cases.order_by()
    return Case.objects.filter(pk__in=told.values("pk")).order_by().annotate(link=Value(link)).values(*_PRINTED, "link")


def _spot(row: dict[str, Any]) -> Spot:
    return Spot(row["lat"], row["lon"], row["component"], row["cell"])


def _visit(row: dict[str, Any], case: Case, language: str) -> Visit:
    is_public = row["publication"] == Publication.PUBLISHED
    ended, began = (row["closed_at"], case.filed_at) if row["link"] == "earlier" else (case.closed_at, row["filed_at"])
    names = dict(zip(("zh-hans", "zh-hant", "en"), (row[name] or "" for name in _OFFICE), strict=True))
    return Visit(
        number=row["number"],
        title=row["public_title"] if is_public else row["public_title"] or row["title"],
        language=row["language"],
        filed_at=row["filed_at"],
        closed_at=row["closed_at"],
        how=how_it_ended(row["state"], row["outcome"], row["verdict"]),
        office=said_in(names, language),
        is_earlier=row["link"] == "earlier",
        is_return=row["link"] == "return",
        days=(began - ended).days if row["link"] and ended is not None else 0,
    )


def _itself(case: Case) -> Visit:
    how = how_it_ended(case.state, case.outcome, case.verdict)
    return Visit(case.number, "", case.language, case.filed_at, case.closed_at, how, "", is_this=True)


def how_it_ended(state: str, outcome: str, verdict: str) -> Any:
    """How a case ended, in words: what the resident says outweighs what was answered."""
    if state not in ENDED_HERE:
        return State(state).label
    if verdict == Verdict.NO:
        return Verdict.NO.label
    return Outcome(outcome).label if outcome else State(state).label


# --- the figure ---


@dataclass(frozen=True)
class ReboundRate:
    """Of so many closed cases so many came back."""

    closed: int
    returned: int


def closed_and_returned(*, since: datetime, until: datetime) -> CaseQuerySet:
    """The cases of the rebound rate: those closed from `since` until before `until`, each with `has_returned`.

    In the denominator stands what was closed and could have come back: a complaint or a call for help that says what it
    is about and where; no part, no report that another case stands for, nothing unfounded, nothing an earlier system
    recorded. Whatever was answered: "planned" and "not found" come back too. The numerator are those of them with at
    least one standing return (`ReboundQuerySet.standing`). Of a month that is not as far back as the days of the
    matters, the numerator may still grow.

    Hidden cases (withheld, confidential, private) are counted on both sides, since a figure that left them out could be
    made better by hiding; so whoever prints it, prints nothing below the least number of closed cases
    (`insights`: ten), and never a numerator of so few.
    """
    ended = Case.objects.filter(state__in=ENDED_HERE, kind__in=RETURNING, closed_at__gte=since, closed_at__lt=until)
    ended = ended.filter(is_merged=False, is_unfounded=False, whole__isnull=True, matter__rebound_days__gt=0)
    ended = ended.filter(Q(h3__isnull=False) | Q(component__isnull=False)).exclude(source=Source.IMPORT)
    back = Rebound.objects.standing().filter(earlier=OuterRef("pk"))
    return ended.annotate(has_returned=Exists(back))


def rebound_rate(
    *, since: datetime, until: datetime, office: Office | None = None, area: Area | None = None
) -> ReboundRate:
    """The rebound rate of a time, of the office that closed the cases, of an area with all below it; one query. See
    `closed_and_returned` for what is counted."""
    cases = closed_and_returned(since=since, until=until)
    if office is not None:
        cases = cases.filter(office=office)
    if area is not None:
        cases = cases.filter(area__path__startswith=area.path)
    told = cases.aggregate(closed=Count("pk"), returned=Count("pk", filter=Q(has_returned=True)))
    return ReboundRate(**told)


def rebounds_by_office(*, since: datetime, until: datetime) -> dict[int, ReboundRate]:
    """The same for every office that closed a case in that time; one query."""
    rows = closed_and_returned(since=since, until=until).filter(office__isnull=False).order_by().values("office")
    counted = rows.annotate(closed=Count("pk"), returned=Count("pk", filter=Q(has_returned=True)))
    return {row["office"]: ReboundRate(row["closed"], row["returned"]) for row in counted}


# --- for the topics ---


def came_back_at(matter: Matter, case: Case, *, since: datetime, until: datetime) -> list[Rebound]:
    """Every closed case of a matter that came back to the place of this one, or to its cell, with the accepted case
    that was its first return in that time: three reports of one return are one return."""
    where = _around(case, metres=matter.rebound_metres)
    if case.cell_id is not None:
        where |= Q(cell=case.cell_id)
    came = Case.objects.filter(where, matter=matter, filed_at__gte=since, filed_at__lte=until)
    came = came.filter(accepted_at__isnull=False, whole__isnull=True).order_by()
    links = Rebound.objects.standing().filter(case__in=came.values("pk")).select_related("case")
    first: dict[int, Rebound] = {}
    for link in links.order_by("case__filed_at", "case_id"):
        is_in_cell = case.cell_id is not None and link.case.cell_id == case.cell_id
        if is_in_cell or is_same_place(spot_of(case), spot_of(link.case), metres=matter.rebound_metres):
            first.setdefault(link.earlier_id, link)
    return list(first.values())
