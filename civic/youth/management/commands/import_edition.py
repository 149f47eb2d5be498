"""import_edition: found an edition from a template, with what only this city knows. It is not shown yet."""

from argparse import ArgumentParser
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware

from civic.accounts.models import Person
from civic.guardians.models import ConsentText
from civic.lib.refusals import NotValid, Refused
from civic.offices.models import Office
from civic.places.models import Area
from civic.youth import actions
from civic.youth.actions import HereGiven
from civic.youth.actions.founding import IN_CHARGE


class Command(BaseCommand):
    help = "Found an edition of the little mayor from a template (TOML or JSON). Look at it and show it at the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what no template knows."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--number", type=int, required=True)
        parser.add_argument("--begins", required=True, help="the first day, like 2027-03-01")
        parser.add_argument("--office", required=True, help="the code of the office that runs it")
        parser.add_argument("--in-charge", required=True, help="the post responsible for what is known of children")
        parser.add_argument("--in-charge-zh-hant", default="", help="the same post in Traditional Chinese")
        parser.add_argument("--in-charge-en", default="", help="the same post in English")
        parser.add_argument("--phone", required=True, help="its telephone")
        parser.add_argument("--by", required=True, help="the handle of whoever founds it")
        parser.add_argument("--districts", nargs="*", default=[], help="codes; all districts when none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found it, or say what is wrong."""
        try:
            words = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as failed:
            raise CommandError(f"The file cannot be read: {failed}") from None
        at, day = timezone.now(), parse_date(options["begins"])
        if day is None:
            raise CommandError("--begins is a day like 2027-03-01.")
        text = ConsentText.objects.filter(track="youth", shown_at__lte=at).order_by("-version").first()
        if text is None:
            raise CommandError("There is no text of consent yet. Write that down first: nobody is asked without it.")
        districts = Area.objects.filter(kind="district", is_active=True)
        wanted = options["districts"]
        given = HereGiven(
            number=options["number"],
            begins=make_aware(datetime.combine(day, time())),
            office=self._one(Office.objects.filter(code=options["office"]), "office"),
            **{name: options[name] for name in IN_CHARGE},
            in_charge_phone=options["phone"],
            text=text,
            districts=list(districts.filter(code__in=wanted) if wanted else districts),
        )
        by = self._one(Person.objects.filter(handle=options["by"]), "person")
        try:
            edition = actions.found_from_template(words, given, by=by, at=at)
        except NotValid as refused:
            raise CommandError("\n".join(told for field in refused.fields.values() for told in field)) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"Edition {edition.number} stands at /desk/youth/editions/{edition.number}/, not shown yet.")

    def _one(self, rows: Any, what: str) -> Any:
        found = rows.first()
        if found is None:
            raise CommandError(f"There is no such {what}.")
        return found
