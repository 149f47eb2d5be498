"""A year of the track as its log tells it: openings, lists, requests, erasures, checks; and whether the log holds."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils.timezone import localdate, make_aware

from civic.guardians.models import (
    Assessment,
    Breach,
    Child,
    ChildLine,
    Export,
    Identity,
    Opening,
    RightsRequest,
    Vetting,
    Withholding,
)
from civic.guardians.rules import REVIEW_WITHIN
from civic.journal.rules import broken_at
from civic.youth.models import Duty, Edition
from civic.youth.queries.retention import children_to_unname


def figures_of(year: int, *, at: datetime) -> dict[str, Any]:
    """Every figure of the report; numbers and codes only, no person and no child."""
    begins, ends = make_aware(datetime(year, 1, 1)), make_aware(datetime(year + 1, 1, 1))
    return {
        "year": year,
        "until": min(ends, at).isoformat(timespec="seconds"),
        "acts": _acts(begins, ends),
        "openings": _openings(begins, ends, at=at),
        "lists": _lists(begins, ends),
        "requests": _requests(begins, ends, at=at),
        "erasures": _erasures(begins, ends, at=at),
        "people": _people(at=at),
        "withheld": Withholding.objects.filter(agreed_at__gte=begins, agreed_at__lt=ends).count(),
        "breaches": Breach.objects.filter(is_drill=False, made_at__gte=begins, made_at__lt=ends).count(),
        "drills": Breach.objects.filter(is_drill=True, made_at__gte=begins, made_at__lt=ends).count(),
        "assessments": _assessments(begins, ends),
        "log": _log(),
    }


def _acts(begins: datetime, ends: datetime) -> dict[str, int]:
    verbs = ChildLine.objects.filter(at__gte=begins, at__lt=ends).values_list("verb", flat=True)
    return dict(sorted(Counter(verbs.iterator()).items()))


def _openings(begins: datetime, ends: datetime, *, at: datetime) -> dict[str, Any]:
    asked = Opening.objects.filter(asked_at__gte=begins, asked_at__lt=ends)
    urgent = asked.filter(is_urgent=True)
    late = Q(reviewed_at__gt=F("asked_at") + REVIEW_WITHIN) | Q(
        reviewed_at__isnull=True, asked_at__lt=at - REVIEW_WITHIN
    )
    return {
        "asked": asked.count(),
        "purposes": dict(sorted(Counter(asked.values_list("purpose", flat=True)).items())),
        "approved": asked.filter(is_approved=True).count(),
        "refused": asked.filter(is_approved=False).count(),
        "read": asked.filter(opened_at__isnull=False).count(),
        "urgent": urgent.count(),
        "urgent_not_sound": urgent.filter(is_sound=False).count(),
        "urgent_reviewed_late": urgent.filter(late).count(),
    }


def _lists(begins: datetime, ends: datetime) -> dict[str, int]:
    asked = Export.objects.filter(asked_at__gte=begins, asked_at__lt=ends)
    return {
        "asked": asked.count(),
        "refused": asked.filter(refused_at__isnull=False).count(),
        "taken_along": asked.filter(fetched_at__isnull=False).count(),
    }


def _requests(begins: datetime, ends: datetime, *, at: datetime) -> dict[str, Any]:
    asked = RightsRequest.objects.filter(asked_at__gte=begins, asked_at__lt=ends)
    today, in_time, late = localdate(at), 0, 0
    for due_on, answered_at in asked.values_list("due_on", "answered_at"):
        answered_on = localdate(answered_at) if answered_at else None
        in_time += answered_on is not None and answered_on <= due_on
        late += (answered_on or today) > due_on
    return {
        "asked": asked.count(),
        "rights": dict(sorted(Counter(asked.values_list("right", flat=True)).items())),
        "outcomes": dict(sorted(Counter(asked.exclude(outcome="").values_list("outcome", flat=True)).items())),
        "grounds": dict(sorted(Counter(asked.exclude(ground="").values_list("ground", flat=True)).items())),
        "in_time": in_time,
        "late": late,
    }


def _erasures(begins: datetime, ends: datetime, *, at: datetime) -> dict[str, int]:
    return {
        "identities": Identity.objects.filter(erased_at__gte=begins, erased_at__lt=ends).count(),
        "children": Child.objects.filter(erased_at__gte=begins, erased_at__lt=ends).count(),
        "overdue": len(children_to_unname(at=at)),
    }


def _people(*, at: datetime) -> dict[str, int]:
    today = localdate(at)
    with_tasks = Duty.objects.filter(Q(ends__isnull=True) | Q(ends__gte=today), starts__lte=today)
    held = Duty.objects.held_on(today).values_list("person", flat=True)
    return {
        "with_tasks": with_tasks.values("person").distinct().count(),
        "checked_today": len(set(held)),
        "expiring_soon": Vetting.objects.in_force(today).filter(due_on__lt=today + timedelta(days=30)).count(),
    }


def _assessments(begins: datetime, ends: datetime) -> dict[str, int]:
    signed = Assessment.objects.filter(signed_at__isnull=False)
    return {
        "kept": signed.count(),
        "written": Assessment.objects.filter(made_at__gte=begins, made_at__lt=ends).count(),
        "editions": Edition.objects.filter(shown_at__gte=begins, shown_at__lt=ends).count(),
    }


def _log() -> dict[str, Any]:
    """Whether every child's chain holds, read from its beginning. A break is told by the child's key alone."""
    broken, lines = [], 0
    for child in Child.objects.prefetch_related("lines").order_by("pk").iterator(chunk_size=500):
        chain = sorted(child.lines.all(), key=lambda line: line.seq)
        lines += len(chain)
        if broken_at(child.subject, chain, {}) is not None:
            broken.append(str(child.key))
    return {"lines": lines, "broken": broken}
