"""Stars, points of the time bank, certificates."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext

from civic.honours.rules import CertificateState, PointKind, StarState
from civic.hours.models import BookEntry
from civic.journal import models as journal
from civic.lib.named import Named
from civic.lib.sealed import SealedText
from civic.offices.rules import said_in
from civic.volunteers.models import Organisation, Volunteer


class StarPolicyQuerySet(models.QuerySet["StarPolicy"]):
    """Policies in the city's words."""

    def on(self, day: date) -> "StarPolicy | None":
        """The one in force on a day."""
        return self.filter(from_on__lte=day).order_by("-from_on").first()


class StarPolicy(models.Model):
    """From which day on how many hours make a star, and how long one serves before it."""

    from_on = models.DateField(unique=True)
    hours = models.JSONField()  # [100, 300, 600, 1000, 1500]
    months = models.JSONField()  # served between two stars: [0, 0, 0, 0, 0]
    least_quality = models.DecimalField(max_digits=3, decimal_places=2, null=True)  # mean of evaluations, 1 to 5
    source = models.CharField(max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    objects: ClassVar = StarPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on"]

    def __str__(self) -> str:
        return f"stars from {self.from_on}"


class Star(models.Model):
    """A star a volunteer applied for and was granted, one after the other."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="stars")
    level = models.PositiveSmallIntegerField()
    policy = models.ForeignKey(StarPolicy, on_delete=models.PROTECT, related_name="stars")
    minutes = models.PositiveIntegerField()  # on the day it was applied for
    state = models.CharField(max_length=8, choices=StarState)
    at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StarState.values), name="star_state_known"),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="a_star_is_one_to_five"),
            models.UniqueConstraint(
                fields=["volunteer", "level"],
                condition=Q(state__in=["applied", "granted"]),
                name="a_star_is_granted_once",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(reason=""), name="a_refused_star_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.level} stars of {self.volunteer_id}"


class PointEntry(journal.Line):
    """One movement of a time bank account: whole points, one an hour; chained, never changed."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="points")
    kind = models.CharField(max_length=10, choices=PointKind)
    points = models.IntegerField()
    entry = models.ForeignKey(BookEntry, on_delete=models.PROTECT, null=True, related_name="points")
    other = models.ForeignKey(Volunteer, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["seq"]
        indexes = [
            models.Index(fields=["at"], condition=Q(kind__in=["earned", "taken-back"]), name="points_that_were_settled")
        ]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "seq"], name="one_point_entry_a_place"),
            models.CheckConstraint(condition=Q(kind__in=PointKind.values), name="point_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["earned", "received"], points__gt=0)
                | Q(kind__in=["taken-back", "donated", "spent", "expired"], points__lt=0),
                name="points_move_one_way",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=True) | ~Q(other=F("volunteer")), name="nobody_gives_to_herself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id}#{self.seq} {self.points}"


class Certificate(models.Model):
    """A certificate (服务时间, 服务内容, 记录单位): numbered by chance, checked by anybody, without a name in the
    database. It holds when the volunteer has been erased."""

    number = models.CharField(max_length=20, unique=True)
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="certificates")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="certificates"
    )  # None: all that recorded
    from_on = models.DateField()
    until_on = models.DateField()
    minutes = models.PositiveIntegerField()
    items = models.JSONField()  # activity, organisation, minutes: names in three languages, as they were
    entries = models.JSONField()  # the places in the account it was reckoned from
    digest = models.CharField(max_length=64)  # of all the above
    issued_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=CertificateState, default=CertificateState.VALID)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CertificateState.values), name="certificate_state_known"),
            models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="a_certificate_covers_some_days"),
            models.CheckConstraint(
                condition=Q(state="valid", revoked_at__isnull=True, reason="")
                | (Q(state="revoked", revoked_at__isnull=False) & ~Q(reason="")),
                name="a_revoked_certificate_says_why",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def reason_words(self) -> str:
        """Why it was revoked: what the calendar says is in the reader's language, what a person wrote as it was."""
        return str(gettext(self.reason)) if self.reason else ""

    @property
    def organisation_names(self) -> list[str]:
        """Who recorded, each once, in the reader's language."""
        language = get_language() or "en"
        return list(dict.fromkeys(said_in(item["organisation"], language) for item in self.items))


class RewardQuerySet(models.QuerySet["Reward"]):
    """Rewards in the city's words."""

    def offered(self, day: date) -> "RewardQuerySet":
        """Those that can be had on a day."""
        return self.filter(Q(left__isnull=True) | Q(left__gt=0), ended_at__isnull=True, until__gte=day)


class Reward(Named):
    """Something that points are spent on: a seat at the city's theatre, a course, a haircut by another volunteer. It is
    no payment: whoever was served gives nothing (Regulations art. 21, 37)."""

    points = models.PositiveIntegerField()
    left = models.PositiveIntegerField(null=True)  # None: as many as are asked
    until = models.DateField()  # the last day
    where = models.CharField(max_length=120)  # it is handed out
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar = RewardQuerySet.as_manager()

    class Meta:
        ordering = ["points", "pk"]
        constraints = [models.CheckConstraint(condition=Q(points__gte=1), name="a_reward_costs_points")]


class Voucher(models.Model):
    """A reward somebody spent points on, with the code that is told where it is handed out; used once."""

    reward = models.ForeignKey(Reward, on_delete=models.PROTECT, related_name="vouchers")
    spent = models.OneToOneField(PointEntry, on_delete=models.PROTECT, related_name="voucher")
    code = SealedText(purpose="voucher", blank=True)
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True) | Q(used_by__isnull=False), name="a_used_voucher_says_by_whom"
            )
        ]

    def __str__(self) -> str:
        return f"voucher {self.pk}"
