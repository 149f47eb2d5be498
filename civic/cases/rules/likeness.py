"""How much two reports are alike: place, thing, matter, days and words, each a reason in words for whoever decides."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from math import cos, hypot, radians
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

NEAR_METRES = 100
LIKELY = 70  # from here on two reports are likely the same thing
ALIKE = 40  # below nobody wants to see it
SAME_WORDS = 0.5  # of the shorter one's pairs of signs
FEWEST_PAIRS = 4  # fewer say nothing
METRES_OF_A_DEGREE = 111_320


@dataclass(frozen=True)
class Traits:
    """What two reports are compared by."""

    at: datetime
    lat: float | None = None
    lon: float | None = None
    matter_id: int | None = None
    component_id: int | None = None
    pairs: Set[str] = frozenset()  # of signs that follow one another


@dataclass(frozen=True)
class Likeness:
    """How much two reports are alike, and why."""

    score: int
    metres: int | None
    reasons: tuple[Any, ...]

    @property
    def is_likely(self) -> bool:
        """Are they likely the same thing?"""
        return self.score >= LIKELY


def likeness(one: Traits, other: Traits) -> Likeness:
    """How much the other is like the one. Near without the same matter or words is not alike: a street has many
    troubles."""
    metres = _metres(one, other)
    shared = words_shared(one.pairs, other.pairs)
    days = (other.at.date() - one.at.date()).days
    score, reasons = 0, []
    if one.component_id is not None and one.component_id == other.component_id:
        score += 45
        reasons.append(_("the same object"))
    if metres is not None and metres <= NEAR_METRES:
        score += 20 + round(20 * (1 - metres / NEAR_METRES))
        reasons.append(format_lazy(_("{metres} m away"), metres=metres) if metres else _("at the same point"))
    if one.matter_id is not None and one.matter_id == other.matter_id:
        score += 25
        reasons.append(_("same matter"))
    if shared >= SAME_WORDS:
        score += round(35 * shared)
        reasons.append(_("much the same words"))
    if score:
        score += 15 if abs(days) <= 3 else 8 if abs(days) <= 30 else 0
        reasons.append(_days(days))
    is_alike = score >= ALIKE and (shared >= SAME_WORDS or _is_same_thing(one, other, metres))
    return Likeness(score if is_alike else 0, metres, tuple(reasons))


def _is_same_thing(one: Traits, other: Traits, metres: int | None) -> bool:
    if one.component_id is not None and one.component_id == other.component_id:
        return True
    same_matter = one.matter_id is not None and one.matter_id == other.matter_id
    return metres is not None and metres <= NEAR_METRES and same_matter


def words_shared(one: Set[str], other: Set[str]) -> float:
    """Which share of the shorter text's pairs stands in the longer one too."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter >= FEWEST_PAIRS else 0.0


def _metres(one: Traits, other: Traits) -> int | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north = (other.lat - one.lat) * METRES_OF_A_DEGREE
    east = (other.lon - one.lon) * METRES_OF_A_DEGREE * cos(radians(one.lat))
    return round(hypot(north, east))


def _days(days: int) -> Any:
    if days == 0:
        return _("on the same day")
    if days < 0:
        return format_lazy(ngettext_lazy("{days} day before", "{days} days before", -days), days=-days)
    return format_lazy(ngettext_lazy("{days} day after", "{days} days after", days), days=days)
