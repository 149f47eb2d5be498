"""What an administrator of one area may touch: the working people of the offices there, and nobody who checks them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from civic.offices.rules.sides import Role, Side

WORKING = frozenset({Role.HANDLER.value, Role.HEAD.value})
OUT_OF_REACH = _(
    "Administrators of an area keep the posts of handlers and heads at the offices there. Whoever checks, commands, "
    "reviews, answers the telephone or keeps records is appointed, moved and ended by the city's administrators alone."
)
ELSEWHERE = _("This office does not lie in the area you administer.")
NO_ADMINISTRATOR = _("Only administrators keep posts.")
NOT_YOURSELF = _("Nobody keeps her own posts. Ask another administrator.")


@dataclass(frozen=True)
class Reach:
    """How far an administrator reaches: everywhere, or into areas by their paths."""

    is_everywhere: bool = False
    area_paths: tuple[str, ...] = ()

    @property
    def is_nowhere(self) -> bool:
        """Is this no administrator at all?"""
        return not self.is_everywhere and not self.area_paths


def reach_denial(reach: Reach, *, side: str, role: str, office_path: str) -> Any:
    """Why a post is out of reach; "" when it is within. A supervisor is never within the reach of a street."""
    if reach.is_everywhere:
        return ""
    if reach.is_nowhere:
        return NO_ADMINISTRATOR
    if side != Side.ACT or role not in WORKING:
        return OUT_OF_REACH
    if not office_path or not any(office_path.startswith(path) for path in reach.area_paths):
        return ELSEWHERE
    return ""
