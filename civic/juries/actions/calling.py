"""Jurors hear that sheets wait for them: when they get some, and once more before the day they are due."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.timezone import localdate

from civic.juries.models import Panel, Seat, Sheet
from civic.juries.queries import active_seats, in_force
from civic.lib.sweeping import one_by_one
from civic.notices import actions as notices
from civic.notices.actions import Letter
from civic.notices.models import Notice

VERB = "jury-sheets"
BEFORE = timedelta(days=2)


def call_jurors(panel: Panel, counts: Mapping[int, int], *, about: str = "", at: datetime) -> int:
    """Each juror of these seats hears how many sheets wait, and by which day; not what they are about, and not by
    night. Returns how many were told. Belongs in the transaction of an act."""
    seats = Seat.objects.filter(pk__in=[seat for seat, count in counts.items() if count]).select_related("person")
    letters = [
        Letter(
            verb=VERB,
            about=about or panel.subject,
            language=seat.person.language or settings.LANGUAGE_CODE,
            context={
                "count": counts[seat.pk],
                "day": localdate(panel.judge_by).isoformat(),
                "url": f"{settings.SITE_URL}/little-mayor/jury/",
            },
            email=seat.person.email,
            phone=seat.person.phone,
            is_bulk=True,
        )
        for seat in seats
    ]
    return len(notices.queue_all(letters, at=at)) if letters else 0


def remind(*, at: datetime) -> int:
    """Two days before sheets are due whoever still owes some is reminded, once a jury. Returns how many were."""
    soon = Panel.objects.filter(opened_at__isnull=False, decided_at__isnull=True, judge_by__gt=at)
    keys = soon.filter(judge_by__lte=at + BEFORE).order_by("pk").values_list("pk", flat=True)
    return one_by_one(keys, lambda key: _remind(key, at=at))


def _remind(key: int, *, at: datetime) -> int:
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=key)
    about = f"{panel.subject}:due"
    if Notice.objects.filter(verb=VERB, about=about).exists():
        return 0
    owed = Sheet.objects.owed().filter(piece__in=in_force(panel.pieces.all(), at=at))
    counts = Counter(owed.filter(seat__in=active_seats(panel, at=at)).values_list("seat", flat=True))
    return call_jurors(panel, counts, about=about, at=at)
