"""How often a follower is told, and when what has happened leaves for her."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from civic.lib.quiet import after_quiet, next_at

MORNING = time(8, 0)
MONDAY = 0


class Rhythm(models.TextChoices):
    """How often somebody is told."""

    AT_ONCE = "at-once", _("As it happens, at most once a day for each case")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Monday morning")


def leaves_at(rhythm: str, happened: datetime, *, was_told_today: bool = False) -> datetime:
    """When the news of something leaves at the earliest: never in the quiet hours, and of a case that its follower was
    told of today not before tomorrow."""
    if rhythm == Rhythm.AT_ONCE:
        return after_quiet(_tomorrow(happened) if was_told_today else happened)
    leaves = next_at(happened, MORNING)
    while rhythm == Rhythm.WEEKLY and leaves.weekday() != MONDAY:
        leaves = next_at(leaves + timedelta(hours=1), MORNING)
    return after_quiet(leaves)


def _tomorrow(at: datetime) -> datetime:
    return next_at(next_at(at, time(0)), MORNING)
