"""The hand somebody has on a day: side, roles, offices and areas, from the posts in force."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import get_language

from civic.offices.models import Absence, Post
from civic.offices.rules import said_in

_TONGUES = ("zh-hans", "zh-hant", "en")
_NAMES = ("office__name_zh_hans", "office__name_zh_hant", "office__name_en")


@dataclass(frozen=True)
class HeldPost:
    """One post in force."""

    role: str
    office_id: int
    area_path: str = ""  # empty: everywhere


@dataclass(frozen=True)
class StandsIn:
    """For whom an officer stands in, by number, and until when."""

    number: str
    until: date


@dataclass(frozen=True)
class OfficerHand:
    """What an officer may put a hand to. `area_paths` is empty when at least one post holds everywhere.

    Whoever stands in for somebody holds her posts too while it lasts; what is done is done under the own number.
    """

    officer_id: int
    person_id: int
    side: str
    roles: frozenset[str]
    office_ids: frozenset[int]
    area_paths: tuple[str, ...] = ()
    number: str = ""
    posts: tuple[HeldPost, ...] = ()
    stands_in: tuple[StandsIn, ...] = ()
    office_names: tuple[dict[str, str], ...] = ()  # of the own posts, in every language

    @property
    def offices_said(self) -> list[str]:
        """The names of the offices of one's own posts, in the reader's language."""
        return [said_in(names, get_language() or "en") for names in self.office_names]


def hand_of(person: Any, *, on: date) -> OfficerHand | None:
    """The hand of a person on a day; None for whoever is no officer or holds no post of her own then.

    A post left behind on an earlier side counts no more. The posts of whom one stands in for count with one's own:
    those of the same side, and never those she herself stands in for.
    """
    if person is None or not getattr(person, "pk", None):
        return None
    absent = _absences_stood_in(person, on).values("officer")
    rows = list(
        Post.objects.held_on(on)
        .filter(Q(officer__person_id=person.pk) | Q(officer__in=absent), side=F("officer__side"))
        .filter(office__is_active=True)
        .order_by("pk")
        .values_list(
            "officer__person_id",
            "officer_id",
            "officer__side",
            "officer__number",
            "role",
            "office_id",
            "area__path",
            *_NAMES,
        )
    )
    own = next((row for row in rows if row[0] == person.pk), None)
    if own is None:
        return None
    _person_id, officer_id, side, number, *_post = own
    posts = tuple(dict.fromkeys(HeldPost(row[4], row[5], row[6] or "") for row in rows))
    is_standing_in = any(row[1] != officer_id for row in rows)
    return OfficerHand(
        officer_id=officer_id,
        person_id=person.pk,
        side=side,
        roles=frozenset(post.role for post in posts),
        office_ids=frozenset(post.office_id for post in posts),
        area_paths=_paths(posts),
        number=number,
        posts=posts,
        stands_in=_stood_in_for(person, on) if is_standing_in else (),
        office_names=tuple(
            {row[5]: dict(zip(_TONGUES, row[7:], strict=True)) for row in rows if row[1] == officer_id}.values()
        ),
    )


def _names_in(rows: list[Any]) -> tuple[dict[str, str], ...]:
    """The names of the offices of these posts, each once."""
    return tuple({row[5]: dict(zip(_TONGUES, row[7:], strict=True)) for row in rows}.values())


def _absences_stood_in(person: Any, on: date) -> QuerySet[Absence]:
    """Absences of a day in which this person stands in, as long as both are on one side."""
    return Absence.objects.filter(
        stand_in__person_id=person.pk, officer__side=F("stand_in__side"), starts__lte=on, ends__gte=on
    )


def _stood_in_for(person: Any, on: date) -> tuple[StandsIn, ...]:
    rows = _absences_stood_in(person, on).order_by("ends", "pk").values_list("officer__number", "ends")
    return tuple(StandsIn(number, until) for number, until in rows)


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
