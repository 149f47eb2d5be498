"""Says how the cells of each layer fill the districts: gaps, overlaps, what juts out, the share covered."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.places.models import Layer
from civic.places.queries import CoveredDistrict, covered_districts
from civic.places.rules.findings import whole

TOLD_MOST = 20


class Command(BaseCommand):
    """manage.py check_grid --layer management --on 2026-01-01"""

    help = "Prints gaps, overlaps and the covered share per district; fails where a complete layer is not seamless."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--layer", default="", help="One layer; all, where none is said.")
        parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="Another day than today.")

    def handle(self, *args: Any, **options: Any) -> None:
        layers = Layer.objects.filter(code=options["layer"]) if options["layer"] else Layer.objects.all()
        if not layers:
            raise CommandError(f"There is no layer called {options['layer']}.")
        torn = 0
        for layer in layers:
            for told in covered_districts(layer, on=options["on"]):
                self._tell(layer, told)
                torn += layer.is_complete and bool(told.cells) and not told.coverage.is_seamless
        if torn:
            raise CommandError(f"{torn} districts are not covered without gap and overlap.")

    def _tell(self, layer: Layer, told: CoveredDistrict) -> None:
        coverage, code = told.coverage, told.district.code
        share = "no border" if coverage.share is None else f"{coverage.share:.4%} covered"
        gaps, overlaps, beyond = len(coverage.gaps), len(coverage.overlaps), len(coverage.outside)
        self.stdout.write(
            f"{layer.code} {code}: {told.cells} cells, {share}, "
            f"{gaps} gaps, {overlaps} overlaps, {beyond} beyond the border"
        )
        if layer.is_complete and told.cells:
            lines = [f"  gap of {whole(gap.square_metres)} m² at {gap.lat}, {gap.lon}" for gap in coverage.gaps]
            lines += [f"  {one} and {other} overlap by {whole(m2)} m²" for one, other, m2 in coverage.overlaps]
            lines += [f"  {cell} lies outside with {whole(m2)} m²" for cell, m2 in coverage.outside.items()]
            for line in lines[:TOLD_MOST]:
                self.stdout.write(line)
            if len(lines) > TOLD_MOST:
                self.stdout.write(f"  and {len(lines) - TOLD_MOST} more")
