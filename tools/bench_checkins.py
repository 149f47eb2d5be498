"""The day of a big event: 2,000 volunteers (PEOPLE=…) check in at once over the web, through so many hands (HANDS=8),
each its own phone with its own session; every tenth scan is sent twice at the same time, with the same nonce. It has a
city of its own (DATA_DIR=…, and DATABASE_URL=… for PostgreSQL), which it fills anew.

More than SECONDS (600), or one scan that is lost or counted twice, is a failure.
"""

import http.client
import json
import os
import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import local
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.attendances.models import Attendance, Scan  # noqa: E402
from civic.attendances.queries.codes import code_key  # noqa: E402
from civic.attendances.rules import drawn_code  # noqa: E402
from civic.shifts.models import Shift, Signup  # noqa: E402
from civic.volunteers.models import Volunteer  # noqa: E402
from tests.people import found_city  # noqa: E402
from tests.volunteers.ground import activity, found_helpers, shift  # noqa: E402
from tools.cities import empty_city, sign_in  # noqa: E402
from tools.serving import serving  # noqa: E402

PEOPLE, HANDS = int(os.environ.get("PEOPLE", "2000")), int(os.environ.get("HANDS", "8"))
SECONDS, PORT = float(os.environ.get("SECONDS", "600")), int(os.environ.get("BENCH_PORT", "8792"))
WORKERS, TWICE_EVERY = 2, 10
TOKEN = secrets.token_hex(16)
HERE = {"lat": 23.13, "lon": 113.30, "accuracy": 15.0}
phones = local()


def expected(count: int) -> tuple[Shift, list[str]]:
    """So many volunteers who signed up for one shift that begins soon, and the keys of their sessions."""
    helpers, now = found_helpers(), timezone.now()
    big = shift(activity(helpers), starts=now + timedelta(minutes=30), places=count)
    people = Person.objects.bulk_create(
        [
            Person(handle=f"helper-{n}", password="!x", email=f"helper-{n}@example.com", joined_at=now)
            for n in range(count)
        ],
        1000,
    )
    dates = {"applied_at": now, "answer_due_at": now, "decided_at": now}
    helping = Volunteer.objects.bulk_create(
        [
            Volunteer(person=one, number=f"B26{n:07d}", state="active", language="zh-hans", **dates)
            for n, one in enumerate(people)
        ],
        1000,
    )
    post = big.posts.get()
    Signup.objects.bulk_create(
        [Signup(shift=big, post=post, volunteer=one, state="coming", at=now, came_in_at=now) for one in helping],
        1000,
    )
    return big, sign_in(people)


def scans(big: Shift, keys: list[str]) -> list[tuple[str, Shift, str]]:
    """One scan each, every tenth twice in a row, so that two hands send it at the same moment."""
    made = [(key, big, str(uuid4())) for key in keys]
    return [one for n, scan in enumerate(made) for one in [scan] * (2 if n % TWICE_EVERY == 0 else 1)]


def send(one: tuple[str, Shift, str]) -> tuple[str, float]:
    """A phone scans the leader's code and hands it in; what became of it, and how long that took."""
    key, big, nonce = one
    if not hasattr(phones, "link"):
        phones.link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    now = timezone.now()
    code = drawn_code(code_key(), shift=big.pk, volunteer=None, at=now)
    scan = {"nonce": nonce, "code": code, "direction": "in", "told_at": now.isoformat(), **HERE}
    headers = {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={key}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": "application/json",
        "Accept": "application/json",
    }
    begun = time.monotonic()
    phones.link.request(
        "POST", "/api/v1/volunteer/scans/", json.dumps({"sent_at": now.isoformat(), "scans": [scan]}), headers
    )
    answer = phones.link.getresponse()
    told = answer.read()
    took = time.monotonic() - begun
    return (json.loads(told)["scans"][0]["verdict"] if answer.status == 200 else f"HTTP {answer.status}"), took


def main() -> None:
    """Fill, check in, and look whether anybody is missing."""
    empty_city()
    found_city()
    big, keys = expected(PEOPLE)
    sent = scans(big, keys)
    connection.close()
    with serving(PORT, workers=WORKERS, threads=2):
        began = time.perf_counter()
        with ThreadPoolExecutor(HANDS) as hands:
            answers = list(hands.map(send, sent))
        wall = time.perf_counter() - began
    verdicts, slow = Counter(verdict for verdict, _took in answers), sorted(took for _verdict, took in answers)
    middle, most = slow[len(slow) // 2] * 1000, slow[len(slow) * 95 // 100] * 1000
    print(
        f"{len(sent):,} scans of {PEOPLE:,} volunteers over the web, {HANDS} hands, {WORKERS} workers, "
        f"{connection.vendor}: {wall:.1f} s, {len(sent) / wall:.0f} a second, p50 {middle:.0f} ms, "
        f"p95 {most:.0f} ms; load {os.getloadavg()[0]:.1f}"
    )
    there, kept = Attendance.objects.filter(shift=big).count(), Scan.objects.filter(shift=big).count()
    if there != PEOPLE or kept != PEOPLE or set(verdicts) != {"counted"}:
        sys.exit(f"{PEOPLE:,} came, {there:,} are noted, {kept:,} scans are kept, told {dict(verdicts)}")
    if wall > SECONDS:
        sys.exit(f"that took {wall:.0f} s, more than {SECONDS:.0f} s")


if __name__ == "__main__":
    main()
