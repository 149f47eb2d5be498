"""export_duties DIR: offices, matters, duties, posts and seats as CSV files that their imports read again."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.lib.sheets import write_sheet
from civic.offices.queries.registers import duty_registers


class Command(BaseCommand):
    """manage.py export_duties /srv/out"""

    help = (
        "Write offices, matters, who answers for what, posts and seats of the grid as CSV files, with the number of "
        "rows of each. Posts name accounts and seats name people: keep the folder to those who may read them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write table after table."""
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, (header, rows) in duty_registers().items():
                self.stdout.write(f"{name}.csv: {write_sheet(folder / f'{name}.csv', header, rows()):,} rows")
        except OSError as wrong:
            raise CommandError(f"{folder} cannot be written: {wrong.strerror}.") from wrong
