"""Who may write for which office, and what a writer finds on the desk."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from civic.guides.models import Guide, GuideQuerySet
from civic.guides.rules import PUBLISHERS, WRITERS
from civic.offices.models import Post
from civic.offices.queries import OfficerHand


def is_keeper(person: Any) -> bool:
    """Does this person keep the catalogue, and so what the city itself says of its matters?"""
    return bool(person is not None and person.is_staff and person.has_perm("offices.change_matter"))


def _offices(hand: OfficerHand | None, roles: frozenset[str]) -> frozenset[int]:
    return frozenset(post.office_id for post in hand.posts if post.role in roles) if hand else frozenset()


def may_write(person: Any, hand: OfficerHand | None, guide: Guide | None = None) -> bool:
    """May this hand work on the drafts of the guide's office, or of any where none is named?"""
    offices = _offices(hand, WRITERS)
    if is_keeper(person):
        return True
    return bool(offices) if guide is None else guide.post is not None and guide.post.office_id in offices


def may_publish(person: Any, hand: OfficerHand | None, guide: Guide) -> bool:
    """May this hand say that the office stands behind it?"""
    return is_keeper(person) or (guide.post is not None and guide.post.office_id in _offices(hand, PUBLISHERS))


def written_by(person: Any, hand: OfficerHand | None) -> GuideQuerySet:
    """What this hand finds on the desk: the guides of the own offices, every one for a keeper of the catalogue."""
    guides = Guide.objects.select_related("version", "post__office", "area").order_by("-changed_at", "-pk")
    return guides if is_keeper(person) else guides.of_offices(_offices(hand, WRITERS))


def posts_of_writer(hand: OfficerHand | None, *, on: date) -> QuerySet[Post]:
    """The posts in which this hand writes, those one stands in for too."""
    if hand is None:
        return Post.objects.none()
    held = Q(pk__in=[])
    for post in hand.posts:
        if post.role in WRITERS:
            held |= Q(role=post.role, office=post.office_id)
    return Post.objects.held_on(on).filter(held, side=F("officer__side")).select_related("office").order_by("pk")


def post_for(hand: OfficerHand | None, office_code: str, *, on: date) -> Post | None:
    """The post in which this hand writes for an office, where it holds one."""
    posts = list(posts_of_writer(hand, on=on).filter(office__code=office_code))
    own = [post for post in posts if hand is not None and post.officer_id == hand.officer_id]
    return next(iter(own or posts), None)
