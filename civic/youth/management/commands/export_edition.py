"""export_edition: an edition as a template another city can take over; no person, school or child is in it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.youth.models import Edition
from civic.youth.queries.templates import template_of
from civic.youth.rules.templates import written


class Command(BaseCommand):
    help = "Write an edition of the little mayor as a TOML template: phases, places, tasks. No person is in it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which edition."""
        parser.add_argument("number", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it to the standard output."""
        edition = Edition.objects.with_phases().filter(number=options["number"]).first()
        if edition is None:
            raise CommandError("There is no edition of this number.")
        self.stdout.write(written(template_of(edition)), ending="")
