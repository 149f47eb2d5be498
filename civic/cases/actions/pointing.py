"""How the points of a suggestion are written down, weighed, given with the answer and laid out anew. The caller holds
the case and saves it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from civic.accounts.models import Person
from civic.cases.models import Case, Line, Point
from civic.lib.plain_text import guess_language


def lay_points(case: Case, texts: Sequence[str], *, by: Person | None, at: datetime) -> dict[str, Any]:
    """These are the points of this round; one that stays keeps how it was weighed. Returns what changes in the case."""
    known = {point.text: point for point in Point.objects.filter(case=case, round=case.round)}
    Point.objects.filter(case=case, round=case.round).delete()
    rows = []
    for number, text in enumerate(texts, start=1):
        point = known.get(text) or Point(text=text, language=guess_language(text), named_by=by, named_at=at)
        point.pk, point.case, point.round, point.number = None, case, case.round, number
        rows.append(point)
    Point.objects.bulk_create(rows)
    return {"point_count": len(rows), "unweighed": sum(not point.weight for point in rows)}


def write_weights(case: Case, weights: Mapping[int, tuple[str, str]], *, by: Person, at: datetime) -> dict[str, Any]:
    """Write down how points of this round weigh, by number, with the reason. Returns what changes in the case."""
    points = list(Point.objects.filter(case=case, round=case.round))
    changed = [point for point in points if point.number in weights]
    for point in changed:
        point.weight, point.reason = weights[point.number]
        point.reason_language = guess_language(point.reason) or case.language
        point.weighed_by, point.weighed_at = by, at
    Point.objects.bulk_update(changed, ["weight", "reason", "reason_language", "weighed_by", "weighed_at"])
    return {"unweighed": sum(not point.weight for point in points)}


def give_points(case: Case, line: Line) -> None:
    """The answer has gone out: how the points of this round weighed is public with it, and stays."""
    if case.point_count:
        Point.objects.filter(case=case, round=case.round).update(line=line)


def lay_points_anew(case: Case, *, at: datetime) -> None:
    """Another round has begun: the same points, and none of them weighed yet."""
    if not case.point_count:
        return
    before = Point.objects.filter(case=case, round=case.round - 1)
    Point.objects.bulk_create(
        Point(
            case=case,
            round=case.round,
            number=point.number,
            text=point.text,
            language=point.language,
            named_by_id=point.named_by_id,
            named_at=point.named_at,
        )
        for point in before
    )
    case.unweighed = case.point_count
