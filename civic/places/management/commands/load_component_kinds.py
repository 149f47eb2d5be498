"""load_component_kinds [FILE.csv]: the classes of a standard's list come to be; what the city has stays as it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from civic.lib.refusals import Refused
from civic.lib.take_in import Word
from civic.places.actions import import_kinds


class Command(BaseCommand):
    """manage.py load_component_kinds classes.csv --check"""

    help = "Add the classes of components that are missing, from the list that comes with this program or from yours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The list, and whether only to look."""
        parser.add_argument(
            "file", type=Path, nargs="?", default=Path(settings.BASE_DIR) / "seeds" / "component_kinds.csv"
        )
        parser.add_argument("--check", action="store_true", help="read and judge every row, write none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell how many were missing."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            report = import_kinds(file.read_bytes(), is_check=options["check"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if report.faults:
            rows = [f"Row {fault.row}, {fault.column}: {fault.sentence}" for fault in report.faults]
            raise CommandError("\n".join(["Nothing was written.", *rows]))
        checked = " (checked only, nothing is written)" if options["check"] else ""
        self.stdout.write(f"{report.counts[Word.ADDED]:,} classes added{checked}.")
