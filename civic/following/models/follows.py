"""Who follows, and what: an account or one sealed address, and the subjects it follows."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from civic.accounts.rules import Contact
from civic.cases.models import Case
from civic.following.rules import METRES_LEAST, METRES_MOST, Kind, Rhythm
from civic.lib.sealed import SealedText, keyed_hash
from civic.offices.models import Matter
from civic.places.models import Area, Layer


class Stoppable(models.Model):
    """What a link in a message stops: the token is made of a seed and a key that is not in the database, where only its
    digest is looked up."""

    seed = models.CharField(max_length=32)
    stop_digest = models.CharField(max_length=64, unique=True)

    class Meta:
        abstract = True

    @property
    def stop_token(self) -> str:
        """What stands in the link."""
        return stop_token(self.seed)


def stop_token(seed: str) -> str:
    """The token of a seed."""
    return keyed_hash(seed, purpose="follow-stop")[:24]


def stop_digest(token: str) -> str:
    """By which the row of a token is found."""
    return keyed_hash(token, purpose="follow-stop-digest")


def new_stop() -> dict[str, str]:
    """A fresh seed and the digest of its token."""
    seed = secrets.token_hex(16)
    return {"seed": seed, "stop_digest": stop_digest(stop_token(seed))}


def question_digest(token: str) -> str:
    """By which the question is found that a link answers."""
    return keyed_hash(token, purpose="follow-confirm")


def address_digest(token: str) -> str:
    """By which the calendar of a secret address is found."""
    return keyed_hash(token, purpose="follow-calendar")


class Follower(Stoppable):
    """Somebody who follows something: an account, one address with its keyed hash, or a browser that is told on its
    device; one of the three."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="follower"
    )
    email = SealedText(purpose="follower", blank=True)
    phone = SealedText(purpose="follower", blank=True)
    contact_hash = models.CharField(max_length=64, null=True, unique=True)
    browser_hash = models.CharField(max_length=64, null=True, unique=True)
    language = models.CharField(max_length=8)
    created_at = models.DateTimeField()
    confirm_digest = models.CharField(max_length=64, null=True, unique=True)  # of the link in the last question sent
    asked_at = models.DateTimeField(null=True)  # when that question went out
    calendar_digest = models.CharField(max_length=64, null=True, unique=True)  # of the secret address of the calendar

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, contact_hash__isnull=True, browser_hash__isnull=True)
                | Q(person__isnull=True, contact_hash__isnull=False, browser_hash__isnull=True)
                | Q(person__isnull=True, contact_hash__isnull=True, browser_hash__isnull=False),
                name="a_follower_is_an_account_an_address_or_a_browser",
            ),
        ]

    def __str__(self) -> str:
        return f"follower {self.pk}"

    @property
    def address(self) -> Contact:
        """Where messages go: one way, the e-mail where there is one."""
        if self.person is None:
            return Contact(email=self.email) if self.email else Contact(phone=self.phone)
        if self.person.email:
            return Contact(email=self.person.email)
        return Contact(phone=self.person.phone if self.person.phone_is_verified else "")

    @property
    def speaks(self) -> str:
        """The language she is written to in."""
        return (self.person.language if self.person else "") or self.language


class FollowQuerySet(models.QuerySet["Follow"]):
    """Follows in the city's words."""

    def confirmed(self) -> "FollowQuerySet":
        """Those whose address was proved."""
        return self.filter(confirmed_at__isnull=False)

    def with_names(self) -> "FollowQuerySet":
        """Together with what a list prints."""
        return self.select_related("case", "matter", "area", "layer")


class Follow(Stoppable):
    """One thing that one follower follows. `key` is what it is found by when something happens there."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=8, choices=Kind)
    key = models.CharField(max_length=60)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="follows")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    layer = models.ForeignKey(Layer, to_field="code", on_delete=models.PROTECT, null=True, related_name="+")
    cell_code = models.CharField(max_length=20, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    metres = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=120, blank=True)  # what the middle of the circle is called
    hexagon = models.BigIntegerField(null=True)  # the large hexagon of the middle
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.AT_ONCE)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    objects = FollowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["key", "id"], condition=Q(confirmed_at__isnull=False), name="follows_by_key"),
            models.Index(
                fields=["hexagon", "id"],
                condition=Q(hexagon__isnull=False, confirmed_at__isnull=False),
                name="follows_by_hexagon",
            ),
            models.Index(fields=["created_at"], condition=Q(confirmed_at__isnull=True), name="follows_unconfirmed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["follower", "key"], name="nobody_follows_a_thing_twice"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="follow_rhythm_known"),
            models.CheckConstraint(
                condition=Q(kind="case", case__isnull=False)
                | (Q(kind="matter") & (Q(matter__isnull=False) | Q(area__isnull=False)))
                | Q(
                    kind="around",
                    lat__range=(-90, 90),
                    lon__range=(-180, 180),
                    metres__range=(METRES_LEAST, METRES_MOST),
                    hexagon__isnull=False,
                )
                | (Q(kind="cell", layer__isnull=False) & ~Q(cell_code=""))
                | Q(kind="promise", key__startswith="promise:")
                | Q(kind="corner", key__startswith="corner:", area__isnull=False),
                name="a_follow_has_its_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} {self.key}"
