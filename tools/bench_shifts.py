"""The list of shifts: 200 to come (SHIFTS=…) for a volunteer with 500 hours served (HOURS=…), then ten times both. It
has a city of its own (DATA_DIR=…), which it fills anew.

More than 12 statements, or more than CPU_MS (60) of CPU for a page, is a failure.
"""

import os
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection, reset_queries  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.shifts.models import Shift, ShiftPost, Signup  # noqa: E402
from tests.people import found_city, sign_in  # noqa: E402
from tests.volunteers.ground import activity, found_helpers  # noqa: E402
from tools.cities import empty_city  # noqa: E402

SHIFTS, HOURS = int(os.environ.get("SHIFTS", "200")), int(os.environ.get("HOURS", "500"))
CPU_MS, STATEMENTS, PAGES = float(os.environ.get("CPU_MS", "60")), 12, 20
HOUR = timedelta(hours=1)


def lay(count: int, *, before: bool, turn: int) -> list[Shift]:
    """So many shifts of two hours, to come or served, over twenty activities."""
    now = timezone.now()
    own = list(ACTIVITIES)
    made = []
    for n in range(count):
        starts = now - (200 + 30 * n) * HOUR if before else now + (24 + n) * HOUR
        made.append(
            Shift(
                activity=own[n % len(own)],
                number=f"{'P' if before else 'F'}{turn}-{n}",
                starts_at=starts,
                ends_at=starts + 2 * HOUR,
                cancel_until=starts,
                leader=HELPERS.leader,
                changed_at=now,
            )
        )
    made = Shift.objects.bulk_create(made)
    ShiftPost.objects.bulk_create([ShiftPost(shift=one, order=1, places=6, name_zh_hans="志愿者") for one in made])
    return made


def measured(client: Client) -> tuple[float, int]:
    """CPU of a page in ms, the median of twenty, and its statements."""
    spent = []
    for _n in range(PAGES):
        began = time.process_time()
        page = client.get("/volunteer/", headers={"accept-language": "zh-hans"})
        spent.append((time.process_time() - began) * 1000)
        assert page.status_code == 200
    connection.force_debug_cursor = True
    reset_queries()
    client.get("/volunteer/")
    count = len(connection.queries)
    connection.force_debug_cursor = False
    return sorted(spent)[PAGES // 2], count


empty_city()
found_city()
HELPERS = found_helpers()
ACTIVITIES = [activity(HELPERS, f"B-{n:04d}", name_zh_hans=f"老桥巡灯{n}") for n in range(20)]


def main() -> None:
    """Fill, ask, fill ten times as much, ask again."""
    assert HELPERS.wu.person is not None
    client = Client()
    sign_in(client, HELPERS.wu.person)
    told = []
    for turn, times in enumerate((1, 9)):
        lay(SHIFTS * times, before=False, turn=turn)
        served = lay(HOURS // 2 * times, before=True, turn=turn)
        posts = dict(ShiftPost.objects.filter(shift__in=served).values_list("shift", "pk"))
        Signup.objects.bulk_create(
            Signup(
                shift=one,
                post_id=posts[one.pk],
                volunteer=HELPERS.wu,
                state="coming",
                at=one.starts_at,
                came_in_at=one.starts_at,
            )
            for one in served
        )
        cpu, count = measured(client)
        told.append(cpu)
        more = 10 if turn else 1
        print(f"{SHIFTS * more:>6,} shifts, {HOURS * more:>6,} hours: {cpu:5.1f} ms, {count} SQL", flush=True)
        if count > STATEMENTS:
            sys.exit(f"{count} statements, more than {STATEMENTS}")
    if told[0] > CPU_MS:
        sys.exit(f"a page took {told[0]:.0f} ms of CPU, more than {CPU_MS:.0f}")


main()
