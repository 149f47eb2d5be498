"""import_parties FILE.csv: take in who owns, is competent for and maintains components; all of the file or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.lib.refusals import NotValid, Refused
from civic.lib.sheets import ENCODING
from civic.places.actions import import_parties


class Command(BaseCommand):
    """manage.py import_parties parties.csv"""

    help = "Take parties in from a CSV file (code, name, optional name_zh_hant, name_en); known ones are amended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and how it is to be read."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--encoding", default=ENCODING, help="such as gb18030")
        parser.add_argument("--check", action="store_true", help="read and judge every row, write none")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import and tell how many there were."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            with file.open("rb") as source:
                counts = import_parties(source, encoding=options["encoding"], only_check=options["check"])
        except NotValid as refused:
            rows = refused.fields.get("", [])
            raise CommandError("\n".join(["Nothing was taken in.", *rows] if rows else [str(refused)])) from refused
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        told = ", ".join(f"{count:,} {name}" for name, count in counts.items())
        self.stdout.write(f"{told}{' (checked only, nothing is written)' if options['check'] else ''}.")
