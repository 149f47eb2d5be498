"""When a short test is passed."""

from collections.abc import Sequence


def share_right(given: Sequence[int | None], right: Sequence[int]) -> int:
    """The share of right answers, in whole percent, rounded down."""
    if not right:
        return 100
    return 100 * sum(one == other for one, other in zip(given, right, strict=True)) // len(right)


def is_passed(given: Sequence[int | None], right: Sequence[int], *, pass_share: int) -> bool:
    """Is the share of right answers large enough?"""
    return share_right(given, right) >= pass_share
