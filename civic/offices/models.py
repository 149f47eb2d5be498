"""Offices, officers and their posts, the catalogue of matters, who answers for what, and the working days."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from civic.lib.named import Named
from civic.offices.rules import ROLES_OF, Role, Side
from civic.places.models import Area


class OfficeKind(models.TextChoices):
    """What sort of body an office is."""

    DEPARTMENT = "department", _("department")
    STREET = "street", _("street office")
    COMMITTEE = "committee", _("residents' committee")
    CONTRACTOR = "contractor", _("contractor")
    ORGANISATION = "organisation", _("social organisation")
    SUPERVISION = "supervision", _("supervision centre")
    COMMAND = "command", _("command centre")
    REVIEW = "review", _("review office")


class Office(Named):
    """A body that answers, commands, checks or reviews."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=OfficeKind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    is_reviewing = models.BooleanField(default=False)
    reviewed_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    contact_line = models.CharField(max_length=200, blank=True)  # what the public may call or visit
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OfficeKind.values), name="office_kind_known"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=models.F("id")), name="no_office_reviews_itself"
            ),
        ]


class Matter(Named):
    """What a case can be about, and what the city promises for it. Days are working days unless said otherwise."""

    code = models.CharField(max_length=12, unique=True)
    family = models.CharField(max_length=16, default="other")  # the drawing beside it
    answer_days = models.PositiveSmallIntegerField(default=7)
    reopen_days = models.PositiveSmallIntegerField(default=30)  # calendar days in which "not solved" reopens
    appeal_days = models.PositiveSmallIntegerField(default=30)  # calendar days in which an answer may be appealed
    is_public = models.BooleanField(default=True)
    order = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.CheckConstraint(condition=Q(answer_days__gte=1), name="matter_has_a_limit")]


class Stewardship(models.Model):
    """Which office answers for a matter in an area (the whole city where no area is named), from when to when."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="stewardships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="stewardships")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="stewardships")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "area", "starts"], name="one_answering_office_an_area_and_start"),
            models.UniqueConstraint(
                fields=["matter", "starts"],
                condition=Q(area__isnull=True),
                name="one_answering_office_a_city_and_start",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")),
                name="stewardship_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} → {self.office}"


class Officer(models.Model):
    """Somebody who works at the desk. One row a person, and it carries the side: nobody is on both."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="officer")
    side = models.CharField(max_length=8, choices=Side)
    number = models.CharField(max_length=20, unique=True)  # what the public may see instead of a name

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(side__in=Side.values), name="officer_has_one_side")]

    def __str__(self) -> str:
        return self.number


class PostQuerySet(models.QuerySet["Post"]):
    """Posts in the city's words."""

    def held_on(self, day: date) -> "PostQuerySet":
        """The posts in force on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Post(models.Model):
    """A role somebody holds for an office, in an area (everywhere where none is named), from when to when."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="posts")
    side = models.CharField(
        max_length=8, choices=Side
    )  # the officer's own, repeated so that the database can hold role to side
    role = models.CharField(max_length=12, choices=Role)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(side=side, role__in=sorted(roles)) for side, roles in ROLES_OF.items()], _connector=Q.OR
                ),
                name="post_role_fits_its_side",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=models.F("starts")), name="post_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} · {self.role}"


class WorkDay(models.Model):
    """One day of the calendar, confirmed once the State announced it. Without a row a day follows the week."""

    day = models.DateField(unique=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=80, blank=True)
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"
