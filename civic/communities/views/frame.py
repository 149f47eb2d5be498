"""Who is at the desk of the corners, in which community, and what the frame of its pages prints."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from civic.accounts.models import Person
from civic.communities import queries
from civic.communities.guards import roles_in
from civic.communities.rules import DESK
from civic.offices.guards import hand_from
from civic.offices.queries import OfficerHand, area_paths_of
from civic.offices.rules import Role, Side
from civic.places.models import Area


def hand_in(request: HttpRequest) -> OfficerHand:
    """The hand of whoever asks."""
    hand = hand_from(request)
    assert hand is not None  # the guard let nobody else in
    return hand


def person_in(request: HttpRequest) -> Person:
    """Whoever asks."""
    assert isinstance(request.user, Person)
    return request.user


def paths_of(hand: OfficerHand) -> list[str]:
    """The areas of her corner's posts; none for everywhere."""
    held = [area_paths_of(hand, role) for role in sorted(DESK & hand.roles)]
    return [] if any(not paths for paths in held) else sorted({path for paths in held for path in paths})


def community_in(request: HttpRequest, code: str) -> Area:
    """A community her post holds in; any other is not there for her."""
    community = queries.community_by_code(code)
    if community is None or not roles_in(hand_in(request), community):
        raise Http404
    return community


def badges(hand: OfficerHand) -> dict[str, Any]:
    """Side, posts and offices beside her name."""
    roles = [str(Role(role).label) for role in Role.values if role in hand.roles]
    badge = " · ".join([str(Side(hand.side).label), *roles, *hand.offices_said])
    return {"desk_side": hand.side, "desk_badge": badge, "on_corners": True, "now": timezone.now()}
