"""Drafts of what the city suggests itself: the reports that count, those on a desk, and what lies behind."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from civic.cases.models import Case, CaseQuerySet
from civic.cases.rules import Kind, Source, State
from civic.offices.queries import OfficerHand
from civic.suggestions.models import Need, NeedCase
from civic.suggestions.rules.needs import CASES_LEAST, CAUSE, KEEPERS, WITHIN
from civic.suggestions.rules.rounds import is_within

SHOWN_MOST = 100
LINKS_SHOWN = 50


def showing_a_need(at: datetime) -> CaseQuerySet:
    """The reports that count: read by everybody, closed within twelve months, found to come from a missing facility,
    in a cell, and behind no other draft."""
    found = Case.objects.public().filter(cause__code=CAUSE, closed_at__gt=at - WITHIN, closed_at__lte=at)
    found = found.filter(state=State.CLOSED, cell__isnull=False, is_merged=False, is_unfounded=False)
    found = found.exclude(kind=Kind.SUGGESTION)
    return found.filter(~Exists(NeedCase.objects.filter(case=OuterRef("pk"))))


def cells_in_need(at: datetime) -> list[int]:
    """The cells with ten such reports, or with a draft that is open and another such report; one query."""
    waits = Exists(Need.objects.filter(cell=OuterRef("cell"), end=""))
    rows = showing_a_need(at).values("cell").annotate(count=Count("pk"), waits=waits)
    rows = rows.filter(Q(count__gte=CASES_LEAST) | Q(waits=True))
    return list(rows.order_by("cell").values_list("cell", flat=True))


def public_links(need: Need) -> list[Case]:
    """The reports behind a draft that everybody may read now, the newest first; one query."""
    found = Case.objects.public().filter(pk__in=NeedCase.objects.filter(need=need).values("case"))
    return list(found.with_names().order_by("-closed_at", "-pk")[:LINKS_SHOWN])


def links_behind(case: Case) -> list[Case]:
    """The reports from which the city drafted a suggestion, as far as everybody may read them now; one query, and none
    for what somebody handed in."""
    if case.source != Source.CITY:
        return []
    found = Case.objects.public().filter(pk__in=NeedCase.objects.filter(need__case=case).values("case"))
    return list(found.with_names().order_by("-closed_at", "-pk")[:LINKS_SHOWN])


def keeps_needs(officer: OfficerHand | None) -> bool:
    """May she decide on drafts?"""
    return officer is not None and bool(officer.roles & KEEPERS)


def reach_of_needs(officer: OfficerHand) -> tuple[str, ...]:
    """The paths of the areas of her post as a supervisor; () for the whole city."""
    paths = {post.area_path for post in officer.posts if post.role in KEEPERS}
    return () if "" in paths else tuple(sorted(paths))


def needs_on_desk(officer: OfficerHand) -> QuerySet[Need]:
    """The drafts of her areas, each with how many of its reports everybody may read now."""
    readable = Count("links", filter=Q(links__case__in=Case.objects.public().values("pk")))
    found = Need.objects.select_related("cell__area", "ended_by", "case").defer("cell__polygon")
    reach = reach_of_needs(officer)
    if reach:
        within = Q(pk__in=[])
        for path in reach:
            within |= Q(cell__area__path__startswith=path)
        found = found.filter(within)
    return found.annotate(readable=readable)


def is_in_reach(need: Need, officer: OfficerHand) -> bool:
    """Does it lie in the area of her post?"""
    return is_within(need.cell.area.path, reach_of_needs(officer))
