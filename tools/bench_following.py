"""A hundred thousand followers of one matter (FOLLOWERS=…), and a case of it comes in: how long the act takes with and
without them, how long the sweep needs to spread the news and to write the messages, and what leaves first.

Beside `make bench`; it adds to the city it finds, and takes its followers away again.
"""

import os
import secrets
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.cases.actions import ReportGiven, file_case  # noqa: E402
from civic.cases.models import Case  # noqa: E402
from civic.following import actions as following  # noqa: E402
from civic.following.models import Cursor, Follow, Follower, News, Wave  # noqa: E402
from civic.following.models.follows import new_stop  # noqa: E402
from civic.following.rules import Kind, Rhythm  # noqa: E402
from civic.lib.quiet import after_quiet  # noqa: E402
from civic.notices.models import Mention, Notice  # noqa: E402
from civic.offices.models import Matter  # noqa: E402

MATTER = "0101"
COUNT = int(os.environ.get("FOLLOWERS", "100000"))


def people(count: int, *, at: datetime) -> None:
    """So many addresses that follow the matter in the whole city, each proved."""
    mark = secrets.token_hex(4)
    matter = Matter.objects.get(code=MATTER)
    subject = following.of_matter(matter, None)
    for begin in range(0, count, 5_000):
        rows = Follower.objects.bulk_create(
            Follower(
                email=f"bench-{mark}-{turn}@example.com",
                contact_hash=f"bench-{mark}-{turn}",
                language=("zh-hans", "zh-hant", "en")[turn % 3],
                created_at=at,
                **new_stop(),
            )
            for turn in range(begin, min(begin + 5_000, count))
        )
        Follow.objects.bulk_create(
            Follow(
                follower=row,
                kind=Kind.MATTER,
                key=subject.key,
                matter=matter,
                rhythm=Rhythm.AT_ONCE,
                created_at=at,
                confirmed_at=at,
                **new_stop(),
            )
            for row in rows
        )


def handed_in(at: datetime) -> Case:
    """A lamp is out; its reporter waits for a receipt."""
    given = ReportGiven(
        kind="complaint", text="望江路的路灯不亮。", matter=Matter.objects.get(code=MATTER), email="rosa@example.com"
    )
    return file_case(given, by=None, at=at).case


def timed(what: str, act: Callable[[], Any], *, each: int = 0) -> Any:
    """Do it, and say how long it took."""
    began = time.perf_counter()
    given = act()
    took = time.perf_counter() - began
    rate = f" · {each / took:,.0f} a second" if each else ""
    print(f"{what}: {took:,.2f} s{rate}", flush=True)
    return given


def clear() -> None:
    """What earlier runs and this one left."""
    gone = Follower.objects.filter(contact_hash__startswith="bench-")
    Mention.objects.filter(notice__verb="follow-news").delete()
    Notice.objects.filter(verb__in=["follow-news", "filed"], state="waiting").delete()
    News.objects.filter(follower__in=gone).delete()
    Follow.objects.filter(follower__in=gone).delete()
    gone.delete()


def main() -> None:
    """Prepare, hand in, spread, tell, and look at the outbox."""
    settings.NUDGE, settings.EMAIL_WORKS = False, True
    print(f"{connection.vendor}, {COUNT:,} followers of one matter", flush=True)
    clear()
    at = after_quiet(timezone.now())
    Cursor.objects.update_or_create(name="timeline", defaults={"at": at})
    Wave.objects.filter(done_at=None).update(done_at=at)
    timed("a report, nobody following", lambda: handed_in(at - timedelta(hours=1)))
    timed("following (rows laid in bulk)", lambda: people(COUNT, at=at), each=COUNT)
    later = at + timedelta(minutes=1)
    case = timed("a report, everybody following", lambda: handed_in(later))
    timed("reading the timeline", lambda: following.read_timeline(at=later))
    timed("spreading the news", lambda: following.spread(at=later, most=10_000), each=COUNT)
    told = timed("writing the messages", lambda: following.tell(at=later, most=10_000), each=COUNT)
    receipt = handed_in(later + timedelta(minutes=1))
    leaves_first = not Notice.objects.due(later + timedelta(minutes=2)).values_list("is_bulk", flat=True)[0]
    print(f"{told:,} messages; a receipt that comes after them leaves before them: {leaves_first}")
    print(f"news of {case.number} told once each: {News.objects.filter(case=case, told_at__isnull=False).count():,}")
    assert receipt.pk
    clear()


if __name__ == "__main__":
    main()
