"""Whether a phone was at the place. A phone that tells nothing is no proof of anything: the code alone counts then."""

NEAR_M = 200  # our own number: a square, a school gate with its forecourt
ACCURACY_MOST = 100  # a phone that knows its place no better gains no more


def is_near(metres: float, accuracy: float | None) -> bool:
    """Is that near enough? What a phone says of its own accuracy is allowed for, up to a limit."""
    return metres <= NEAR_M + min(max(accuracy or 0.0, 0.0), ACCURACY_MOST)
