"""How well a resident is asked "is yours one of these?", tried on real reports from outside the project."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from civic.cases.models import Case
from civic.cases.queries import Probe, Suggestion, suggestions
from civic.cases.rules import State
from civic.cases.rules.likeness import says
from civic.lib.codes import code_digest
from civic.offices.models import Matter
from civic.places.rules import hexagon


class _Undone(Exception):
    """Everything was tried in one transaction, which is taken back."""


@dataclass(frozen=True)
class Row:
    """A report as it came: where, when, what, and when it was closed."""

    key: str
    at: datetime
    text: str
    lat: float | None = None
    lon: float | None = None
    closed_at: datetime | None = None


class Command(BaseCommand):
    help = (
        "Hand in the reports of FILES one after the other, with the look-up of the site, and count which duplicates "
        "it suggests. Needs a city (migrate, found_city or seed); everything is taken back at the end."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where the reports lie."""
        parser.add_argument("--requests", help="folder with sf.csv and sf_duplicate_candidates.csv")
        parser.add_argument("--messages", help="a CSV of messages with the columns id, created, detail")

    def handle(self, *args: Any, **options: Any) -> None:
        """Try whatever is there."""
        for name, path, attempt in (
            ("requests", options["requests"], self._requests),
            ("messages", options["messages"], self._messages),
        ):
            if not path or not Path(path).exists():
                self.stdout.write(f"{name}: nothing to try on at {path or '(not given)'}, left out.")
                continue
            try:
                with transaction.atomic():
                    attempt(Path(path))
                    raise _Undone
            except _Undone:
                pass

    def _requests(self, folder: Path) -> None:
        rows = sorted(_reports(folder / "sf.csv"), key=lambda row: row.at)
        pairs: dict[str, set[str]] = {}
        for pair in _rows(folder / "sf_duplicate_candidates.csv"):
            pairs.setdefault(pair["duplicate_id"], set()).add(pair["candidate_parent_id"])
        told = _walk(rows, matter=Matter.objects.filter(is_active=True).order_by("code").first())
        found = sum(bool(told[key] & parents) for key, parents in pairs.items() if key in told)
        shown = sum(len(keys) for keys in told.values())
        self.stdout.write(
            f"requests: {len(rows):,} reports; {found} of {len(pairs)} duplicates were asked about one of their "
            f"candidates; {shown / len(rows):.2f} suggestions a report, "
            f"{sum(bool(keys) for keys in told.values()) / len(rows):.2f} of the reports were asked at all"
        )

    def _messages(self, file: Path) -> None:
        rows = sorted(_texts(file), key=lambda row: row.at)
        same: dict[str, list[str]] = {}
        for row in rows:
            same.setdefault("".join(row.text.split()), []).append(row.key)
        told = _walk(rows, matter=None)
        repeats = [(key, set(keys) - {key}) for keys in same.values() for key in keys[1:]]
        found = sum(bool(told[key] & others) for key, others in repeats)
        others = sum(len(keys) for keys in told.values()) - sum(len(told[key] & same_) for key, same_ in repeats)
        self.stdout.write(
            f"messages: {len(rows):,} messages without a place; {found} of {len(repeats)} exact repeats were asked "
            f"about the message they repeat; {others} other suggestions"
        )


def _walk(rows: list[Row], *, matter: Matter | None) -> dict[str, set[str]]:
    """Each report in its turn: what it is asked about, among those before it, as they stood then."""
    keys: dict[int, str] = {}
    closing: list[tuple[datetime, Row, int]] = []
    told: dict[str, set[str]] = {}
    for row in rows:
        for when, closed, pk in [one for one in closing if one[0] <= row.at]:
            Case.objects.filter(pk=pk).delete()  # it stands there closed from now on
            keys[_case(closed, matter, closed_at=when).pk] = closed.key
        closing = [one for one in closing if one[0] > row.at]
        told[row.key] = {keys[one.case.pk] for one in _asked(row, matter) if one.case.pk in keys}
        case = _case(row, matter)
        keys[case.pk] = row.key
        if row.closed_at is not None:
            closing.append((row.closed_at, row, case.pk))
    return told


def _asked(row: Row, matter: Matter | None) -> list[Suggestion]:
    probe = Probe(at=row.at, text=row.text, lat=row.lat, lon=row.lon, matter_id=matter.pk if matter else None)
    return suggestions(probe)


def _case(row: Row, matter: Matter | None, *, closed_at: datetime | None = None) -> Case:
    """The report as a public case, accepted or closed; written below the acts, and taken back."""
    return Case.objects.create(
        number=f"t{row.key}"[-14:],
        tracking_digest=code_digest(f"trial {row.key} {closed_at}"),
        kind="complaint",
        matter=matter,
        title="",
        public_text=row.text,
        says=says(row.text),
        state=State.CLOSED if closed_at else State.ACCEPTED,
        closed_at=closed_at,
        publication="published",
        published_at=row.at,
        filed_at=row.at,
        accepted_at=row.at,
        moved_at=row.at,
        lat=row.lat,
        lon=row.lon,
        h3=hexagon(row.lat, row.lon) if row.lat is not None and row.lon is not None else None,
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _reports(path: Path) -> Iterator[Row]:
    for row in _rows(path):
        at = datetime.fromisoformat(row["created_at"])
        hours = row["hours_to_resolution"]
        yield Row(
            key=row["request_id"],
            at=at,
            text=row["text"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            closed_at=at + timedelta(hours=float(hours)) if hours else None,
        )


def _texts(path: Path) -> Iterator[Row]:
    for row in _rows(path):
        created = row["created"].replace("/", "-")
        for shape in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
            try:
                at = datetime.strptime(created, shape).replace(tzinfo=UTC)
            except ValueError:
                continue
            yield Row(key=row["id"], at=at, text=row["detail"].strip())
            break
