"""When reports of one place come from a facility that is missing, so that the city suggests it itself. Pure."""

from datetime import timedelta
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CAUSE = "facility-missing"
CASES_LEAST = 10
WITHIN = timedelta(days=365)
KEEPERS = frozenset({"supervisor"})
TITLE_LONGEST, TEXT_LONGEST, REASON_LONGEST = 120, 4000, 1000
NO_KEEPER = _("What the city suggests itself is for supervisors. You hold another post today.")
NOT_YOUR_AREA = _("This place lies outside the area of your post. Its own supervisor decides on it.")
ENDED = _("Somebody has decided on this draft already.")
TOO_FEW = _(
    "Fewer than ten of these reports can still be read by everybody, so nothing is handed in now. Drop it, or wait."
)


class End(TextChoices):
    """What became of a draft."""

    HANDED_IN = "handed-in", _("Handed in as a suggestion")
    DROPPED = "dropped", _("Dropped")


def is_need(count: int) -> bool:
    """Are so many reports of one cell enough to suggest something?"""
    return count >= CASES_LEAST


def words_fault(name: str, words: str, longest: int) -> dict[str, Any]:
    """What is wrong with words that are needed, by field."""
    if not words:
        return {name: _("Write something here: others will rely on it.")}
    if len(words) > longest:
        return {name: _("This is too long. Keep it under %(count)d characters.") % {"count": longest}}
    return {}
