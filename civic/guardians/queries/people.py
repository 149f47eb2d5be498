"""Who answers for whom, which text is read now, and whether a child is known already. Nobody reads a name here."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from civic.accounts.models import Person
from civic.guardians.models import Child, ConsentText, Guardianship
from civic.guardians.rules import identity_digest


def wards_of(person: Person, *, at: datetime) -> QuerySet[Guardianship]:
    """The children somebody answers for today."""
    standing = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return person.guardianships.filter(standing, child__erased_at__isnull=True).select_related("child").order_by("pk")


def guardians_of(child: Child, *, at: datetime) -> QuerySet[Guardianship]:
    """Who answers for a child today."""
    standing = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return child.guardianships.filter(standing).select_related("person").order_by("pk")


def latest_text(track: str, *, at: datetime) -> ConsentText | None:
    """The text that is read now, before anybody agrees."""
    return ConsentText.objects.filter(track=track, shown_at__lte=at).order_by("-version").first()


def same_child(name: str, born_on: date) -> Child | None:
    """The child of this name and day of birth, if one is known: found by a keyed hash, without opening anybody."""
    digest = identity_digest(name, born_on)
    return Child.objects.filter(identity__digest=digest, erased_at__isnull=True).order_by("pk").first()
