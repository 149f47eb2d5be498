"""What somebody raised herself, as she may read it."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Q

from civic.accounts.models import Person
from civic.communities.models import LineWords, Topic, TopicContact, TopicQuerySet
from civic.communities.rules import RAISE, Shown


def raised_by(person: Person | None, hashes: Collection[str]) -> TopicQuerySet:
    """What was raised by an account, or with one of these contacts that somebody proved; the newest first."""
    mine = Q(pk__in=[])
    if person is not None:
        mine |= Q(raised_by=person)
    known = [digest for digest in hashes if digest]
    if known:
        left = TopicContact.objects.filter(Q(email_hash__in=known) | Q(phone_hash__in=known))
        mine |= Q(pk__in=left.values("topic"))
    return Topic.objects.filter(mine).select_related("corner__community", "contact").order_by("-raised_at", "-pk")


def told_about(person: Person | None, hashes: Collection[str]) -> list[dict[str, Any]]:
    """The same in plain words, for taking along: as she raised it, as everybody reads it, what came of it."""
    topics = list(raised_by(person, hashes))
    said = {
        words.line.topic_id: words.text
        for words in LineWords.objects.filter(line__topic__in=topics, line__verb=RAISE, erased_at=None).select_related(
            "line"
        )
    }
    return [_told(topic, said.get(topic.pk, "")) for topic in topics]


def _told(topic: Topic, said: str) -> dict[str, Any]:
    community, contact = topic.corner.community, getattr(topic, "contact", None)
    is_shown = topic.shown == Shown.SHOWN
    return {
        "number": topic.number,
        "page": f"{settings.SITE_URL}/communities/{community.code}/{topic.number}/" if is_shown else "",
        "community": {"code": community.code, "name": community.name},
        "raised_at": topic.raised_at,
        "title": topic.title,
        "text": said,
        "language": topic.language,
        "shown": topic.shown,
        "reason": topic.reason,
        "stage": topic.stage,
        "ended_at": topic.ended_at,
        "published": {"title": topic.public_title, "text": topic.public_text} if is_shown else None,
        "contact": {"email": contact.email, "phone": contact.phone, "language": contact.language} if contact else None,
    }
