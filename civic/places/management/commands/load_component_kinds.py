"""load_component_kinds [FILE.csv]: the classes of a standard's list come to be; what the city has stays as it is."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from civic.lib.refusals import Refused
from civic.places.actions import load_kinds

COLUMNS = {"standard", "edition", "code", "name_zh_hans"}


class Command(BaseCommand):
    """manage.py load_component_kinds"""

    help = "Add the classes of components that are missing, from the list that comes with this program or from yours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The list."""
        parser.add_argument(
            "file", type=Path, nargs="?", default=Path(settings.BASE_DIR) / "seeds" / "component_kinds.csv"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and tell how many were missing."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = csv.DictReader(lines)
            if missing := COLUMNS - set(rows.fieldnames or ()):
                raise CommandError(f"The header lacks: {', '.join(sorted(missing))}.")
            try:
                self.stdout.write(f"{load_kinds(rows):,} classes added.")
            except Refused as refused:
                raise CommandError(str(refused)) from refused
