"""Brings the cells of a layer in from GeoJSON, all or none, with a report."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.lib.refusals import Refused
from civic.places.actions import import_cells
from civic.places.management.ground import called_of, files_of, print_report, take_files
from civic.places.queries import MANAGEMENT


class Command(BaseCommand):
    """manage.py import_cells cells.geojson --layer management --crs gcj02 --from 2026-01-01 --check"""

    help = "Bring cells in from GeoJSON; what is drawn otherwise counts anew from the day on. Any fault refuses all."

    def add_arguments(self, parser: ArgumentParser) -> None:
        take_files(parser, ("code", "area", "grade", "land_use", "area_m2"))
        parser.add_argument("--layer", default=MANAGEMENT)
        parser.add_argument("--retire", action="store_true", help="End the cells of these districts that are missing.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_cells(
                files_of(options),
                layer=options["layer"],
                crs=options["crs"],
                starts=options["starts"],
                called=called_of(options),
                is_retiring=options["retire"],
                is_check=options["check"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        print_report(self, report, is_check=options["check"])
