"""export_register DIR: the whole register as CSV files that a spreadsheet opens, each with its number of rows, and what
is drawn today as GeoJSON that the imports read."""

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from civic.lib.sheets import write_sheet
from civic.places.queries.registers import drawings, registers


class Command(BaseCommand):
    """manage.py export_register /srv/out"""

    help = (
        "Write areas, layers, cells, classes, parties and components as CSV files, with the number of rows of each; "
        "and the areas and cells drawn today as GeoJSON that import_areas and import_cells read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write table after table."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, (header, rows) in registers().items():
                self.stdout.write(f"{name}.csv: {write_sheet(folder / f'{name}.csv', header, rows()):,} rows")
            for name, features in drawings(timezone.localdate()).items():
                count = self._draw(folder / f"{name}.geojson", features())
                self.stdout.write(f"{name}.geojson: {count:,} features")
        except OSError as wrong:
            raise CommandError(f"{folder} cannot be written: {wrong.strerror}.") from wrong

    def _draw(self, path: Path, features: Iterable[dict[str, Any]]) -> int:
        count = 0
        with path.open("w", encoding="utf-8") as file:
            file.write('{"type": "FeatureCollection", "features": [')
            for feature in features:
                file.write((",\n" if count else "\n") + json.dumps(feature, ensure_ascii=False))
                count += 1
            file.write("\n]}\n")
        return count
