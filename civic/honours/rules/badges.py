"""Badges of grown-ups: what somebody served most. They are reckoned anew each time, kept nowhere, and minors see and
have none (rule 14 of the little mayor's track holds for every child)."""

from collections.abc import Mapping
from dataclasses import dataclass

from civic.volunteers.rules import ServiceKind

BADGE_FROM = 20 * 60  # minutes of one kind of service


@dataclass(frozen=True)
class Badge:
    """A kind of service somebody gave much to."""

    kind: str
    minutes: int

    @property
    def words(self) -> str:
        """What it is called, in the reader's language."""
        return str(ServiceKind(self.kind).label)


def badges(by_kind: Mapping[str, int], *, is_minor: bool) -> list[Badge]:
    """The badges somebody has, the longest service first; none under eighteen."""
    if is_minor:
        return []
    held = [Badge(kind, minutes) for kind, minutes in by_kind.items() if minutes >= BADGE_FROM]
    return sorted(held, key=lambda badge: (-badge.minutes, badge.kind))
