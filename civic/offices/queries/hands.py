"""The hand somebody has on a day: side, roles, offices and areas, from the posts in force."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F

from civic.offices.models import Post


@dataclass(frozen=True)
class HeldPost:
    """One post in force."""

    role: str
    office_id: int
    area_path: str = ""  # empty: everywhere


@dataclass(frozen=True)
class OfficerHand:
    """What an officer may put a hand to. `area_paths` is empty when at least one post holds everywhere."""

    officer_id: int
    person_id: int
    side: str
    roles: frozenset[str]
    office_ids: frozenset[int]
    area_paths: tuple[str, ...] = ()
    number: str = ""
    posts: tuple[HeldPost, ...] = ()


def hand_of(person: Any, *, on: date) -> OfficerHand | None:
    """The hand of a person on a day; None for whoever is no officer or holds no post then.

    A post left behind on an earlier side counts no more.
    """
    if person is None or not getattr(person, "pk", None):
        return None
    rows = list(
        Post.objects.held_on(on)
        .filter(officer__person_id=person.pk, side=F("officer__side"), office__is_active=True)
        .order_by("pk")
        .values_list("officer_id", "officer__side", "officer__number", "role", "office_id", "area__path")
    )
    if not rows:
        return None
    posts = tuple(HeldPost(role, office_id, path or "") for *_officer, role, office_id, path in rows)
    officer_id, side, number = rows[0][:3]
    return OfficerHand(
        officer_id=officer_id,
        person_id=person.pk,
        side=side,
        roles=frozenset(post.role for post in posts),
        office_ids=frozenset(post.office_id for post in posts),
        area_paths=_paths(posts),
        number=number,
        posts=posts,
    )


def holds_role(hand: OfficerHand | None, role: str) -> bool:
    """Does this hand hold the role, in any office?"""
    return hand is not None and role in hand.roles


def office_ids_of(hand: OfficerHand | None, role: str) -> frozenset[int]:
    """The offices for which this hand holds the role."""
    return frozenset(post.office_id for post in hand.posts if post.role == role) if hand else frozenset()


def area_paths_of(hand: OfficerHand, role: str) -> tuple[str, ...]:
    """The areas in which this hand holds the role; empty for everywhere. Ask only about a role that is held."""
    return _paths(tuple(post for post in hand.posts if post.role == role))


def _paths(posts: tuple[HeldPost, ...]) -> tuple[str, ...]:
    paths = {post.area_path for post in posts}
    return () if "" in paths else tuple(sorted(paths))
