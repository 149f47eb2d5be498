"""Nobody finds from a corner who raised a topic."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from civic.accounts.models import Person
from civic.communities.actions.holding import about
from civic.communities.models import LineWords, Topic, TopicContact
from civic.communities.rules import RAISE
from civic.journal import actions as journal
from civic.notices import actions as notices


@transaction.atomic
def forget(person: Person, *, at: datetime) -> None:
    """What she raised stays in the words everybody read; who raised it and how she put it go. What a member of the
    committee did in office stays."""
    _forget(Topic.objects.filter(raised_by=person), at=at)


@transaction.atomic
def forget_contacts(hashes: Iterable[str], *, at: datetime) -> None:
    """The same for whoever left one of these contacts."""
    known = [digest for digest in hashes if digest]
    left = TopicContact.objects.filter(Q(email_hash__in=known) | Q(phone_hash__in=known))
    _forget(Topic.objects.filter(pk__in=left.values("topic")), at=at)


def _forget(topics: QuerySet[Topic], *, at: datetime) -> None:
    for topic in topics.order_by("pk"):
        notices.forget_about(about(topic.pk), at=at)
        for words in LineWords.objects.filter(line__topic=topic, line__verb=RAISE, erased_at=None):
            journal.blank(words, at=at)
        TopicContact.objects.filter(topic=topic).delete()
        Topic.objects.filter(pk=topic.pk).update(raised_by=None, title="")
