"""What holds for following, without a table: of what one can hear, how often, and within which bounds."""

from civic.following.rules.rhythm import Rhythm, leaves_at
from civic.following.rules.subjects import (
    METRES,
    METRES_LEAST,
    METRES_MOST,
    UNTOLD,
    Kind,
    hexagons_around,
    metres_between,
    subjects_of,
)

__all__ = [
    "METRES",
    "METRES_LEAST",
    "METRES_MOST",
    "UNTOLD",
    "Kind",
    "Rhythm",
    "hexagons_around",
    "leaves_at",
    "metres_between",
    "subjects_of",
]
