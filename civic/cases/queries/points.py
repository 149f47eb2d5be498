"""The points of a suggestion as somebody may read them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from civic.cases.models import Case, Point, Veil
from civic.cases.rules.objections import Marked, veiled
from civic.cases.rules.points import Weight


@dataclass(frozen=True)
class Weighed:
    """One point in the words that may be read, and how it weighed; `weight` is empty before the answer."""

    number: int
    text: str
    language: str
    weight: str = ""
    reason: str = ""
    reason_language: str = ""

    @property
    def weight_label(self) -> Any:
        """How it weighed, in words."""
        return Weight(self.weight).label if self.weight else ""


@dataclass(frozen=True)
class Points:
    """The points of one round; `answered_at` is when they were weighed in public."""

    round: int
    points: list[Weighed]
    answered_at: datetime | None = None


def points_now(case: Case) -> list[Point]:
    """The points of this round as the desk reads them; none and no query where there are none."""
    return list(Point.objects.filter(case=case, round=case.round)) if case.point_count else []


def weights_of(case: Case) -> list[str]:
    """How the points of this round weigh so far."""
    return [point.weight for point in points_now(case) if point.weight]


def public_points(case: Case) -> list[Points]:
    """The points of the newest answer with their weights, and before it those that are being weighed now; in the words
    that no objection hides. One query, and one more where something is hidden; none for a case without points."""
    if not case.point_count:
        return []
    rows = list(Point.objects.filter(Q(round=case.round) | Q(line__isnull=False), case=case).select_related("line"))
    seen = veil_of(case)
    answered = max((row.round for row in rows if row.line_id), default=0)
    rounds = dict.fromkeys(number for number in (case.round, answered) if number)
    return [_round(case, [row for row in rows if row.round == number], seen) for number in rounds]


def _round(case: Case, rows: Sequence[Point], seen: "Seen") -> Points:
    at = rows[0].line.at if rows[0].line else None
    return Points(rows[0].round, [_point(case, row, seen, is_told=at is not None) for row in rows], at)


def _point(case: Case, row: Point, seen: "Seen", *, is_told: bool) -> Weighed:
    text, language = seen(row.text, row.language) or case.public_title, row.language if row.text else case.language
    if not is_told:
        return Weighed(row.number, text, language)
    return Weighed(row.number, text, language, row.weight, seen(row.reason, row.reason_language), row.reason_language)


class Seen:
    """Words as everybody reads them: with neutral ones wherever an objection hides a piece."""

    def __init__(self, pieces: Iterable[Marked], language: str) -> None:
        self.pieces, self.language = list(pieces), language

    def __call__(self, text: str, language: str = "") -> str:
        return veiled(text, self.pieces, language=language or self.language) if self.pieces else text


def veil_of(case: Case) -> Seen:
    """How words about this case are read by everybody; a query only where something is hidden."""
    if not case.veiled:
        return Seen((), case.language)
    rows = Veil.objects.filter(case=case, is_on=True, photo=None)
    return Seen((Marked(row.piece, row.kind) for row in rows if row.piece), case.language)
