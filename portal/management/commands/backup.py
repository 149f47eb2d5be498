"""backup: the whole city in one file, but for its keys."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from portal.archive import ArchiveRefused, write_archive

SAID = """The keys are not inside, so that this file alone opens no contact. Keep SECRET_KEY, HASH_KEY and SEAL_KEYS
in another place, and as long as you keep the file: without them it cannot be brought back."""


class Command(BaseCommand):
    help = "Write the city's database and pictures into FILE.tar. The city may go on working. The keys are not inside."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it, and say what is in it and what is not."""
        target: Path = options["file"]
        if not target.parent.is_dir():
            raise CommandError(f"There is no folder {target.parent}.")
        try:
            manifest = write_archive(target, at=timezone.now())
        except ArchiveRefused as refused:
            raise CommandError(str(refused)) from None
        files = manifest["files"]
        pictures = sum(name.startswith("pictures/") for name in files)
        self.stdout.write(f"{target}: {target.stat().st_size / 1e6:.1f} MB, the database and {pictures} pictures.")
        self.stdout.write(SAID)
