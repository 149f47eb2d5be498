"""Bring whole registers in from CSV files: the parties first, then the components, chunk by chunk.

1. The whole file is read once before a row is written: a broken one is refused with the row that breaks it.
2. Each chunk is one transaction together with how far the import is, so that a cut-off import goes on where it was.
3. A row that cannot be taken is told with its number and left out; the other rows of its chunk go in.
"""

import hashlib
import json
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from time import monotonic
from typing import IO, Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.lib.refusals import Conflict, NotValid, Refused, Sentence
from civic.lib.sheets import ENCODING, columns_of, rows_of, unsafe_cell
from civic.places.actions.components import KEPT_DIGITS, add_party, amend_party
from civic.places.models import Component, ComponentImport, ComponentKind, ImportFault, Party
from civic.places.queries import is_inside, locate_many
from civic.places.queries.components import known_for
from civic.places.rules import hexagon
from civic.places.rules.components import COLUMNS, NEEDED, PARTIES, Clean, RowCheck, swapped_fault
from civic.places.rules.datums import DATUMS, TO_WGS84, WGS84

CHUNK, CHUNK_MOST = 2000, 5000
FAULTS_MOST = 10_000  # of one file are kept; all are counted
FAULTS_TOLD = 20
SENTENCE_LONGEST = 300
PARTY_COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("单位代码", "code", "代码", "编码", "party code"),
    "name_zh_hans": ("单位名称", "name_zh_hans", "名称", "name", "单位简体名称"),
    "name_zh_hant": ("单位繁体名称", "name_zh_hant"),
    "name_en": ("单位英文名称", "name_en", "english name", "英文名称"),
}
Progress = Callable[[int, int], None]
Row = tuple[int, list[str]]


@dataclass
class Imported:
    """What an import has done: its record, the rows of the file, and what somebody should look at."""

    record: ComponentImport
    rows: int = 0
    elsewhere: int = 0  # rows that name another cell than their point lies in
    faults: list[ImportFault] = field(default_factory=list)  # of this run


def import_components(
    source: IO[bytes],
    *,
    file_name: str,
    standard: str,
    edition: str,
    crs: str = WGS84,
    at: datetime,
    chunk: int = CHUNK,
    progress: Progress | None = None,
    encoding: str = ENCODING,
    only_check: bool = False,
) -> Imported:
    """Take the components of a file in; only those that are new or changed are written, and nothing is taken away.

    The same file goes on where an earlier run was cut off, and begins anew once it was finished. Each chunk is a
    transaction of its own. Refused as a whole (NotValid): a file that cannot be read, a standard nobody loaded.
    """
    if crs not in DATUMS:
        raise NotValid(fields={"crs": format_lazy(_("Coordinates are one of: {all}."), all=", ".join(DATUMS))})
    known = known_for(standard, edition, today=timezone.localdate(at))
    if not known.kinds:
        told = _("No class of components is known in {standard} of {edition}. Load the classes first.")
        raise NotValid(format_lazy(told, standard=standard, edition=edition))
    survey = _survey(source, encoding)
    digest = f"{survey.digest} {standard} {edition} {crs}"
    record = _begin(hashlib.sha256(digest.encode()).hexdigest(), file_name, at, only_check=only_check)
    check = RowCheck(survey.columns, survey.others, survey.width, known)
    run = _Run(record, survey, check, ComponentKind.objects.filter(standard=standard, edition=edition), crs, at)
    run.only_check = only_check
    rows = _data_rows(source, encoding)
    for skipped in islice(rows, record.rows_done):
        run.has_repeated(skipped)
    while some := list(islice(rows, max(1, min(chunk, CHUNK_MOST)))):
        run.take(some)
        if progress is not None:
            progress(record.rows_done, survey.rows)
    run.finish()
    return run.told


# --- the whole file, before a row is written ---


@dataclass(frozen=True)
class _Survey:
    digest: str
    rows: int
    columns: dict[str, int]
    others: dict[int, str]
    width: int
    repeated: frozenset[int]  # hashes of the codes that stand in the file more than once


def _survey(source: IO[bytes], encoding: str) -> _Survey:
    """Read the file through: is it whole, what are its columns, which codes come twice?"""
    source.seek(0)
    digest = hashlib.sha256()
    rows = rows_of(_digested(source, digest), encoding=encoding)
    first = next(rows, None)
    if first is None:
        raise NotValid(_("The file is empty. Row 1 must be the header, with a component in each row below."))
    header = first[1]
    columns, others = columns_of(header, COLUMNS, needed=NEEDED)
    at_code, width = columns["code"], len(header)
    hashes = array("q", (hash(_code(cells, at_code)) for _row, cells in rows))
    numbers = np.frombuffer(hashes, dtype=np.int64) if hashes else np.empty(0, dtype=np.int64)
    found, times = np.unique(numbers, return_counts=True)
    repeated = frozenset(found[times > 1].tolist())
    return _Survey(digest.hexdigest(), len(hashes), columns, others, width, repeated)


def _digested(source: IO[bytes], digest: Any) -> Iterator[bytes]:
    for line in source:
        digest.update(line)
        yield line


def _data_rows(source: IO[bytes], encoding: str) -> Iterator[Row]:
    source.seek(0)
    return islice(rows_of(source, encoding=encoding), 1, None)


def _code(cells: Sequence[str], at_code: int) -> str:
    return cells[at_code].strip().lstrip("'").upper() if at_code < len(cells) else ""


@transaction.atomic
def _begin(digest: str, file_name: str, at: datetime, *, only_check: bool) -> ComponentImport:
    """The record of this file: as far as an earlier run came, or from the beginning."""
    if only_check:
        return ComponentImport(digest=digest, file_name=file_name[:200], started_at=at, moved_at=at)
    record, _is_new = ComponentImport.objects.get_or_create(
        digest=digest, defaults={"file_name": file_name[:200], "started_at": at, "moved_at": at}
    )
    if record.finished_at is not None:
        record.faults.all().delete()
        begun = {"file_name": file_name[:200], "started_at": at, "moved_at": at, "finished_at": None}
        counts = dict.fromkeys(("rows_done", "added", "changed", "unchanged", "refused"), 0)
        ComponentImport.objects.filter(pk=record.pk).update(**begun, **counts)
        record.refresh_from_db()
    return record


# --- chunk by chunk ---


class _Run:
    """One run over a file, with what every chunk of it needs at hand."""

    def __init__(
        self, record: ComponentImport, survey: _Survey, check: RowCheck, kinds: Any, crs: str, at: datetime
    ) -> None:
        self.record, self.survey, self.check, self.crs, self.at = record, survey, check, crs, at
        self.kinds: dict[str, int] = dict(kinds.values_list("code", "pk"))
        self.parties: dict[str, int | None] = {**dict(Party.objects.values_list("code", "pk")), "": None}
        self.given = [name for name in survey.columns if name in _MODEL_FIELDS]
        self.columns = ["kind_id", "area_id", "cell_id", "lat", "lon", "h3", *(_column(name) for name in self.given)]
        self.has_attributes = bool(survey.others) or "attributes" in survey.columns
        self.first_row: dict[str, int] = {}
        self.only_check, self.began = False, monotonic()
        self.told = Imported(record, survey.rows)

    @transaction.atomic
    def take(self, rows: list[Row]) -> None:
        """One chunk: its good rows, its faults and how far the import is, or nothing of it."""
        judged, wrong = self._judged(rows)
        good, missed = self._located(judged)
        wrong += missed
        there = self._there([clean.code for _row, clean, _place in good])
        new: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        for _row, clean, place in good:
            values = self._values(clean, place)
            if clean.code not in there:
                new.append(values | {"code": clean.code, "attributes": clean.attributes})
            elif (attributes := self._changed(clean, values, there[clean.code])) is not None:
                changed.append(values | {"code": clean.code, "attributes": attributes})
        if not self.only_check:
            self._write(new, changed)
        self._count(len(rows), len(new), len(changed), len(good) - len(new) - len(changed), wrong)

    def has_repeated(self, row: Row) -> int:
        """The row in which this row's code stood before; 0 for none."""
        code = _code(row[1], self.survey.columns["code"])
        if not code or hash(code) not in self.survey.repeated:
            return 0
        before = self.first_row.setdefault(code, row[0])
        return 0 if before == row[0] else before

    def _judged(self, rows: list[Row]) -> tuple[list[tuple[int, Clean]], list[ImportFault]]:
        good: list[tuple[int, Clean]] = []
        wrong: list[ImportFault] = []
        for row, cells in rows:
            before, told = self.has_repeated((row, cells)), self.check(cells)
            if isinstance(told, Clean) and not before:
                good.append((row, told))
                continue
            sentences = [] if isinstance(told, Clean) else told
            if before:
                sentences = [*sentences, format_lazy(_("code: row {row} has this code already."), row=before)]
            wrong.append(self._fault(row, _code(cells, self.survey.columns["code"]), sentences))
        return good, wrong

    def _fault(self, row: int, code: str, sentences: Sequence[Sentence]) -> ImportFault:
        """A row that is left out, with everything that is wrong with it."""
        sentence = " ".join(str(one) for one in sentences)[:SENTENCE_LONGEST]
        return ImportFault(found_in=self.record, row=row, code=code[:40], sentence=sentence)

    def _located(self, good: list[tuple[int, Clean]]) -> tuple[list[tuple[int, Clean, "_Place"]], list[ImportFault]]:
        """Each row with its place in WGS84, and those that lie outside the city."""
        placed: list[tuple[int, Clean, _Place]] = []
        wrong: list[ImportFault] = []
        lats, lons = self._in_wgs84(good)
        for (row, clean), lat, lon, spot in zip(good, lats, lons, locate_many(lats, lons), strict=True):
            if spot.area is None and not is_inside(lat, lon):
                wrong.append(self._fault(row, clean.code, [_outside(lat, lon)]))
                continue
            self.told.elsewhere += bool(clean.cell and spot.cell and clean.cell != spot.cell.code)
            area, cell = spot.area.pk if spot.area else None, spot.cell.pk if spot.cell else None
            placed.append((row, clean, _Place(lat, lon, hexagon(lat, lon), area, cell)))
        return placed, wrong

    def _in_wgs84(self, good: list[tuple[int, Clean]]) -> tuple[list[float], list[float]]:
        lons, lats = np.array([clean.lon for _row, clean in good]), np.array([clean.lat for _row, clean in good])
        if self.crs != WGS84:
            lons, lats = TO_WGS84[self.crs](lons, lats)
        told: tuple[list[float], list[float]] = (
            np.round(lats, KEPT_DIGITS).tolist(),
            np.round(lons, KEPT_DIGITS).tolist(),
        )
        return told

    def _there(self, codes: list[str]) -> dict[str, tuple[Any, ...]]:
        """What the register holds under these codes, in the order of the columns, the attributes last."""
        rows = Component.objects.filter(code__in=codes).values_list("code", *self.columns, "attributes")
        return {code: values for code, *values in rows}

    def _values(self, clean: Clean, place: "_Place") -> dict[str, Any]:
        told = clean.given
        given = (self.parties[told[name]] if name in PARTIES else told[name] for name in self.given)
        return dict(
            zip(
                self.columns,
                (self.kinds[clean.kind], place.area, place.cell, place.lat, place.lon, place.h3, *given),
                strict=True,
            )
        )

    def _changed(self, clean: Clean, values: dict[str, Any], there: Sequence[Any]) -> dict[str, Any] | None:
        """The attributes a known component has from now on; None where nothing about it is new."""
        attributes: dict[str, Any] = there[-1] | clean.attributes
        is_same = attributes == there[-1] and list(values.values()) == there[:-1]
        return None if is_same else attributes

    def _write(self, new: list[dict[str, Any]], changed: list[dict[str, Any]]) -> None:
        """Below the ORM, which would take longer over a row than all the rest."""
        with connection.cursor() as cursor:
            if new:
                _add(cursor, [_stored(values) for values in new])
            if changed:
                kept = ", ".join(f"{name} = excluded.{name}" for name in (*self.columns, "attributes"))
                cursor.executemany(
                    f"{_INSERT} ON CONFLICT (code) DO UPDATE SET {kept}", [_stored(values) for values in changed]
                )

    def _count(self, rows: int, added: int, changed: int, unchanged: int, wrong: list[ImportFault]) -> None:
        """How far the import is; another run over the same file that was faster stops this one."""
        record, before = self.record, self.record.rows_done
        room = max(0, FAULTS_MOST - record.refused)
        record.rows_done += rows
        record.added, record.changed = record.added + added, record.changed + changed
        record.unchanged, record.refused = record.unchanged + unchanged, record.refused + len(wrong)
        self.told.faults += wrong[: max(0, FAULTS_TOLD - len(self.told.faults))]
        if self.only_check:
            return
        ImportFault.objects.bulk_create(sorted(wrong, key=lambda fault: fault.row)[:room])
        moved = {name: getattr(record, name) for name in ("rows_done", "added", "changed", "unchanged", "refused")}
        here = ComponentImport.objects.filter(pk=record.pk, rows_done=before, finished_at=None)
        if not here.update(moved_at=self._now(), **moved):
            raise Conflict(_("Another run imports the same file. Wait until it is through, then look at its record."))

    @transaction.atomic
    def finish(self) -> None:
        """The last row is in."""
        if not self.only_check:
            ComponentImport.objects.filter(pk=self.record.pk).update(finished_at=self._now(), moved_at=self._now())
            self.record.refresh_from_db()

    def _now(self) -> datetime:
        return self.at + timedelta(seconds=monotonic() - self.began)


@dataclass(slots=True)
class _Place:
    lat: float
    lon: float
    h3: int
    area: int | None
    cell: int | None


_MODEL_FIELDS = {field.name for field in Component._meta.concrete_fields} - {
    "id", "code", "kind", "lat", "lon", "h3", "area", "cell", "attributes",
}  # fmt: skip
_USUAL: dict[str, Any] = {
    field.attname: field.get_default() for field in Component._meta.concrete_fields if not field.primary_key
}
_COPY = f"COPY {Component._meta.db_table} ({', '.join(_USUAL)}) FROM STDIN"
_INSERT = f"INSERT INTO {Component._meta.db_table} ({', '.join(_USUAL)}) VALUES ({', '.join(['%s'] * len(_USUAL))})"


def _add(cursor: Any, rows: list[list[Any]]) -> None:
    """New rows: PostgreSQL takes them as one stream, several times faster than row by row."""
    if connection.vendor == "postgresql":
        with cursor.copy(_COPY) as stream:
            for row in rows:
                stream.write_row(row)
    else:
        cursor.executemany(_INSERT, rows)


def _stored(values: Mapping[str, Any]) -> list[Any]:
    """A row in the order of the table, as both databases take it."""
    told = {**_USUAL, **values}
    told["attributes"] = json.dumps(told["attributes"], ensure_ascii=False)
    return [value.isoformat() if isinstance(value, date) else value for value in told.values()]


def _column(name: str) -> str:
    return f"{name}_id" if name in PARTIES else name


def _outside(lat: float, lon: float) -> Sentence:
    if abs(lon) <= 90 and is_inside(lon, lat):
        return swapped_fault(lat, lon)
    told = _("lat, lon: {lat}, {lon} lies outside the city. Are these degrees in WGS84, or in GCJ-02 or BD-09?")
    return format_lazy(told, lat=lat, lon=lon)


# --- parties: few, so all of a file or none of it ---


@transaction.atomic
def import_parties(source: IO[bytes], *, encoding: str = ENCODING, only_check: bool = False) -> dict[str, int]:
    """Take the parties of a file in, and amend those that are there; tells how many were added, changed, unchanged.

    One row that cannot be taken refuses them all (NotValid), and every such row is named.
    """
    source.seek(0)
    rows = rows_of(source, encoding=encoding)
    first = next(rows, None)
    if first is None:
        raise NotValid(_("The file is empty. Row 1 must be the header, with a party in each row below."))
    columns, _others = columns_of(first[1], PARTY_COLUMNS, needed=("code", "name_zh_hans"))
    there = {party.code: party for party in Party.objects.all()}
    counts, wrong, seen = dict.fromkeys(("added", "changed", "unchanged"), 0), [], set()
    for row, cells in rows:
        told = {name: unsafe_cell(cells[index].strip()) for name, index in columns.items() if index < len(cells)}
        code = told.get("code", "")
        try:
            if code in seen:
                raise NotValid(format_lazy(_("The code {code} stands in the file twice."), code=code))
            seen.add(code)
            counts[_take_party(code, told, there.get(code))] += 1
        except Refused as refused:
            wrong.append(format_lazy(_("Row {row}: {reason}"), row=row, reason=refused.sentence))
    if wrong:
        raise NotValid(fields={"": wrong[:FAULTS_TOLD]})
    if only_check:
        transaction.set_rollback(True)
    return counts


def _take_party(code: str, told: Mapping[str, str], there: Party | None) -> str:
    names = {language: told.get(column, "") for language, column in _NAME_COLUMNS.items()}
    for column in _NAME_COLUMNS.values():
        if len(told.get(column, "")) > 120:
            raise NotValid(_("A name has at most 120 signs."))
    if there is None:
        add_party(code=code, names=names)
        return "added"
    kept = {language: name or getattr(there, _NAME_COLUMNS[language]) for language, name in names.items()}
    if all(getattr(there, _NAME_COLUMNS[language]) == name for language, name in kept.items()):
        return "unchanged"
    amend_party(there, names=kept)
    return "changed"


_NAME_COLUMNS = {"zh-hans": "name_zh_hans", "zh-hant": "name_zh_hant", "en": "name_en"}
