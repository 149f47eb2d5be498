"""A certificate in words: for its page, and for paper. The name is read from the sealed identity each time, and stands
in no table of certificates."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from civic.honours.models import Certificate
from civic.honours.rules import as_hours
from civic.lib.papers import paper
from civic.offices.rules import said_in
from civic.places.rules.plates import plate_drawing

SOURCE = Path(settings.BASE_DIR) / "templates" / "honours" / "certificate.typ"
REGIONS = {"zh-hans": ("zh", "cn"), "zh-hant": ("zh", "tw"), "en": ("en", "gb")}


def check_address(number: str) -> str:
    """Where anybody checks it."""
    return f"{settings.SITE_URL}/volunteer/check/{number}/"


def rows_of(one: Certificate) -> list[dict[str, Any]]:
    """Its lines, in the reader's language: activity, recording organisation, minutes."""
    language = get_language() or "en"
    return [
        {
            "activity": said_in(item["names"], language) if item["names"] else _("From an earlier system"),
            "organisation": said_in(item["organisation"], language),
            "minutes": item["minutes"],
        }
        for item in one.items
    ]


def amount(minutes: int) -> str:
    """So many hours, with the minutes they were reckoned from."""
    said = ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    return _("%(hours)s hours (%(minutes)s)") % {"hours": as_hours(minutes), "minutes": said}


def period(one: Certificate) -> str:
    """From which day to which."""
    first, last = date_format(one.from_on, "DATE_FORMAT"), date_format(one.until_on, "DATE_FORMAT")
    return first if one.from_on == one.until_on else _("%(first)s to %(last)s") % {"first": first, "last": last}


def pdf_of(one: Certificate, *, name: str, city: str) -> bytes:
    """The certificate as PDF, in the reader's language. Raises RuntimeError where no paper can be made."""
    lang, region = REGIONS.get(get_language() or "en", REGIONS["en"])
    address = check_address(one.number)
    facts = {
        "lang": lang,
        "region": region,
        "city": city,
        "title": _("Certificate of voluntary service"),
        "name": name,
        "sentence": _("gave voluntary service from %(period)s, as written down by the organisations named below.")
        % {"period": period(one)},
        "heads": [_("Activity"), _("Recording organisation"), _("Minutes served")],
        "rows": [[row["activity"], row["organisation"], str(row["minutes"])] for row in rows_of(one)],
        "total": _("Altogether: %(amount)s") % {"amount": amount(one.minutes)},
        "foot": [
            _("Number: %(number)s") % {"number": one.number},
            _("Issued on %(day)s") % {"day": date_format(one.issued_at, "DATE_FORMAT")},
            _("Volunteer number: %(number)s") % {"number": one.volunteer.number or ""},
            _("Digest: %(digest)s") % {"digest": one.digest[:16]},
        ],
        "check": _("Check it at %(address)s. It is free of charge; a certificate that does not stand there is none.")
        % {"address": address},
        "qr": plate_drawing(address),
        "qr_alt": _("The address at which this certificate is checked"),
    }
    return paper(SOURCE.read_text(encoding="utf-8"), facts)
