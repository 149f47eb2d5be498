"""Who answers for whom, which text is read now, and whether a child is known already. Nobody reads a name here."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from civic.accounts.models import Person
from civic.guardians.models import Child, ConsentText, Guardianship
from civic.guardians.rules import identity_digest
from civic.lib.codes import read_tracking_code
from civic.lib.sealed import keyed_hash


def wards_of(person: Person, *, at: datetime) -> QuerySet[Guardianship]:
    """The children somebody answers for today."""
    standing = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return person.guardianships.filter(standing, child__erased_at__isnull=True).select_related("child").order_by("pk")


def children_of(person: Person) -> list[int]:
    """The children somebody answers or answered for, by their key in the database."""
    return list(person.guardianships.order_by("child").values_list("child", flat=True).distinct())


def children_held() -> list[int]:
    """Those of whom it lies sealed who answered for them, although it was to go."""
    return list(Guardianship.objects.filter(held_since__isnull=False).values_list("child", flat=True).distinct())


def guardians_of(child: Child, *, at: datetime) -> QuerySet[Guardianship]:
    """Who answers for a child today."""
    standing = Q(ended_at__isnull=True) | Q(ended_at__gt=at)
    return child.guardianships.filter(standing).select_related("person").order_by("pk")


def slip_digest(code: str) -> str:
    """By which a family's slip is found; the code itself is kept nowhere."""
    return keyed_hash(read_tracking_code(code) or code, purpose="family-slip")


def ward_by_slip(code: str, *, at: datetime) -> Guardianship | None:
    """Who answers for which child, by the code on a slip from a desk."""
    read = read_tracking_code(code)
    if read is None:
        return None
    found = Guardianship.objects.filter(slip_digest=slip_digest(read), child__erased_at__isnull=True)
    return found.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at)).select_related("child", "person").first()


def ward_of_key(person: Person, key: UUID, *, at: datetime) -> Guardianship | None:
    """What somebody answers for, by the key of the child; None for anybody else's."""
    return wards_of(person, at=at).filter(child__key=key).first()


def latest_text(track: str, *, at: datetime) -> ConsentText | None:
    """The text that is read now, before anybody agrees."""
    return ConsentText.objects.filter(track=track, shown_at__lte=at).order_by("-version").first()


def same_children(name: str, born_on: date) -> list[Child]:
    """The children of this name and day of birth, mostly none or one: found by a keyed hash, without opening
    anybody."""
    digest = identity_digest(name, born_on)
    return list(Child.objects.filter(identity__digest=digest, erased_at__isnull=True).order_by("pk")[:9])


def same_child(name: str, born_on: date) -> Child | None:
    """The child of this name and day of birth, if one is known; of namesakes the one that was here first."""
    return next(iter(same_children(name, born_on)), None)
