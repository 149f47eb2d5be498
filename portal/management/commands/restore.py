"""restore: bring a city back from a backup, whole or not at all."""

from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from civic.cases.models import Case
from portal.archive import ArchiveRefused, bring_back, check_fits, check_keys, holds_a_city, lay_out
from portal.navigation import forget_city_name


class Command(BaseCommand):
    help = "Bring a city back from FILE.tar. Stop its servers and workers first. The keys of that day must be at hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where from, and whether what is here may go."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="put it in the place of the city that is here")

    def handle(self, *args: Any, **options: Any) -> None:
        """1 nothing is here to lose, 2 the file is whole, 3 the keys fit, 4 bring it back, 5 migrate what is older."""
        if holds_a_city() and not options["replace"]:
            raise CommandError(
                "This database holds a city already. With --replace it gives way to the backup, for good."
            )
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        try:
            with TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as workplace:
                archive = lay_out(options["file"], Path(workplace))
                check_fits(archive.manifest)
                for warning in check_keys(archive.manifest):
                    self.stderr.write(self.style.WARNING(warning))
                bring_back(archive)
        except ArchiveRefused as refused:
            raise CommandError(f"{refused} Nothing was changed.") from None
        call_command("migrate", verbosity=0, interactive=False)
        forget_city_name()
        made_at = str(archive.manifest["made_at"])[:16]
        self.stdout.write(f"The city of {made_at} is back, with {Case.objects.count():,} cases.")
