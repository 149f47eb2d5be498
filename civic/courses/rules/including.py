"""One qualification may include another: whoever holds the first holds the second."""

from collections.abc import Collection, Mapping


def closure(held: Collection[int], includes: Mapping[int, Collection[int]]) -> set[int]:
    """Everything that is held with what is held."""
    reached: set[int] = set()
    waiting = list(held)
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting += includes.get(one, ())
    return reached


def would_circle(including: int, included: int, includes: Mapping[int, Collection[int]]) -> bool:
    """Would a qualification come to include itself?"""
    return including in closure([included], includes)
