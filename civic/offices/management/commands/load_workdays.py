"""Takes holidays and swapped working days of years from the `holidays` package into the calendar."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from civic.lib.refusals import Refused
from civic.offices.actions import load_workdays
from civic.offices.queries import calendar_warning


class Command(BaseCommand):
    """manage.py load_workdays 2026 2027"""

    help = "Take holidays and swapped working days into the calendar; what staff confirmed by hand stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("years", nargs="+", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        for year in options["years"]:
            try:
                self.stdout.write(f"{year}: {load_workdays(year)} days")
            except Refused as refused:
                raise CommandError(str(refused)) from refused
        if warning := calendar_warning(timezone.localdate()):
            self.stdout.write(self.style.WARNING(str(warning)))
