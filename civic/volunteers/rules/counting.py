"""How many may be told of where everybody reads: nobody is to be found by counting (Regulations art. 20, 34)."""

FEWEST_SHOWN = 5  # our own number: below it stands "fewer than five"


def shown_count(count: int) -> int | None:
    """A number of people as everybody may read it; None where they are fewer than five."""
    return count if count >= FEWEST_SHOWN else None
