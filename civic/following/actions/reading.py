"""Read the timeline after a cursor of our own, and spread each line to its followers in batches."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from civic.cases.models import Line
from civic.following.models import Cursor, News, Wave
from civic.following.queries import matching, readable
from civic.following.rules import UNTOLD, leaves_at
from civic.lib.nudge import nudge

CURSOR = "timeline"
LOOK_BACK = timedelta(minutes=10)  # lines may come to be seen later than they are dated
READ_MOST = 2_000
BATCH = 1_000
TELL = "following.tell"


@transaction.atomic
def read_timeline(*, at: datetime, most: int = READ_MOST) -> int:
    """Note the lines that came since; how many those were. Reading them twice notes them once. The first time it only
    remembers where to begin: nobody is told of history."""
    Cursor.objects.get_or_create(name=CURSOR, defaults={"at": at})
    cursor = Cursor.objects.select_for_update().get(name=CURSOR)
    since = cursor.at - LOOK_BACK
    noted = Wave.objects.filter(at__gte=since).values("line")
    lines = Line.objects.filter(at__gte=since, at__lte=at).exclude(verb__in=UNTOLD).exclude(pk__in=noted)
    found = list(lines.order_by("at", "pk").values_list("pk", "at")[:most])
    Wave.objects.bulk_create([Wave(line_id=pk, at=when) for pk, when in found], ignore_conflicts=True)
    cursor.at = at if len(found) < most else max(cursor.at, found[-1][1])
    cursor.save(update_fields=["at"])
    return len(found)


def spread(*, at: datetime, most: int = 50) -> int:
    """Hand the next batches on: each line to a thousand followers at a time, each batch in a transaction of its own.
    Returns how many batches there were."""
    batches = 0
    while batches < most and _spread_one(at=at):
        batches += 1
    if batches:
        nudge(TELL)
    return batches


@transaction.atomic
def _spread_one(*, at: datetime) -> bool:
    waves = Wave.objects.filter(done_at__isnull=True).order_by("pk")
    if connection.features.has_select_for_update_skip_locked:
        waves = waves.select_for_update(skip_locked=True, of=("self",))
    wave = waves.select_related("line").first()
    if wave is None:
        return False
    heard = readable([wave.line.case_id]).get(wave.line.case_id)
    follows = matching(heard, after=wave.reached, most=BATCH) if heard is not None else []
    since = wave.line.at
    News.objects.bulk_create(
        [
            News(
                follow_id=one.pk,
                follower_id=one.follower_id,
                case_id=wave.line.case_id,
                line_id=wave.line_id,
                happened_at=since,
                due_at=leaves_at(one.rhythm, since),
            )
            for one in follows
            if one.confirmed_at is not None and one.confirmed_at <= since
        ],
        ignore_conflicts=True,
    )
    if follows:
        wave.reached = follows[-1].pk
    if len(follows) < BATCH:
        wave.done_at = at
    wave.save(update_fields=["reached", "done_at"])
    return True
