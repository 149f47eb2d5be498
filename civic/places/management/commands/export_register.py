"""export_register DIR: the whole register as CSV files that a spreadsheet opens, each with its number of rows."""

import csv
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.lib.sheets import safe_cell
from civic.places.queries.registers import as_cell, registers


class Command(BaseCommand):
    """manage.py export_register /srv/out"""

    help = "Write areas, layers, cells, classes, parties and components as CSV files, with the number of rows of each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write table after table."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, (header, rows) in registers().items():
                count = self._write(folder / f"{name}.csv", header, rows)
                self.stdout.write(f"{name}.csv: {count:,} rows")
        except OSError as wrong:
            raise CommandError(f"{folder} cannot be written: {wrong.strerror}.") from wrong

    def _write(self, path: Path, header: list[str], rows: Callable[[], Iterable[tuple[Any, ...]]]) -> int:
        count = 0
        with path.open("w", encoding="utf-8-sig", newline="") as file:  # the mark at the start is for spreadsheets
            writer = csv.writer(file)
            writer.writerow(header)
            for row in rows():
                writer.writerow([safe_cell(as_cell(value)) for value in row])
                count += 1
        return count
