"""check_duties [--on DAY]: where nobody answers, where two do, and which offices answer though they are gone."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.offices.queries import closed_answering, doubles, gaps, where_words


class Command(BaseCommand):
    """manage.py check_duties --on 2026-12-31"""

    help = "Check that exactly one office answers for every active matter in every area on a day; fails where not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day."""
        parser.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="such as 2026-12-31; usually today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print every fault in a line of its own."""
        day = options["on"] or timezone.localdate()
        lines = [*self._gaps(day), *self._doubles(day), *self._closed(day)]
        for line in lines:
            self.stdout.write(line)
        if lines:
            told = ngettext("%(count)d fault on %(day)s.", "%(count)d faults on %(day)s.", len(lines))
            raise CommandError(told % {"count": len(lines), "day": day})
        self.stdout.write(_("Exactly one office answers for every matter in every area on %(day)s.") % {"day": day})

    def _gaps(self, day: date) -> list[str]:
        return [
            _("Nobody answers for %(code)s “%(matter)s” in %(area)s.")
            % {"code": gap.matter.code, "matter": gap.matter, "area": where_words(gap.area)}
            for gap in gaps(day)
        ]

    def _doubles(self, day: date) -> list[str]:
        return [
            _("Two offices for %(code)s “%(matter)s” in %(area)s: %(first)s and %(second)s.")
            % {
                "code": double.first.matter.code,
                "matter": double.first.matter,
                "area": where_words(double.first.area),
                "first": double.first.office,
                "second": double.second.office,
            }
            for double in doubles(day)
        ]

    def _closed(self, day: date) -> list[str]:
        return [
            _("%(office)s is no longer there, but is named for %(code)s “%(matter)s” in %(area)s.")
            % {
                "office": duty.office,
                "code": duty.matter.code,
                "matter": duty.matter,
                "area": where_words(duty.area),
            }
            for duty in closed_answering(day)
        ]
