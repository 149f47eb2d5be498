"""The day of a big event: 2,000 volunteers (PEOPLE=…) check in at once through the act itself, by so many hands
(HANDS=2), every tenth scan sent twice. It has a city of its own (DATA_DIR=…), which it fills anew.

More than SECONDS (600), or one scan that is lost or counted twice, is a failure.
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from civic.accounts.models import Person  # noqa: E402
from civic.attendances.actions import Here, Queued, take_queue  # noqa: E402
from civic.attendances.models import Attendance, Scan  # noqa: E402
from civic.attendances.queries.codes import code_key  # noqa: E402
from civic.attendances.rules import drawn_code  # noqa: E402
from civic.shifts.models import Shift, Signup  # noqa: E402
from civic.volunteers.models import Volunteer  # noqa: E402
from tests.people import NOON, found_city  # noqa: E402
from tests.volunteers.ground import activity, found_helpers, shift  # noqa: E402

PEOPLE, HANDS = int(os.environ.get("PEOPLE", "2000")), int(os.environ.get("HANDS", "2"))
SECONDS = float(os.environ.get("SECONDS", "600"))


def expected(count: int) -> tuple[Shift, list[Person]]:
    """So many volunteers who signed up for one shift at noon."""
    helpers = found_helpers()
    big = shift(activity(helpers), starts=NOON, places=count)
    people = Person.objects.bulk_create(
        [Person(handle=f"helper-{n}", email=f"helper-{n}@example.com", joined_at=NOON) for n in range(count)], 1000
    )
    dates = {"applied_at": NOON, "answer_due_at": NOON, "decided_at": NOON}
    helping = Volunteer.objects.bulk_create(
        [
            Volunteer(person=one, number=f"B26{n:07d}", state="active", language="zh-hans", **dates)
            for n, one in enumerate(people)
        ],
        1000,
    )
    post = big.posts.get()
    Signup.objects.bulk_create(
        [Signup(shift=big, post=post, volunteer=one, state="coming", at=NOON, came_in_at=NOON) for one in helping],
        1000,
    )
    return big, people


def scans(big: Shift, people: list[Person]) -> list[tuple[Person, UUID, str]]:
    """One scan each, every tenth twice."""
    code = drawn_code(code_key(), shift=big.pk, volunteer=None, at=NOON)
    made = [(person, uuid4(), code) for person in people]
    return [one for n, scan in enumerate(made) for one in [scan] * (2 if n % 10 == 0 else 1)]


def send(one: tuple[Person, UUID, str]) -> str:
    """A phone hands in its queue."""
    person, nonce, code = one
    here = Here(23.13, 113.30, 15.0)
    return take_queue([Queued(nonce, code, "in", NOON, here=here)], by=person, sent_at=NOON, at=NOON)[0].verdict


def main() -> None:
    """Fill, check in, and look whether anybody is missing."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    found_city()
    big, people = expected(PEOPLE)
    sent = scans(big, people)
    connections.close_all()
    began, spent = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(HANDS) as hands:
        verdicts = list(hands.map(send, sent))
    wall, cpu = time.perf_counter() - began, time.process_time() - spent
    print(
        f"{len(sent):,} scans of {PEOPLE:,} volunteers, {HANDS} hands, {connection.vendor}"
        f"   wall {wall:6.1f} s   CPU {cpu:6.1f} s   {len(sent) / wall:5.0f} a second"
    )
    there, kept = Attendance.objects.filter(shift=big).count(), Scan.objects.filter(shift=big).count()
    if there != PEOPLE or kept != PEOPLE or set(verdicts) != {"counted"}:
        sys.exit(f"{PEOPLE:,} came, {there:,} are noted, {kept:,} scans are kept")
    if wall > SECONDS:
        sys.exit(f"that took {wall:.0f} s, more than {SECONDS:.0f} s")


main()
