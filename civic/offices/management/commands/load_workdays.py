"""Takes holidays and swapped working days of years from the `holidays` package into the calendar."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
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
        try:
            with transaction.atomic():
                counts = {year: load_workdays(year) for year in options["years"]}
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for year, count in counts.items():
            self.stdout.write(f"{year}: {count} days")
        asked = (date(year, 1, 1) for year in options["years"])
        for warning in dict.fromkeys(str(calendar_warning(day)) for day in (timezone.localdate(), *asked)):
            if warning:
                self.stdout.write(self.style.WARNING(warning))
