"""invent_city: a city of any size that does not exist, for the demo, for trying things out and for the bench."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from civic.places.models import Area
from portal.inventing.recipes import RECIPES
from portal.seeding.grounding import invented, lay_components, lay_ground, write_city


class Command(BaseCommand):
    """manage.py invent_city --like haidian [--cells 1000] [--components 14000] [--to FOLDER]"""

    help = (
        "Invent a city like a known one: areas, cells without gap or overlap, river, roads, parks, components. "
        "Into an empty database, or with --to as files that the imports read. The same city every time."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--like", choices=sorted(RECIPES), default="demo")
        parser.add_argument("--cells", type=int, help="another number of cells; all else grows with them")
        parser.add_argument("--components", type=int, help="another number of components; 0 for none")
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="write files here and leave the database alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            recipe = RECIPES[options["like"]]
            recipe = recipe.scaled(cells=options["cells"]) if options["cells"] else recipe
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        count = recipe.components if options["components"] is None else options["components"]
        if count < 0:
            raise CommandError("A city has no negative number of components. Give 0 for none.")
        began = time.monotonic()
        city = invented(recipe)
        cells = ", ".join(f"{len(held):,} {layer} cells" for layer, held in city.cells.items())
        self.stdout.write(
            f"{city.city.words.en}: {len(city.districts)} districts, {len(city.streets)} streets, "
            f"{len(city.communities)} communities, {cells}, drawn in {time.monotonic() - began:.1f} s."
        )
        if options["to"]:
            for path in write_city(options["to"], recipe, count):
                self.stdout.write(f"{path}  {path.stat().st_size:,} bytes")
            return
        if Area.objects.exists():
            raise CommandError("This database holds a city already. Invent one into an empty database, or use --to.")
        now = timezone.now()
        with transaction.atomic():
            lay_ground(recipe, since=timezone.localdate(now))
        self.stdout.write(f"Areas and cells are laid after {time.monotonic() - began:.1f} s.")
        if count:
            rows = lay_components(recipe, at=now, count=count, progress=self._progress)
            self.stdout.write(f"{rows:,} components after {time.monotonic() - began:.1f} s.")

    def _progress(self, done: int, rows: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{done:,} of {rows:,} components", ending="")
