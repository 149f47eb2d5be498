"""import_components FILE.csv: take a census of components in, chunk by chunk; cut off, it goes on when run again."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from civic.lib.refusals import Refused
from civic.lib.sheets import ENCODING
from civic.places.actions import Imported, import_components
from civic.places.actions.importing import CHUNK
from civic.places.rules.datums import DATUMS, WGS84


class Command(BaseCommand):
    """manage.py import_components covers.csv --crs gcj02"""

    help = (
        "Take components in from a CSV file with a header in Chinese or English (code, lat, lon and more). "
        "Cut off, it goes on where it was; run again, it takes only what has changed. Import the parties first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and how it is to be read."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--standard", default="GB/T 30428.2", help="the standard of the classes")
        parser.add_argument("--edition", default="2013")
        parser.add_argument("--crs", default=WGS84, choices=DATUMS, help="what the coordinates are in")
        parser.add_argument("--encoding", default=ENCODING, help="such as gb18030")
        parser.add_argument("--chunk", type=int, default=CHUNK, help="rows in one transaction")
        parser.add_argument("--check", action="store_true", help="read and judge every row, write none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and tell what became of the rows."""
        started, file = time.monotonic(), options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            with file.open("rb") as source:
                done = import_components(
                    source,
                    file_name=file.name,
                    standard=options["standard"],
                    edition=options["edition"],
                    crs=options["crs"],
                    at=timezone.now(),
                    chunk=options["chunk"],
                    progress=self._show,
                    encoding=options["encoding"],
                    only_check=options["check"],
                )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if sys.stderr.isatty():
            self.stderr.write("")
        self._tell(done, time.monotonic() - started, only_check=options["check"])

    def _show(self, done: int, rows: int) -> None:
        if sys.stderr.isatty():
            share = done / rows if rows else 1.0
            bar = f"[{'#' * int(share * 30):.<30}]"
            self.stderr.write(f"\r{bar} {share:4.0%}  {done:,} of {rows:,} rows", ending="")

    def _tell(self, done: Imported, seconds: float, *, only_check: bool) -> None:
        record = done.record
        self.stdout.write(
            f"{done.rows:,} rows{' (checked only, nothing is written)' if only_check else ''}: {record.added:,} added, "
            f"{record.changed:,} changed, {record.unchanged:,} unchanged, {record.refused:,} left out; {seconds:.1f} s."
        )
        for fault in done.faults:
            self.stdout.write(f"  row {fault.row}, {fault.code or '-'}: {fault.sentence}")
        if record.refused > len(done.faults):
            where = "" if only_check else "; all of them stand in the admin beside this import"
            self.stdout.write(f"  … {record.refused - len(done.faults):,} more{where}.")
        if done.elsewhere:
            self.stdout.write(
                self.style.WARNING(
                    f"{done.elsewhere:,} rows name another cell than the one their point lies in. If that is many, the "
                    "coordinates may be in another system (--crs), or the cells were redrawn since."
                )
            )
