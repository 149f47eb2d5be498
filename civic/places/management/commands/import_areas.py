"""Brings areas in from GeoJSON or from CSV of administrative codes, all or none, with a report."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.lib.refusals import Refused
from civic.places.actions import import_areas
from civic.places.management.ground import called_of, files_of, print_report, take_files


class Command(BaseCommand):
    """manage.py import_areas districts.geojson streets.csv communities.csv --crs gcj02 --from 2026-01-01 --check"""

    help = "Bring areas in from GeoJSON (borders) and CSV (administrative codes). Any fault refuses everything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        take_files(parser, ("code", "name", "name_hant", "name_en", "parent", "kind"))
        parser.add_argument("--below", default="", metavar="CODE", help="The city, where nothing else names it.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = import_areas(
                files_of(options),
                crs=options["crs"],
                starts=options["starts"],
                below=options["below"],
                called=called_of(options),
                is_check=options["check"],
            )
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        print_report(self, report, is_check=options["check"])
