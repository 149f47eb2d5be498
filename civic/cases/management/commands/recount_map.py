"""Counts the public map afresh, after rows were written below the acts."""

from typing import Any

from django.core.management.base import BaseCommand

from civic.cases.actions import recount_map


class Command(BaseCommand):
    """manage.py recount_map"""

    help = "Count the public cases for the map afresh. Acts keep the counts by themselves."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{recount_map():,} public cases lie on the map.")
