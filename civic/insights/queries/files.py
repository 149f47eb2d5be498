"""The open files: every case behind a month's figures, the kept counts, what was set aside. Read row by row, so that no
month has to fit into memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from civic.cases.models import Line
from civic.cases.rules import Publication
from civic.cases.rules.privacy import is_never_public
from civic.communities import queries as communities
from civic.hours.queries.statistics import published_months
from civic.insights.models import Aside, Correction, Counted, Figure, Month, SetAside, Sweep
from civic.insights.rules import MEASURES
from civic.insights.rules.rates import COUNTS
from civic.lib.sealed import keyed_hash
from civic.offices.rules import Privacy

AT_ONCE = 2000
BASIS_FEWEST = 3  # a basis used less often in a month is counted as another one: it may be words about one person
OTHER = "other"
SHOWING = ("publish", "withhold", "restore", "seal", "decide-objection")
CASE_FLAGS = ("in_time", "responded", "sent_back", "reopened", "came_back", "without_action", "deferred", "asked")
CASE_COLUMNS = (
    *("row", "public", "kind", "matter", "month", "due", "office", "answered_by", "area", "area_path", "language"),
    *CASE_FLAGS,
    *("solved", "result", "attitude", "speed", "put_right"),
)
FIGURE_COLUMNS = ("month", "office", "area", "area_path", "language", *COUNTS)
SHOWN_COLUMNS = (
    *("month", "by", "code", "name"),
    *COUNTS,
    *(f"{measure.key}_{part}" for measure in MEASURES for part in ("numerator", "denominator", "percent")),
)
ASIDE_COLUMNS = ("month", "what", "reason", "count")
COMMUNITY_COLUMNS = ("month", "community", "area_path", "raised", "solved_there", "handed_on", "not_taken")
VOLUNTEER_COLUMNS = ("served_in", "service", "volunteers", "shifts", "hours")
CORRECTION_COLUMNS = (
    *("at", "month", "office", "area", "measure", "was_numerator", "was_denominator", "numerator", "denominator"),
    *("causes", "words"),
)
_READ = (
    *("case_id", "case__number", "case__publication", "case__privacy", "case__kind", "case__matter__code"),
    *("month", "due_at", "office__code", "answered_by__code", "area__code", "area__path", "language"),
    *(*CASE_FLAGS, "solved", "result", "attitude", "speed", "put_right"),
)


@dataclass(frozen=True)
class Kept:
    """A month that has figures, and how fresh it is."""

    month: date
    changed_at: datetime
    closed_at: datetime | None
    counted_at: datetime | None
    shown_line: int  # the newest line by which something was shown or hidden since it was counted; 0 for none


def kept(month: date) -> Kept | None:
    """The month, where it has figures."""
    sweep = Sweep.objects.filter(pk=1).values_list("counted_at", "settled_line").first()
    row = Month.objects.filter(pk=month).first()
    if row is None or sweep is None or sweep[0] is None:
        return None
    # of a case that is not counted the file tells nothing, so what is done with it does not change the file
    counted = Counted.objects.filter(month=month, case=OuterRef("case"))
    since = Line.objects.filter(Exists(counted), pk__gt=sweep[1], verb__in=SHOWING).aggregate(newest=Max("pk"))[
        "newest"
    ]
    return Kept(row.month, row.changed_at, row.closed_at, sweep[0], since or 0)


def case_rows(one: Kept) -> Iterator[list[Any]]:
    """Every case the month's figures count. What is not public now has no number, no matter and no day, and stands in
    no order that would tell when it came in."""
    rows = Counted.objects.filter(month=one.month, due_at__lte=one.counted_at)
    is_public = Q(case__publication=Publication.PUBLISHED) & ~Q(case__privacy=Privacy.PRIVATE)
    shown = rows.filter(is_public).order_by("case").values(*_READ)
    hidden = rows.exclude(is_public).order_by("office", "area", "language", *CASE_FLAGS, "solved").values(*_READ)
    for found in (shown, hidden):
        for row in found.iterator(chunk_size=AT_ONCE):
            yield _case_row(row)


def _case_row(row: dict[str, Any]) -> list[Any]:
    is_public = row["case__publication"] == Publication.PUBLISHED and not is_never_public(row["case__privacy"])
    shown = [
        row["case__number"] if is_public else keyed_hash(str(row["case_id"]), purpose="open-data")[:16],
        int(is_public),
        row["case__kind"] if is_public else "",
        row["case__matter__code"] if is_public else "",
        f"{row['month']:%Y-%m}",
        row["due_at"].isoformat(timespec="minutes") if is_public else "",
    ]
    placed = [row["office__code"], row["answered_by__code"], row["area__code"], row["area__path"], row["language"]]
    said = [row[name] for name in (*CASE_FLAGS, "solved", "result", "attitude", "speed", "put_right")]
    return [*shown, *placed, *said]


def figure_rows(month: date) -> Iterator[list[Any]]:
    """The kept counts of a month: every published number is a sum of these."""
    rows = Figure.objects.filter(month=month).order_by(F("office__code").asc(nulls_last=True), "area__code", "language")
    for row in rows.values_list("office__code", "area__code", "area__path", "language", *COUNTS).iterator(
        chunk_size=AT_ONCE
    ):
        yield [f"{month:%Y-%m}", *row]


def aside_rows() -> Iterator[list[Any]]:
    """What was withheld, hidden, declined and so on, by month and reason."""
    rows = SetAside.objects.order_by("-month", "what", "reason").values("month", "what", "reason")
    others: dict[tuple[date, str], int] = {}
    told: list[tuple[date, str, str, int]] = []
    for month, what, reason, count in rows.annotate(count=Count("pk")).values_list("month", "what", "reason", "count"):
        if what == Aside.DECLINED and count < BASIS_FEWEST:
            others[(month, what)] = others.get((month, what), 0) + count
        else:
            told.append((month, what, reason, count))
    told += [(month, what, OTHER, count) for (month, what), count in others.items()]
    told.sort(key=lambda one: (-one[0].toordinal(), one[1], one[2] == OTHER, one[2]))
    for month, what, reason, count in told:
        yield [f"{month:%Y-%m}", what, reason, count]


def community_rows() -> Iterator[list[Any]]:
    """What residents raised in their communities and what became of it, by month and community: topics that were shown
    once, whatever was hidden since."""
    for row in communities.figures():
        told = row.tally
        counts = [told.raised, told.solved, told.handed_on, told.not_taken]
        yield [f"{row.month:%Y-%m}", row.community.code, row.community.path, *counts]


def volunteer_rows(*, at: datetime) -> Iterator[list[Any]]:
    """What volunteers served in each month that is over, by kind of help; never of fewer than five people."""
    for row in published_months(at=at):
        yield [f"{row.month:%Y-%m}", row.service, row.volunteers, row.shifts, row.hours]


def correction_rows() -> Iterator[list[Any]]:
    """Every correction, the newest first."""
    rows = Correction.objects.order_by("-at", "-pk").values_list(
        "at", "month", "office__code", "area__code", *CORRECTION_COLUMNS[4:]
    )
    for at, month, office, area, *rest, causes, words in rows.iterator(chunk_size=AT_ONCE):
        yield [at.isoformat(timespec="minutes"), f"{month:%Y-%m}", office, area, *rest, " ".join(causes), words]
