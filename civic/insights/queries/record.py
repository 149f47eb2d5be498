"""The record as the figures read it: cases by their keys, with lines, days and ratings, in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from civic.cases.models import Case, Deadline, DeadlineKind, Line, Rebound, Word
from civic.cases.rules import Publication
from civic.cases.rules.privacy import is_never_public
from civic.feedback.models import Rating
from civic.insights.models import Aside
from civic.insights.rules import READ_VERBS, Act, Said, Told
from civic.offices.models import Office
from civic.places.models import AreaKind

ASIDE_VERBS = {
    "decline": Aside.DECLINED,
    "withhold": Aside.WITHHELD,
    "restore": Aside.RESTORED,
    "seal": Aside.SEALED,
    "merge": Aside.MERGED,
    "join-into": Aside.MERGED,
    "divide": Aside.MERGED,
    "withdraw": Aside.WITHDRAWN,
}
_HIDING = ("hide", "withdraw")  # remedies of an objection by which something leaves the page


@dataclass(frozen=True)
class Put:
    """Something set aside, by its line."""

    line: int
    at: datetime
    what: str
    reason: str


@dataclass(frozen=True)
class Read:
    """One case, as the figures need it. `place` is the area it may be counted in."""

    case: int
    told: Told
    place: int | None
    language: str
    is_public: bool
    put: Sequence[Put]


def newest_line() -> int:
    """The key of the newest line there is."""
    return Line.objects.aggregate(newest=Max("pk"))["newest"] or 0


def touched(since: int, until: int, *, most: int) -> tuple[dict[int, set[str]], int]:
    """The cases that lines after `since` are about, with their verbs, and up to which line was read."""
    rows = Line.objects.filter(pk__gt=since, pk__lte=until).order_by("pk").values_list("pk", "case_id", "verb")[:most]
    found: dict[int, set[str]] = defaultdict(set)
    for _pk, case, verb in rows:
        found[case].add(verb)
    for earlier in Rebound.objects.filter(case__in=list(found)).values_list("earlier", flat=True):
        found[earlier].add("came-back")  # whether it counts as come back hangs on both
    return dict(found), rows[len(rows) - 1][0] if len(rows) == most else until


def next_cases(after: int, *, most: int) -> list[int]:
    """The keys of the cases after this one."""
    return list(Case.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:most])


def read_cases(keys: Iterable[int]) -> list[Read]:
    """What the figures need to know of these cases; seven queries, however many."""
    keys = list(keys)
    offices = dict(Office.objects.values_list("code", "pk"))
    acts, put = _lines(keys, offices)
    days: dict[int, dict[int, datetime]] = defaultdict(dict)
    promised = Deadline.objects.filter(case__in=keys, kind=DeadlineKind.ANSWER).order_by("pk")
    for case, number, due in promised.values_list("case_id", "round", "due_at"):
        days[case][number] = due
    said = _said(keys)
    came_back = set(Rebound.objects.standing().filter(earlier__in=keys).values_list("earlier", flat=True))
    return [
        Read(
            case=row["pk"],
            told=Told(
                kind=row["kind"],
                source=row["source"],
                is_part=row["whole_id"] is not None,
                acts=acts[row["pk"]],
                said=said[row["pk"]],
                days=days[row["pk"]],
                answer_due_at=row["answer_due_at"],
                office=row["office_id"],
                came_back=row["pk"] in came_back,
            ),
            place=_place(row),
            language="" if is_never_public(row["privacy"]) else row["language"],
            is_public=row["publication"] == Publication.PUBLISHED,
            put=put[row["pk"]],
        )
        for row in Case.objects.filter(pk__in=keys).values(*_COLUMNS)
    ]


_COLUMNS = (
    *("pk", "kind", "source", "whole_id", "answer_due_at", "office_id", "privacy", "language", "publication"),
    *("area_id", "area__kind", "area__parent_id", "area__parent__kind", "area__parent__parent_id"),
)


def _place(row: dict[str, Any]) -> int | None:
    """The area a case is counted in: its own, and of a private matter only the district."""
    if not is_never_public(row["privacy"]):
        return row["area_id"]
    if row["area__kind"] in (None, AreaKind.CITY, AreaKind.DISTRICT):
        return row["area_id"]
    return row["area__parent_id"] if row["area__parent__kind"] == AreaKind.DISTRICT else row["area__parent__parent_id"]


def _lines(keys: Sequence[int], offices: dict[str, int]) -> tuple[dict[int, list[Act]], dict[int, list[Put]]]:
    acts: dict[int, list[Act]] = defaultdict(list)
    put: dict[int, list[Put]] = defaultdict(list)
    read = {*READ_VERBS, *ASIDE_VERBS, "decide-objection"}
    rows = Line.objects.filter(case__in=keys, verb__in=read).order_by("case", "seq")
    for pk, case, verb, side, at, facts, office in rows.values_list(
        "pk", "case_id", "verb", "side", "at", "facts", "office_id"
    ):
        if verb in READ_VERBS:
            named = offices.get(facts.get("office", "")) if verb in ("dispatch", "decide", "settle") else office
            acts[case].append(Act(verb, side, at, facts.get("round", 1), named, facts))
        what, reason = _aside(verb, facts)
        if what:
            put[case].append(Put(pk, at, what, reason))
    return acts, put


def _aside(verb: str, facts: dict[str, Any]) -> tuple[str, str]:
    """As what a line is counted beside the figures, and for which reason."""
    if verb == "decide-objection":
        remedy = str(facts.get("remedy", ""))
        return (Aside.HIDDEN if remedy in _HIDING else Aside.OBJECTION_REFUSED if remedy == "refuse" else ""), remedy
    reason = facts.get("ground", "") if verb == "withhold" else facts.get("basis", "") if verb == "decline" else ""
    return ASIDE_VERBS.get(verb, ""), str(reason)[:300]


def _said(keys: Sequence[int]) -> dict[int, list[Said]]:
    """What residents said, in its order: the rating of a round, else the word before its check. Whoever works for the
    city and rates it is not counted."""
    found: dict[int, list[Said]] = defaultdict(list)
    rated: set[tuple[int, int]] = set()
    ratings = Rating.objects.filter(case__in=keys).exclude(person__is_staff=True).exclude(case__reporter__is_staff=True)
    for one in ratings:
        found[one.case_id].append(Said(one.at, one.round, one.solved, one.result, one.attitude, one.speed))
        rated.add((one.case_id, one.round))
    words = Word.objects.filter(case__in=keys, counts_since__isnull=False).exclude(case__reporter__is_staff=True)
    for case, at, number, solved in words.values_list("case_id", "said_at", "round", "solved"):
        if (case, number) not in rated:
            found[case].append(Said(at, number, solved))
    return found
