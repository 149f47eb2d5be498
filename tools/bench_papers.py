"""What is printed: a thousand codes for a school (CODES=…), made, told once and set as slips in three languages; and a
certificate of a hundred and twenty entries (ENTRIES=…), reckoned from the book and set as PDF. It has a city of its own
(DATA_DIR=…, and DATABASE_URL=… for PostgreSQL), which it fills anew.

More than CODES_SECONDS (20) for the codes, or CERTIFICATE_SECONDS (0.5) for the median certificate, is a failure.
"""

import os
import statistics
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.utils.timezone import localdate  # noqa: E402
from django.utils.translation import override  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.honours import actions as honours  # noqa: E402
from civic.honours.queries.papers import pdf_of  # noqa: E402
from civic.lib.papers import is_offered  # noqa: E402
from civic.youth import actions as youth  # noqa: E402
from civic.youth.rules import Phase  # noqa: E402
from tests.honours.ground import book  # noqa: E402
from tests.people import NOON, found_city  # noqa: E402
from tests.volunteers.ground import activity, found_helpers  # noqa: E402
from tests.youth.ground import during, found_track  # noqa: E402
from tools.cities import empty_city  # noqa: E402

CODES, ENTRIES, TIMES = int(os.environ.get("CODES", "1000")), int(os.environ.get("ENTRIES", "120")), 20
CODES_SECONDS = float(os.environ.get("CODES_SECONDS", "20"))
CERTIFICATE_SECONDS = float(os.environ.get("CERTIFICATE_SECONDS", "0.5"))


def print_codes() -> float:
    """The seconds from the order of codes to the slips, ready for the printer."""
    track, at = found_track(), during(Phase.ENTRY)
    teacher = Person.objects.get(handle="ke")
    began = time.perf_counter()
    sheet = youth.make_entry_codes(track.edition, track.school, count=CODES, by=teacher, at=at)
    codes = youth.print_entry_codes(sheet, by=teacher, at=at)
    told = {
        "school": track.school,
        "edition": track.edition,
        "codes": codes,
        "site_address": "city.example/little-mayor/",
    }
    slips = render_to_string("youth/school/slips.html", told | {"languages": ("zh-hans", "zh-hant", "en")})
    taken = time.perf_counter() - began
    if any(code not in slips for _serial, code in codes[:: max(CODES // 10, 1)]):
        sys.exit("a code stands on no slip")
    return taken


def certify() -> list[float]:
    """The seconds of each certificate, from the book to the PDF."""
    helpers = found_helpers()
    wu = helpers.wu
    assert wu.person is not None
    served = [activity(helpers, f"B-{n:04d}", name_zh_hans=f"老桥巡灯{n}") for n in range(20)]
    for n in range(ENTRIES):
        day = localdate(NOON) - timedelta(days=n + 1)
        book(wu, 30 + n, of=helpers.organisation, activity=served[n % len(served)], on=day)
    taken = []
    for _n in range(TIMES):
        began = time.perf_counter()
        one = honours.issue_certificate(wu, by=wu.person, at=NOON)
        with override("zh-hans"):
            paper = pdf_of(one, name="吴晓晴", city="云桥市")
        taken.append(time.perf_counter() - began)
        if not paper.startswith(b"%PDF"):
            sys.exit("the certificate is no PDF")
    return taken


def main() -> None:
    """Fill, print, say how long it took."""
    empty_city()
    found_city()
    codes = print_codes()
    print(f"{CODES:,} codes of a school, made and set as slips   {codes:6.2f} s   ({connection.vendor})")
    if codes > CODES_SECONDS:
        sys.exit(f"{CODES:,} codes took {codes:.0f} s, more than {CODES_SECONDS:.0f} s")
    if not is_offered():
        print("no certificate as PDF: typst or a Chinese font is missing here")
        return
    taken = certify()
    median = statistics.median(taken)
    print(f"a certificate of {ENTRIES} entries as PDF             {median:6.2f} s, worst of {TIMES} {max(taken):.2f} s")
    if median > CERTIFICATE_SECONDS:
        sys.exit(f"a certificate took {median:.2f} s, more than {CERTIFICATE_SECONDS} s")


main()
