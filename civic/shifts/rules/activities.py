"""What an activity needs before anybody reads it: its risks told, danger insured, and who is insured on which day."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from civic.shifts.rules.kinds import PolicyScope

LONGEST_SHIFT_HOURS = 12  # our own number; whoever needs more lays two
CHECK_IN_BEFORE = timedelta(hours=1)  # of its beginning one can check in
CHECK_OUT_AFTER = timedelta(hours=3)  # its end one can still check out
AHEAD_DAYS = 366  # no shift is laid further ahead


@dataclass(frozen=True)
class Insurance:
    """A policy as the rules see it."""

    scope: str
    starts_on: date
    ends_on: date
    is_cancelled: bool = False
    named: frozenset[tuple[date, date | None]] = frozenset()  # of one volunteer: from, until

    def holds_on(self, day: date) -> bool:
        """Is it in force on a day, its first and last included?"""
        return not self.is_cancelled and self.starts_on <= day <= self.ends_on

    def covers(self, day: date) -> bool:
        """Does it cover the volunteer whose names it carries on that day?"""
        if not self.holds_on(day):
            return False
        if self.scope != PolicyScope.NAMED:
            return True
        return any(first <= day and (last is None or day <= last) for first, last in self.named)


def show_faults(
    *, risk: str, is_dangerous: bool, insurance: Insurance | None, days: Iterable[date], has_agreement: bool
) -> dict[str, Any]:
    """What keeps an activity from being shown, each fault beside its field (Regulations art. 12, 17)."""
    faults: dict[str, Any] = {}
    if not risk.strip():
        faults["risk_zh_hans"] = _("Say what is risky about it and how people keep safe. Nobody is asked before.")
    if is_dangerous and (fault := insurance_fault(insurance, days)):
        faults["policy"] = fault
    if not has_agreement:
        faults["agreement"] = _("Write the agreement that everybody signs before the first shift.")
    return faults


def insurance_fault(insurance: Insurance | None, days: Iterable[date]) -> Any:
    """Why a dangerous activity cannot take place on these days under this insurance, or ""."""
    if insurance is None:
        return _("People could be hurt here: choose the accident insurance that covers them first.")
    outside = sorted(day for day in days if not insurance.holds_on(day))
    if outside:
        return format_lazy(
            _("The insurance is not in force on {day}. Choose another day, or another insurance."),
            day=f"{outside[0]:%Y-%m-%d}",
        )
    return ""


def days_between(starts: datetime, ends: datetime, zone: ZoneInfo) -> list[date]:
    """The city's days on which a shift takes place: through midnight it is two."""
    first, last = starts.astimezone(zone).date(), (ends - timedelta(seconds=1)).astimezone(zone).date()
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def digest_of(*texts: str) -> str:
    """What was read, as one digest: a changed text asks anew."""
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()


def post_faults(posts: Collection[dict[str, Any]]) -> Any:
    """Why these are no posts of a shift, or ""."""
    if not posts:
        return _("Say how many people are needed, and for what.")
    for post in posts:
        if not str(post.get("name_zh_hans", "")).strip():
            return _("Give each post a name.")
        places = post.get("places", 0)
        if not isinstance(places, int) or not 1 <= places <= 500:
            return _("Each post has between 1 and 500 places.")
        if not 0 <= post.get("least", 0) <= places:
            return _("A post cannot need more people than it has places.")
    return ""
