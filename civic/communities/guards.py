"""Who may enter a corner's desk: members of the residents' committee in their communities, moderators in their
areas."""

from collections.abc import Collection
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from civic.accounts.guards import View, named_guard
from civic.communities.rules import DESK
from civic.lib.refusals import NotAllowed
from civic.offices.guards import hand_from, officers_only
from civic.offices.queries import OfficerHand, area_paths_of
from civic.places.models import Area

NO_MEMBER = _("Corners are for members of residents' committees and for moderators. You hold another post.")
NOT_HERE = _("Your post does not hold in this community.")
NOT_YOURS = _("Your post may look at this corner, but this is for somebody else to do.")


def corner_desk_only(view: View) -> View:
    """Members of residents' committees and moderators may enter; other officers are refused (NotAllowed)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        hand = hand_from(request)
        if hand is None or not hand.roles & DESK:
            raise NotAllowed(NO_MEMBER)
        return view(request, *args, **kwargs)

    return named_guard(officers_only(guarded), "corner-desk-only")


def roles_in(hand: OfficerHand | None, community: Area) -> frozenset[str]:
    """Which of the corner's roles this hand holds in a community."""
    if hand is None:
        return frozenset()
    return frozenset(role for role in DESK & hand.roles if _reaches(area_paths_of(hand, role), community))


def _reaches(paths: tuple[str, ...], community: Area) -> bool:
    return not paths or any(community.path.startswith(path) for path in paths)


def demand_hand(hand: OfficerHand | None, roles: Collection[str], community: Area) -> None:
    """Raises NotAllowed for a hand that holds none of these roles in the community."""
    held = roles_in(hand, community)
    if held & set(roles):
        return
    if held:
        raise NotAllowed(NOT_YOURS)
    raise NotAllowed(NO_MEMBER if hand is None or not hand.roles & DESK else NOT_HERE)
