"""Which star comes next, and why not yet: by the policy in force on the day it is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

MOST = 5
USUAL_HOURS = (100, 300, 600, 1000, 1500)  # common in China, not universal: a city writes its own
NO_MONTHS = (0, 0, 0, 0, 0)
HOURS_MORE = ngettext_lazy(
    "%(count)d hour more, and you can apply for this star.",
    "%(count)d hours more, and you can apply for this star.",
    "count",
)
MONTHS_MORE = ngettext_lazy(
    "This star asks for %(count)d month of service since the last one.",
    "This star asks for %(count)d months of service since the last one.",
    "count",
)


@dataclass(frozen=True)
class Thresholds:
    """Hours for each star, months served between one and the next, and the least mean of evaluations, if any."""

    hours: Sequence[int] = USUAL_HOURS
    months: Sequence[int] = NO_MONTHS
    least_quality: Decimal | None = None


@dataclass(frozen=True)
class Record:
    """What a volunteer has behind her: credited minutes, the star she holds and since when, her first day of service,
    and the mean of her evaluations (1 to 5), where there is one."""

    minutes: int
    level: int = 0
    since: date | None = None  # the day of the last star, or of the first service
    quality: Decimal | None = None


def policy_fault(hours: Sequence[int], months: Sequence[int]) -> Any:
    """Why a policy cannot be written like this, or ""."""
    if len(hours) != MOST or len(months) != MOST:
        return _("Give five numbers for the five stars, separated by commas.")
    if any(one <= 0 for one in hours) or any(one < 0 for one in months):
        return _("Hours are more than nothing, and months are none or more.")
    if any(later <= earlier for earlier, later in pairwise(hours)):
        return _("Each star asks for more hours than the one before.")
    return ""


def months_between(first: date, last: date) -> int:
    """Whole months from one calendar day to another."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)


def hours_missing(record: Record, policy: Thresholds) -> int:
    """Whole hours until the next star, rounded up; none when it is reached or all are held."""
    if record.level >= MOST:
        return 0
    minutes = policy.hours[record.level] * 60 - record.minutes
    return max(0, -(-minutes // 60))


def star_fault(record: Record, policy: Thresholds, *, today: date) -> Any:
    """Why the next star cannot be asked for today, or ""."""
    if record.level >= MOST:
        return _("You hold all five stars.")
    if missing := hours_missing(record, policy):
        return HOURS_MORE % {"count": missing}
    months = policy.months[record.level]
    if months and (record.since is None or months_between(record.since, today) < months):
        return MONTHS_MORE % {"count": months}
    if policy.least_quality is not None and record.quality is not None and record.quality < policy.least_quality:
        return _("This star asks for better evaluations than yours are now.")
    return ""
