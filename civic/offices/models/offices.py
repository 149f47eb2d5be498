"""Offices, and which of them answers for which matter where, from when to when."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from civic.lib.named import Named
from civic.offices.models.catalogue import Matter, Tag
from civic.places.models import Area, Party


class OfficeKind(models.TextChoices):
    """What sort of body an office is."""

    DEPARTMENT = "department", _("department")
    DISTRICT = "district", _("district office")
    STREET = "street", _("street office")
    COMMITTEE = "committee", _("residents' committee")
    CONTRACTOR = "contractor", _("contractor")
    ORGANISATION = "organisation", _("social organisation")
    SUPERVISION = "supervision", _("supervision centre")
    COMMAND = "command", _("command centre")
    REVIEW = "review", _("review office")
    COUNCIL = "council", _("city management committee")


NEVER_ANSWERING = frozenset({OfficeKind.SUPERVISION, OfficeKind.COMMAND, OfficeKind.REVIEW, OfficeKind.COUNCIL})


LOWEST = frozenset({OfficeKind.COMMITTEE, OfficeKind.CONTRACTOR, OfficeKind.ORGANISATION})
"""Bodies below the offices: they do tasks that an office hands on."""


class Office(Named):
    """A body that answers, commands, checks, reviews or decides."""

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=16, choices=OfficeKind)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="offices")
    is_reviewing = models.BooleanField(default=False)
    reviewed_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="reviews")
    above = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="below"
    )  # by line: the office of its trade that stands over it; by area its area says
    contact_line = models.CharField(max_length=200, blank=True)  # what the public may call or visit
    parties = models.ManyToManyField(Party, blank=True, related_name="offices")  # its names in the component register
    functions = models.ManyToManyField(Tag, blank=True, related_name="offices")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=OfficeKind.values), name="office_kind_known"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("id")), name="no_office_reviews_itself"
            ),
            models.CheckConstraint(
                condition=Q(above__isnull=True) | ~Q(above=F("id")), name="no_office_stands_above_itself"
            ),
        ]


class StewardshipQuerySet(models.QuerySet["Stewardship"]):
    """Who answers, in the city's words."""

    def in_force(self, day: date) -> "StewardshipQuerySet":
        """What counts on a day."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)


class Stewardship(models.Model):
    """Which office answers for a matter in an area (the whole city where no area is named), from when to when."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="stewardships")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="stewardships")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="stewardships")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    objects = StewardshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "area", "starts"], name="one_answering_office_an_area_and_start"),
            models.UniqueConstraint(
                fields=["matter", "starts"],
                condition=Q(area__isnull=True),
                name="one_answering_office_a_city_and_start",
            ),
            models.UniqueConstraint(
                fields=["matter", "area"], condition=Q(ends__isnull=True), name="one_open_stewardship_an_area"
            ),
            models.UniqueConstraint(
                fields=["matter"],
                condition=Q(ends__isnull=True, area__isnull=True),
                name="one_open_stewardship_a_city",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="stewardship_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} → {self.office}"


class CoSteward(models.Model):
    """An office that helps the answering one; it never answers."""

    stewardship = models.ForeignKey(Stewardship, on_delete=models.CASCADE, related_name="helpers")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="helps")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stewardship", "office"], name="an_office_helps_once")]

    def __str__(self) -> str:
        return f"{self.office_id} helps {self.stewardship_id}"
