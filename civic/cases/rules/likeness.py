"""How much two reports are alike: place, thing, matter, days and words, each a reason in words for whoever decides."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from math import cos, hypot, radians
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from civic.lib.bigrams import fold

NEAR_METRES = 100
LIKELY = 70  # from here on two reports are likely the same thing
ALIKE = 40  # below nobody wants to see it
SAME_WORDS = 0.5  # of the shorter one's pairs of signs
SAME_PLACE = 0.75  # of the shorter place in words: way and number, not the way alone
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
    place: Set[str] = frozenset()  # the same of the place in words, without the district's name
    says: int | None = None  # see says()


@dataclass(frozen=True)
class Likeness:
    """How much two reports are alike, and why."""

    score: int
    metres: int | None
    why: tuple[tuple[str, int], ...]  # each with its number; told in words where somebody reads them
    shared: float = 0.0  # of the shorter one's words
    is_same_object: bool = False
    is_same_place: bool = False  # in words, where no two points can be compared
    is_copy: bool = False  # sign by sign

    @property
    def is_likely(self) -> bool:
        """Are they likely the same thing?"""
        return self.score >= LIKELY

    @property
    def reasons(self) -> tuple[Any, ...]:
        """Why, in words."""
        return tuple(_REASONS[name](number) for name, number in self.why)


def likeness(one: Traits, other: Traits) -> Likeness:
    """How much the other is like the one. Near without the same matter or words is not alike: a street has many
    troubles."""
    metres = _metres(one, other)
    shared = words_shared(one.pairs, other.pairs)
    days = (other.at.date() - one.at.date()).days
    same_object = one.component_id is not None and one.component_id == other.component_id
    same_place = metres is None and words_shared(one.place, other.place) >= SAME_PLACE
    score, why = 0, list[tuple[str, int]]()
    if same_object:
        score += 45
        why.append(("object", 0))
    if metres is not None and metres <= NEAR_METRES:
        score += 20 + round(20 * (1 - metres / NEAR_METRES))
        why.append(("metres", metres))
    elif same_place:
        score += 20
        why.append(("place", 0))
    if _is_same_matter(one, other):
        score += 25
        why.append(("matter", 0))
    if shared >= SAME_WORDS:
        score += round(40 * shared)
        why.append(("words", 0))
    if score:
        score += 15 if abs(days) <= 3 else 8 if abs(days) <= 30 else 0
        why.append(("days", days))
    is_near = same_place or (metres is not None and metres <= NEAR_METRES)
    is_alike = score >= ALIKE and (shared >= SAME_WORDS or same_object or (is_near and _is_same_matter(one, other)))
    is_copy = one.says is not None and one.says == other.says
    return Likeness(score if is_alike else 0, metres, tuple(why), shared, same_object, same_place, is_copy)


def _is_same_matter(one: Traits, other: Traits) -> bool:
    return one.matter_id is not None and one.matter_id == other.matter_id


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


_REASONS: dict[str, Callable[[int], Any]] = {
    "object": lambda _number: _("the same object"),
    "metres": lambda metres: format_lazy(_("{metres} m away"), metres=metres) if metres else _("at the same point"),
    "place": lambda _number: _("the same place in words"),
    "matter": lambda _number: _("same matter"),
    "words": lambda _number: _("much the same words"),
    "days": _days,
}

FEWEST_SIGNS = 30  # nobody writes so much twice by chance: a longer text is a letter that goes round


def says(text: str) -> int | None:
    """A number that texts with the same letters and digits share, however they are set; None for a short one."""
    signs = "".join(sign for sign in fold(text) if sign.isalnum())
    if len(signs) < FEWEST_SIGNS:
        return None
    return int.from_bytes(blake2b(signs.encode(), digest_size=8).digest()) >> 1


# --- what a resident is asked about before she sends a report: "is yours one of these?" ---

# A trouble of the street lasts about as long as it is asked about; three days are what a patrol cleans a street in.
ASKED_HOURS = 72
# The open one waits on: it was not repaired yet, so age says less. It never counts as more than this share of the
# hours, which leaves it two thirds of the metres however old it is.
OPEN_COUNTS_AS = 0.6
# Far in place and far in time at once is another thing far more often than either alone: both are legs of a right
# angle, and this is the longest third side. At 1 the corner of hundred metres after three days is cut off and nothing
# else; a tenth less leaves room for a phone's point and costs no duplicate of the trial (try_similar).
FARTHEST = 0.9
# Who saw the same thing uses some of the same words, in the same language; who shares hardly any has to be nearer.
HARDLY_ANY, FARTHEST_UNLIKE = 0.2, 0.8
# One suggestion is a question, three are a list to read. A second and a third one are shown only where they stand on
# the same spot (a phone's point is right to about fifteen metres) and are told in nearly the same words.
FURTHER_METRES, FURTHER_WORDS = 15, 0.8
# Where no two points can be compared, the words have to carry more than a half, or the place in words is the same.
FAR_WORDS = 0.6


def remoteness(metres: int, hours: float, *, is_open: bool) -> float:
    """How far away another report is, in place and time together; FARTHEST and less may be the same thing."""
    waited = abs(hours) / ASKED_HOURS
    return hypot(metres / NEAR_METRES, min(waited, OPEN_COUNTS_AS) if is_open else waited)


def worth_asking(like: Likeness, *, hours: float, is_open: bool, is_first: bool) -> bool:
    """Is a resident asked whether hers is this one? The first has to be near in place and time, or much the same in
    words where no place is known; further ones are the same object, or the same words a few steps away."""
    if not like.score:
        return False
    if like.is_same_object or like.is_copy:
        return True
    if like.metres is None:
        return is_first and (like.is_same_place or like.shared >= FAR_WORDS)
    if not is_first and (like.metres > FURTHER_METRES or like.shared < FURTHER_WORDS):
        return False
    farthest = FARTHEST if like.shared >= HARDLY_ANY else FARTHEST_UNLIKE
    return remoteness(like.metres, hours, is_open=is_open) <= farthest
