"""Points of the time bank: one for each whole hour that was credited, whole numbers, with a ceiling."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

CEILING = 1500  # after Guangzhou's time bank of 2019: above it nothing is earned
SPENDS_FROM_LEVEL = 1  # a star opens spending, as there
GIFT_LEAST = 1
HAVE = ngettext_lazy(
    "You have %(count)d point. Give no more.", "You have %(count)d points. Give as many at most.", "count"
)


def movement(minutes: int, earned: int, balance: int) -> int:
    """By how much an account moves so that it stands for the hours that are credited now. `earned` is what it earned
    until now, less what was taken back. Nothing that was spent is asked back: what is missing is earned again first."""
    wanted = max(0, minutes) // 60 - earned
    if wanted >= 0:
        return min(wanted, max(0, CEILING - balance))
    return -min(-wanted, max(0, balance))


def gift_fault(points: int, balance: int, balance_of_other: int) -> Any:
    """Why so many points cannot be given, or ""."""
    if points < GIFT_LEAST:
        return _("Give one point at least.")
    if points > balance:
        return HAVE % {"count": balance}
    if balance_of_other + points > CEILING:
        return _("This would be more than an account holds. Give less.")
    return ""


def spend_fault(points: int, balance: int, *, level: int, left: int | None) -> Any:
    """Why a reward cannot be had, or "". `left`: how many there are; None for as many as are asked."""
    if level < SPENDS_FROM_LEVEL:
        return _("With your first star you can spend points.")
    if left is not None and left < 1:
        return _("There is none left. Look again later.")
    if points > balance:
        return _("This costs %(points)d points, and you have %(count)d.") % {"points": points, "count": balance}
    return ""
