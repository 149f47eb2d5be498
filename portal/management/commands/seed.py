"""seed: the invented city of seeds/, with a year of cases dated relative to now."""

import gc
import random
import sys
import time
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from civic.cases.models import Case
from civic.places.models import Area
from portal.seeding.founding import Seeds, found_city
from portal.seeding.living import Year, fill_year
from portal.seeding.staging import cast_cases, pictured, standing

CASES = 1400
PICTURED = 48
CHANCE = 20261121


class Command(BaseCommand):
    help = "Found the invented city of Yunqiao and fill it with a year of cases. Only into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and how chance falls."""
        parser.add_argument("--cases", type=int, default=CASES)
        parser.add_argument("--photos", type=int, default=PICTURED)
        parser.add_argument("--chance", type=int, default=CHANCE, help="the same number writes the same city")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found, fill, and say what is there."""
        if Area.objects.exists():
            raise CommandError("This database holds a city already. Seeds go into an empty one only.")
        settings.NUDGE = False  # nobody is to be woken for what happened last year
        began = time.monotonic()
        seeds, now = Seeds(), timezone.now()
        self._hurry()
        found_city(seeds, at=now - timedelta(days=400), since=(now - timedelta(days=400)).date())
        self.stdout.write(f"Founded the city in {time.monotonic() - began:.0f} s.")
        year = Year(seeds, now=now, chance=random.Random(options["chance"]))
        fill_year(year, options["cases"], lambda done: self._progress(done, options["cases"]))
        pictured(year, Path(settings.BASE_DIR) / "seeds" / "photos", options["photos"])
        standing(year)
        cast_cases(year)
        gc.enable()
        if sys.stderr.isatty():
            self.stderr.write("")
        states = Case.objects.order_by().values_list("state").annotate(many=Count("pk")).order_by("-many")
        told = ", ".join(f"{state} {many}" for state, many in states)
        self.stdout.write(f"{Case.objects.count():,} cases in {time.monotonic() - began:.0f} s: {told}.")

    def _hurry(self) -> None:
        gc.freeze()
        gc.disable()  # a year of rows makes much garbage that has no circles; collected between batches
        # a power cut during the seed costs nothing: the next start seeds an empty database again
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")

    def _progress(self, done: int, count: int) -> None:
        gc.collect()
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done:,} of {count:,} cases", ending="")
        elif done % 300 == 0 or done == count:
            self.stdout.write(f"{done:,} of {count:,} cases")
            self.stdout.flush()
