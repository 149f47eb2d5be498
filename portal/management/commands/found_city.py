"""found_city: a real, empty city: its first administrator, area, offices and calendar."""

import csv
import json
import os
import secrets
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Mapping
from getpass import getpass
from pathlib import Path
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from civic.accounts import actions as accounts
from civic.accounts.models import Person
from civic.lib.refusals import NotValid, Refused
from civic.offices import actions as offices
from civic.offices.models import Office
from civic.places import actions as places
from civic.places.models import Area
from portal.navigation import forget_city_name

SECRETS = ("SECRET_KEY", "HASH_KEY", "SEAL_KEYS")
NEEDED = (
    ("review", {"zh-hans": "复查办公室", "zh-hant": "覆查辦公室", "en": "Review Office"}),
    ("supervision", {"zh-hans": "督查中心", "zh-hant": "督查中心", "en": "Supervision Centre"}),
    ("command", {"zh-hans": "指挥中心", "zh-hant": "指揮中心", "en": "Command Centre"}),
)
"""Without these three no case can go its way: who checks, who dispatches, who decides appeals."""

COLUMNS = ("code", "kind", "name_zh_hans", "name_zh_hant", "name_en", "area", "is_reviewing", "reviewed_by", "line")
NEXT = """
What to do next:
  1  Sign in at {url}/accounts/login/staff/ as {handle} and set up a second factor: nothing opens without one.
  2  Bring in streets, communities and cells (import_areas, import_cells), the catalogue (load_catalogue), offices and
     who answers for what (import_offices, import_duties), your people in their posts (import_posts); docs/grid.md.
     Then ask manage.py check_duties: every matter must have one answering office everywhere.
  3  Look through the working days of {years}; the swapped days of a year are announced late in the year before.
  4  Write the words of /privacy/ for your city, and name who answers for them.
  5  Back up every night: manage.py backup FILE.tar. Keep SECRET_KEY, HASH_KEY and SEAL_KEYS in another place.
"""


class Command(BaseCommand):
    help = "Found a real city in an empty database. What no option says is asked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Everything that would be asked."""
        parser.add_argument("--city", help="name in simplified Chinese")
        parser.add_argument("--city-hant", default="", help="name in traditional Chinese")
        parser.add_argument("--city-en", default="", help="name in English")
        parser.add_argument("--code", help="official code of the city, such as 440100")
        parser.add_argument(
            "--areas",
            type=Path,
            help="GeoJSON with the city and its districts: code, kind, parent, zh-hans, zh-hant, en",
        )
        parser.add_argument("--offices", type=Path, help=f"CSV with the columns {', '.join(COLUMNS)}")
        parser.add_argument("--handle", help="of the first administrator")
        parser.add_argument("--name", help="of the first administrator")
        parser.add_argument("--email", help="of the first administrator; a test letter goes there")
        parser.add_argument("--password-file", type=Path, help="else a password is asked for, or made and shown once")
        parser.add_argument("--write-secrets", type=Path, metavar="FILE", help="only make new keys into FILE, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        """1 only keys, if so asked; 2 nothing is here yet; 3 found all or nothing; 4 try the mail; 5 say the next."""
        if options["write_secrets"]:
            self._write_secrets(options["write_secrets"])
            return
        self._ask_whether_empty()
        told = self._asked(options)
        password, is_made = self._password(options["password_file"])
        try:
            with transaction.atomic():
                self._found(told, password)
        except Refused as refused:
            raise CommandError(f"{_sentences(refused)} Nothing was founded.") from None
        forget_city_name()
        self.stdout.write(self.style.SUCCESS(f"{told['city']} is founded, with {Office.objects.count()} offices."))
        if is_made:
            self.stdout.write(f"The password of {told['handle']}, shown this once: {password}")
        self._try_mail(told["email"])
        year = timezone.localdate().year
        self.stdout.write(NEXT.format(url=settings.SITE_URL, handle=told["handle"], years=f"{year} and {year + 1}"))

    def _write_secrets(self, target: Path) -> None:
        try:
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as kept:
                kept.writelines(f"{name}={secrets.token_urlsafe(48)}\n" for name in SECRETS)
        except OSError as refused:
            raise CommandError(f"No keys were written: {refused}") from None
        self.stdout.write(f"New keys are in {target}, readable by you alone. Give them to the city as its environment:")
        self.stdout.write(f"  set -a; . {target}; set +a; manage.py found_city")
        self.stdout.write("Keep a copy in another place: without them no contact opens and no backup comes back.")

    def _ask_whether_empty(self) -> None:
        if settings.DEMO:
            raise CommandError("This is the demo, which founds a city of its own. Leave DEMO out to found a real one.")
        if Area.objects.exists() or Office.objects.exists() or Person.objects.filter(is_superuser=True).exists():
            raise CommandError("This database holds a city already. A city is founded into an empty one.")

    def _asked(self, options: Mapping[str, Any]) -> dict[str, Any]:
        told = dict(options)
        questions = [
            ("handle", "Handle of the first administrator (small letters)"),
            ("name", "Name"),
            ("email", "E-mail"),
        ]
        if not options["areas"]:
            questions = [("city", "Name of the city in simplified Chinese"), ("code", "Its official code"), *questions]
        for name, question in questions:
            told[name] = told[name] or self._answer(name, question)
        return told

    def _answer(self, name: str, question: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(f"Nobody is there to ask. Give --{name}.")
        answer = ""
        while not answer:
            self.stdout.write(f"{question}: ", ending="")
            self.stdout.flush()
            answer = sys.stdin.readline().strip()
        return answer

    def _password(self, file: Path | None) -> tuple[str, bool]:
        """The password, and whether it was made here and must be shown."""
        if file is not None:
            return _read(file).strip(), False
        if sys.stdin.isatty():
            typed = getpass("Password (leave empty to have one made): ")
            if typed:
                return typed, False
        return secrets.token_urlsafe(15), True

    def _found(self, told: dict[str, Any], password: str) -> None:
        at = timezone.now()
        if told["areas"]:
            areas = places.load_areas(_features(told["areas"]))
            told["city"] = next((area.name_zh_hans for area in areas if area.kind == "city"), "")
            if not told["city"]:
                raise NotValid("No area in the file has the kind “city”.")
        else:
            names = {"zh-hans": told["city"], "zh-hant": told["city_hant"], "en": told["city_en"]}
            places.found_area(code=told["code"], kind="city", parent=None, names=names)
        _found_offices(_rows(told["offices"]) if told["offices"] else [])
        for year in (at.year, at.year + 1):
            offices.load_workdays(year)
        accounts.hire(
            handle=told["handle"],
            name=told["name"],
            email=told["email"],
            password=password,
            is_administrator=True,
            at=at,
        )

    def _try_mail(self, address: str) -> None:
        if not settings.EMAIL_URL:
            self.stdout.write(
                self.style.WARNING("EMAIL_URL is not set: no message leaves the city, and its forms say so.")
            )
            return
        try:
            send_mail("Gongzhi", "Your city can write letters. 您的城市可以发信了。", None, [address])
        except (OSError, SMTPException) as failed:
            self.stdout.write(
                self.style.WARNING(f"The test letter to {address} did not leave: {failed}. Look at EMAIL_URL.")
            )
            return
        self.stdout.write(f"A test letter has left for {address}.")


def _sentences(refused: Refused) -> str:
    fields = getattr(refused, "fields", {})
    return " ".join(
        f"{name}: {sentence}" if name else str(sentence) for name, told in fields.items() for sentence in told
    ) or str(refused)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as refused:
        raise CommandError(f"{file} cannot be read: {refused}") from None


def _features(file: Path) -> list[dict[str, Any]]:
    try:
        return list(json.loads(_read(file))["features"])
    except (ValueError, KeyError, TypeError):
        raise CommandError(f"{file} is not GeoJSON with features.") from None


def _rows(file: Path) -> list[dict[str, str]]:
    reader = csv.DictReader(_read(file).splitlines())
    if missing := {"code", "kind", "name_zh_hans"} - set(reader.fieldnames or ()):
        raise CommandError(f"{file} lacks the columns {', '.join(sorted(missing))}.")
    return [{name: (row.get(name) or "").strip() for name in COLUMNS} for row in reader]


def _found_offices(rows: Iterable[Mapping[str, str]]) -> None:
    """The offices of the list, those that review first; then whichever of the three needed ones is missing."""
    areas = {area.code: area for area in Area.objects.all()}
    founded: dict[str, Office] = {}
    for row in sorted(rows, key=lambda row: row["is_reviewing"].lower() not in ("1", "yes", "true", "是")):
        if row["area"] and row["area"] not in areas:
            raise NotValid(f"Office {row['code']}: there is no area {row['area']}.")
        if row["reviewed_by"] and row["reviewed_by"] not in founded:
            raise NotValid(f"Office {row['code']}: no reviewing office {row['reviewed_by']}.")
        founded[row["code"]] = offices.found_office(
            code=row["code"],
            kind=row["kind"],
            names={"zh-hans": row["name_zh_hans"], "zh-hant": row["name_zh_hant"], "en": row["name_en"]},
            area=areas.get(row["area"]),
            is_reviewing=row["is_reviewing"].lower() in ("1", "yes", "true", "是"),
            reviewed_by=founded.get(row["reviewed_by"]),
            contact_line=row["line"],
        )
    review = next((office for office in founded.values() if office.is_reviewing), None)
    for kind, names in NEEDED:
        if kind == "review" and review is None:
            review = offices.found_office(code=kind, kind=kind, names=names, is_reviewing=True)
        elif kind not in {office.kind for office in founded.values()} and kind != "review":
            offices.found_office(code=kind, kind=kind, names=names, reviewed_by=review)
    for office in founded.values():
        if not office.is_reviewing and office.reviewed_by is None:
            offices.amend_office(office, reviewed_by=review)
