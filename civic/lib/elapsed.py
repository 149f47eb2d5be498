"""How long something has waited, in the words one says: Django's own name a month of the calendar in Chinese."""

from datetime import datetime
from typing import Any

from django.utils.timesince import timesince
from django.utils.translation import ngettext_lazy

SPANS: dict[str, Any] = {
    "year": ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    "month": ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    "week": ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    "day": ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    "hour": ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    "minute": ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
}


def elapsed(since: datetime, now: datetime) -> str:
    """As "3 hours": the largest span that fits, and no more."""
    return timesince(since, now, time_strings=SPANS, depth=1)
