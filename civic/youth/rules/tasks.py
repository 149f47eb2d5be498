"""What a round asks of its children where an edition says nothing else, and how a debate is drawn by lot. Pure.

Source: the real contest: a proposal in the early rounds, a survey report of one's own in the semi-final, a speech and a
debate drawn by lot in the final.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from civic.youth.rules.phases import Phase
from civic.youth.rules.proposals import Kind

ASKED: Mapping[str, frozenset[str]] = {
    Phase.ENTRY: frozenset({Kind.PROPOSAL}),
    Phase.SCHOOL: frozenset({Kind.PROPOSAL}),
    Phase.DISTRICT: frozenset({Kind.PROPOSAL, Kind.SPEECH}),
    Phase.SECOND: frozenset({Kind.PROPOSAL}),
    Phase.SEMIFINAL: frozenset({Kind.REPORT}),
    Phase.FINAL: frozenset({Kind.SPEECH, Kind.DEBATE}),
    Phase.TERM: frozenset({Kind.PROPOSAL}),
}
MOTIONS_LEAST, MOTIONS_MOST, MOTION_LONGEST = 2, 12, 120
DRAWN_LEAST = 2


class Stand(TextChoices):
    """Which side of a motion somebody speaks for: drawn, so it says nothing of what the child thinks."""

    FOR = "for", _("speaks for it")
    AGAINST = "against", _("speaks against it")


@dataclass(frozen=True)
class Lot:
    """Whose turn, which motion (its place in the list), which side."""

    pseudonym: str
    motion: int
    stand: str


def kinds_asked(own: Mapping[str, frozenset[str]], phase: str | None) -> frozenset[str]:
    """What may be made in this phase: what the edition itself says, else the usual."""
    if phase is None:
        return frozenset()
    return (own or ASKED).get(phase, frozenset())


def seal_of(seed: str) -> str:
    """What is told before the draw: with it everybody can see afterwards that the seed was not chosen to suit."""
    return sha256(seed.encode()).hexdigest()


def lots(seed: str, *, motions: int, pseudonyms: Sequence[str]) -> list[Lot]:
    """The draw: the same seed, motions and children give the same lots, in whatever order they are named. Two meet over
    a motion; of an odd number the last one speaks with the first side of the pair before."""
    order = sorted(pseudonyms, key=lambda name: _drawn(seed, "turn", name))
    drawn = []
    for turn, name in enumerate(order):
        pair = turn // 2
        if len(order) > 1 and turn == len(order) - 1 and turn % 2 == 0:
            pair -= 1
        motion = int(_drawn(seed, "motion", str(pair)), 16) % motions
        drawn.append(Lot(name, motion, Stand.FOR if turn % 2 == 0 else Stand.AGAINST))
    return drawn


def _drawn(seed: str, about: str, what: str) -> str:
    return sha256(f"{seed}\n{about}\n{what}".encode()).hexdigest()
