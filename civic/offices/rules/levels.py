"""The levels through which a case rises while nobody answers it."""

LEVELS = ("community", "street", "district")
USUAL = {
    "community": (3, "committee"),
    "street": (6, "street"),
    "district": (10, "district"),
}
"""After how many working days, and which kind of office of that area is told; a city changes it in the admin."""


def in_order(level: str) -> int:
    """How high a level stands."""
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
