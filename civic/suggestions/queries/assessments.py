"""What offices said about a suggestion: all of it for the desk, and for everybody what the answer took over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from civic.cases.models import Case
from civic.cases.queries.points import Points, Seen, public_points, veil_of
from civic.offices.models import Office
from civic.offices.queries import OfficerHand, office_ids_of
from civic.offices.rules import Role
from civic.suggestions.models import Assessment, AssessmentQuerySet
from civic.suggestions.rules.assessing import PARTS, Feasibility


@dataclass(frozen=True)
class Part:
    """One part of an assessment in words; `cost` is the amount in yuan, where it is about that."""

    name: str
    label: Any
    text: str
    language: str
    cost: str | None = None  # "" where it costs nothing


@dataclass(frozen=True)
class Told:
    """What an answer tells of one assessment."""

    office: Office
    given_at: datetime
    parts: list[Part]


@dataclass(frozen=True)
class Answered:
    """What everybody reads of how a suggestion was weighed: its points, and what offices said about them."""

    points: list[Points]
    told: list[Told]


def weighed_in_public(case: Case) -> Answered:
    """The points of a suggestion with the weights of its answer, and what that took over from assessments. No query
    for one without points, at most three for all others."""
    points = public_points(case)
    given = next((one.round for one in points if one.answered_at is not None), None)
    if given is None:
        return Answered(points, [])
    found = Assessment.objects.filter(case=case, round=given, given_at__isnull=False).exclude(taken=[])
    rows = list(found.select_related("office"))
    seen = veil_of(case) if rows else Seen((), "")
    return Answered(points, [_told(row, seen) for row in rows])


def _told(row: Assessment, seen: Seen) -> Told:
    assert row.given_at is not None
    return Told(row.office, row.given_at, [part_of(row, name, seen) for name in PARTS if name in row.taken])


def part_of(row: Assessment, name: str, seen: Seen) -> Part:
    """One part of an assessment as it may be read."""
    if name == "feasibility":
        return Part(name, PARTS[name], str(Feasibility(row.feasibility).label), "")
    words = {"cost": row.cost_words, "period": row.period, "law": row.law, "text": row.text}[name]
    cost = row.cost_said if name == "cost" else None
    return Part(name, PARTS[name], seen(words, row.language), row.language, cost)


def assessing_for(officer: OfficerHand | None) -> frozenset[int]:
    """The offices for which this officer assesses suggestions."""
    if officer is None:
        return frozenset()
    return office_ids_of(officer, Role.HANDLER) | office_ids_of(officer, Role.HEAD)


def assessments_beside(officer: OfficerHand | None) -> AssessmentQuerySet:
    """What the offices of this officer were asked, and what they asked of others."""
    mine = assessing_for(officer)
    beside = Q(office__in=mine) | Q(case__office__in=mine)
    whole = ("case__matter", "case__office", "case__area__parent", "office", "asker", "given_by")
    return Assessment.objects.filter(beside).select_related(*whole)


def assessments_of(case: Case) -> list[Assessment]:
    """All that was asked about a case, the newest first; one query."""
    return list(Assessment.objects.filter(case=case).select_related("office", "asker", "given_by").order_by("-pk"))
