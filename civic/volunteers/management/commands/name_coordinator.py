"""name_coordinator HANDLE --by ADMIN ...: found the city's own organisation of volunteers and name who coordinates."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from civic.accounts.models import Person
from civic.lib.refusals import NotValid, Refused
from civic.offices.models import Office
from civic.volunteers.actions import OrganisationTold, found_coordinators
from civic.volunteers.rules import OrganisationKind

TONGUES = ("zh-hans", "zh-hant", "en")
NEXT = """Founded: {code}. {handle} coordinates the city's volunteers from now on.
What to do next:
  1  {handle} signs in and opens {url}/desk/volunteers/applicants/; there applications, organisations and requests wait.
  2  She enters the city's insurance before anything dangerous is planned, and names a second manager, so that nobody
     has to decide about her own application: {url}/volunteer/organisations/{code}/manage/
"""


class Command(BaseCommand):
    help = "Found the city's own organisation of volunteers. Whoever is named coordinates all volunteers of the city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, by whom, and what the organisation says of itself."""
        parser.add_argument("handle", help="of whoever is to coordinate; the account exists already")
        parser.add_argument("--by", required=True, help="handle of the administrator who names her")
        parser.add_argument("--code", default="volunteers", help="for its address, such as volunteers")
        parser.add_argument("--office", default="", help="code of the office of the city it belongs to")
        parser.add_argument("--contact", required=True, help="e-mail address or telephone number of the organisation")
        for tongue in TONGUES:
            needed = tongue == "zh-hans"
            parser.add_argument(f"--name-{tongue}", required=needed, default="", help=f"name, {tongue}")
            parser.add_argument(f"--about-{tongue}", required=needed, default="", help=f"what it does, {tongue}")

    def handle(self, *args: Any, **options: Any) -> None:
        """1 who is meant; 2 found; 3 say what comes next."""
        manager, by = self._person(options["handle"]), self._person(options["by"])
        office = Office.objects.filter(code=options["office"]).first()
        if options["office"] and office is None:
            raise CommandError(f"No office has the code {options['office']}.")
        told = OrganisationTold(
            OrganisationKind.OFFICE,
            names={tongue: options[f"name_{tongue.replace('-', '_')}"] for tongue in TONGUES},
            about={tongue: options[f"about_{tongue.replace('-', '_')}"] for tongue in TONGUES},
            contact=options["contact"],
        )
        try:
            made = found_coordinators(
                told, code=options["code"], office=office, manager=manager, by=by, at=timezone.now()
            )
        except NotValid as refused:
            wrong = [f"{name}: {' '.join(words)}" for name, words in refused.fields.items()]
            raise CommandError("\n".join(wrong) or str(refused)) from refused
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(NEXT.format(code=made.code, handle=manager.handle, url=settings.SITE_URL))

    def _person(self, handle: str) -> Person:
        found = Person.objects.filter(handle=handle, is_active=True).first()
        if found is None:
            raise CommandError(f"Nobody with an open account has the handle {handle}.")
        return found
