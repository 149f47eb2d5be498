"""move_duties FROM TO --on DAY: one office hands its functions over to another, with a report for both."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civic.lib.refusals import Refused
from civic.offices.actions import move_duties
from civic.offices.models import Matter, Office
from civic.places.models import Area


class Command(BaseCommand):
    """manage.py move_duties lighting-990101 lighting-city --on 2027-01-01 --matters 0101,0102 --check"""

    help = "Hand functions over from one office to another on a day: all, or those of some matters or in one area."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Both offices by code, the day, and what goes over."""
        parser.add_argument("from_office", metavar="FROM")
        parser.add_argument("to_office", metavar="TO")
        parser.add_argument("--on", type=date.fromisoformat, required=True, metavar="DAY")
        parser.add_argument("--matters", default="", metavar="CODES", help="with commas; all where none is named")
        parser.add_argument("--area", default="", metavar="CODE", help="only in this area and below")
        parser.add_argument("--check", action="store_true", help="write nothing; say what would go over")

    def handle(self, *args: Any, **options: Any) -> None:
        """Hand over and print the report."""
        codes = [code.strip() for code in options["matters"].split(",") if code.strip()]
        matters = [_found(Matter, code) for code in codes] or None
        area = _found(Area, options["area"]) if options["area"] else None
        offices = {part: _found(Office, options[part]) for part in ("from_office", "to_office")}
        try:
            with transaction.atomic():
                moved = move_duties(on=options["on"], matters=matters, area=area, **offices)
                transaction.set_rollback(options["check"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for one in moved:
            self.stdout.write(str(one.sentence))
        self.stdout.write(_told(len(moved), is_check=options["check"]))


def _told(count: int, *, is_check: bool) -> str:
    if is_check:
        told = ngettext("%(count)d duty would be handed over.", "%(count)d duties would be handed over.", count)
    else:
        told = ngettext("%(count)d duty is handed over.", "%(count)d duties are handed over.", count)
    return told % {"count": count}


def _found(model: Any, code: str) -> Any:
    thing = model.objects.filter(code=code).first()
    if thing is None:
        raise CommandError(_("There is nothing with the code %(code)s.") % {"code": code})
    return thing
