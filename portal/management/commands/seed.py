"""seed: the invented city of seeds/, with a year of cases dated relative to now."""

import gc
import random
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from civic.cases.models import Case
from civic.places.models import Area
from portal.seeding.bundling import bundled
from portal.seeding.calling import phone_desk
from portal.seeding.cornering import cornering
from portal.seeding.duty import calls, rosters
from portal.seeding.figuring import figured
from portal.seeding.following import follows
from portal.seeding.founding import Seeds, found_city
from portal.seeding.helping import helping, rising
from portal.seeding.informing import informed
from portal.seeding.living import Year, fill_year
from portal.seeding.looking import looked_at
from portal.seeding.mayoring import mayoring
from portal.seeding.needing import needing
from portal.seeding.objecting import objecting
from portal.seeding.promising import promising
from portal.seeding.returning import returning
from portal.seeding.siding import afterthoughts, stood_behind
from portal.seeding.staging import cast_cases, pictured, samples, standing, templates
from portal.seeding.storm import storm
from portal.seeding.suggesting import suggested
from portal.seeding.taking_over import taken_over
from portal.seeding.volunteering import volunteering

CASES = 900
PICTURED = 48
CHANCE = 20261121
AFTERWARDS = 0.4  # photos, tasks, talks, figures, as a part of what the year takes


@contextmanager
def in_a_hurry() -> Iterator[None]:
    """Write without waiting for the disk, and wait for it once at the end: half a city is thrown away anyhow. A year
    makes much garbage without circles, so it is collected between batches only."""
    gc.freeze()
    gc.disable()
    is_sqlite = connection.vendor == "sqlite" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        if is_sqlite:
            cursor.execute("PRAGMA synchronous=OFF")
        try:
            yield
        finally:
            gc.enable()
            if is_sqlite:
                cursor.execute("PRAGMA synchronous=FULL")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
        with in_a_hurry():
            self._live(options)
        if sys.stderr.isatty():
            self.stderr.write("")
        states = Case.objects.order_by().values_list("state").annotate(many=Count("pk")).order_by("-many")
        told = ", ".join(f"{state} {many}" for state, many in states)
        self.stdout.write(f"{Case.objects.count():,} cases in {time.monotonic() - began:.0f} s: {told}.")

    def _live(self, options: dict[str, Any]) -> None:
        seeds, now, began = Seeds(), timezone.now(), time.monotonic()
        long_ago = now - timedelta(days=400)
        found_city(seeds, at=long_ago, since=long_ago.date())
        self.stdout.write(f"Founded the city in {time.monotonic() - began:.0f} s.")
        year = Year(seeds, now=now, chance=random.Random(options["chance"]))
        storm(year)
        began = time.monotonic()
        fill_year(year, options["cases"], lambda done: self._progress(done, options["cases"], since=began))
        pictured(year, seeds.folder / "photos", options["photos"])
        standing(year)
        helping(year)
        cast_cases(year)
        rosters(year)
        calls(year)
        phone_desk(year)
        templates(year)
        rising(year)
        objecting(year)
        samples(year)
        bundled(year)
        returning(year)
        looked_at(year)
        stood_behind(year)
        afterthoughts(year)
        promising(year)
        figured(year)
        informed(year)
        cornering(year)
        suggested(year)
        taken_over(year)
        follows(year)
        mayoring(year)
        volunteering(year)
        needing(year)

    def _progress(self, done: int, count: int, *, since: float) -> None:
        """How far the year is, and how long it still takes at this pace, with what comes after it."""
        gc.collect()
        spent = time.monotonic() - since
        left = spent * (count - done) / done + spent * count / done * AFTERWARDS
        told = f"{done:,} of {count:,} cases, about {left:.0f} s more"
        if sys.stderr.isatty():
            self.stderr.write(f"\r{told}   ", ending="")
        elif done % 300 == 0 or done == count:
            self.stdout.write(told)
            self.stdout.flush()
